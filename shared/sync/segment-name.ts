/** Names below a replica's root: FORMAT.md section 1. */
export interface SegmentName {
  readonly device: string
  readonly sequence: number
  /** First 128 bits of the file's SHA-256, 32 hex digits. */
  readonly hash: string
}

export const identityFile = 'replica.json'
export const devicePattern = /^[0-9a-f]{32}$/
const filePattern = /^(\d{8})-([0-9a-f]{32})\.seg$/
const temporaryPattern = /^[0-9a-z.-]+\.tmp-[0-9a-f]{8}$/

export function segmentPath(name: SegmentName): string {
  return `${name.device}/${String(name.sequence).padStart(8, '0')}-${name.hash}.seg`
}

/** Reads `<device>/<file>`; null for any other name. */
export function parseSegmentPath(path: string): SegmentName | null {
  const [device, file, ...more] = path.split('/')
  const match = file === undefined ? null : filePattern.exec(file)
  if (!device || more.length > 0 || !devicePattern.test(device) || !match) return null
  const sequence = Number(match[1])
  return sequence > 0 ? { device, sequence, hash: match[2] as string } : null
}

export function isTemporaryName(file: string): boolean {
  return temporaryPattern.test(file)
}
