/** Names below a replica's root: FORMAT.md section 1. Guards: ASCII, lower case, at most 80 characters, one writer for each. */
export const fileEndings = ['seg', 'ros', 'age', 'join', 'pack', 'snap', 'att'] as const
export type FileEnding = (typeof fileEndings)[number]

export interface FileName {
  readonly device: string
  /** From 1; a row of its own for each ending. */
  readonly sequence: number
  /** First 128 bits of the file's SHA-256, 32 hex digits. */
  readonly hash: string
  readonly ending: FileEnding
}

export const identityFile = 'replica.json'
export const devicePattern = /^[0-9a-f]{32}$/
const filePattern = new RegExp(`^(\\d{8})-([0-9a-f]{32})\\.(${fileEndings.join('|')})$`)
const temporaryPattern = /^[0-9a-z.-]+\.tmp-[0-9a-f]{8}$/

export function filePath(name: FileName): string {
  return `${name.device}/${String(name.sequence).padStart(8, '0')}-${name.hash}.${name.ending}`
}

/** Reads `<device>/<file>`; null for any other name. */
export function parseFilePath(path: string): FileName | null {
  const [device, file, ...more] = path.split('/')
  const match = file === undefined ? null : filePattern.exec(file)
  if (!device || more.length > 0 || !devicePattern.test(device) || !match) return null
  const sequence = Number(match[1])
  return sequence > 0 ? { device, sequence, hash: match[2] as string, ending: match[3] as FileEnding } : null
}

const copyPattern = new RegExp(`^([0-9a-f]{32}/\\d{8}-[0-9a-f]{32})[^/]+\\.(${fileEndings.join('|')})$`)
/** The file that a second copy was made of: its name with something behind it, before the ending. Null for any other name. */
export function originalOf(path: string): FileName | null {
  const match = copyPattern.exec(path)
  return match ? parseFilePath(`${match[1]}.${match[2]}`) : null
}

/** What a program that carries folders about leaves in them: passed over without a word. */
export const isOfCarrier = (path: string): boolean => /^(.*\/)?\.(stfolder|stversions|stignore|syncthing\.)/.test(path)

const ofSystem = new Set(['desktop.ini', '.DS_Store', 'Thumbs.db', 'System Volume Information/', 'lost+found/', '$RECYCLE.BIN/'])
/** What a system puts into every folder or onto every stick: with nothing else in it, a folder is empty. */
export const isOfSystem = (path: string): boolean => ofSystem.has(path) || /^\.(Trash|Spotlight|fseventsd)/.test(path)

export function isTemporaryName(file: string): boolean {
  return temporaryPattern.test(file)
}
