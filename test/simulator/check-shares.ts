/** What must hold of the files on a share, looked at from outside with no key. */
import { hashOf, isNamedBy } from '#shared/sync/bytes.ts'
import { type FileName, filePath, isTemporaryName, parseFilePath } from '#shared/sync/file-name.ts'
import { readJoinRequest } from '#shared/sync/join-request.ts'
import { readPackFile } from '#shared/sync/pack.ts'
import { readIdentity } from '#shared/sync/replica-identity.ts'
import { readStatement } from '#shared/sync/roster-statement.ts'
import { readSegmentFile } from '#shared/sync/segment.ts'
import { nodeCrypto } from '../../electron/services/keys/node-crypto.ts'
import { filesIn } from './memory-disk.ts'
import type { OfficeOfSchedule } from './office.ts'
import { filesOn, type Share } from './shares.ts'

const judged = new WeakMap<Uint8Array, Map<string, string>>()

/** Files under a final name that are not what their name says, with the reason. */
export function badFiles(share: Share): string[] {
  const files = filesOn(share)
  const office = officeOn(share)
  if (office === null) return ['replica.json']
  const judgements = Array.from(files).flatMap(([path, file]) => {
    const name = parseFilePath(path)
    return name ? [{ name, path, reason: judge(name, path, file.data, office) }] : []
  })
  const packed = judgements.filter(({ name, reason }) => name.ending === 'pack' && reason === '')
  // What a good pack holds nobody copies any more; its owner takes it away in time.
  const isCovered = ({ device, sequence, ending }: FileName) =>
    (ending === 'seg' || ending === 'pack') && packed.some(({ name }) => name.device === device && name.sequence >= sequence)
  return judgements.flatMap(({ name, path, reason }) => (reason === '' || isCovered(name) ? [] : [`${path}: ${reason}`]))
}

function officeOn(share: Share): string | null {
  const identity = filesOn(share).get('replica.json')
  const reading = identity ? readIdentity(identity.data) : null
  return reading?.state === 'ours' ? reading.identity.id : null
}

function judge(name: FileName, path: string, data: Uint8Array, office: string): string {
  const known = judged.get(data)?.get(path)
  if (known !== undefined) return known
  const reason = whyBad(name, data, office)
  judged.set(data, (judged.get(data) ?? new Map()).set(path, reason))
  return reason
}

function whyBad(name: FileName, data: Uint8Array, office: string): string {
  const { ending, ...segment } = name
  switch (ending) {
    case 'seg': {
      const reading = readSegmentFile(segment, data, office, nodeCrypto)
      return reading.ok ? '' : reading.fault.reason
    }
    case 'ros': {
      const reading = readStatement(name, data, office, nodeCrypto)
      return reading.ok ? '' : reading.fault.reason
    }
    case 'join': {
      const reading = readJoinRequest(name, data, office, nodeCrypto)
      return reading.ok ? '' : reading.fault.reason
    }
    case 'pack': {
      const reading = readPackFile(name, data, office, nodeCrypto)
      return reading.ok ? '' : reading.fault.reason
    }
    case 'snap':
    case 'att':
    case 'age':
      return hashOf(data).startsWith(name.hash) ? '' : 'altered'
    default:
      return ending satisfies never
  }
}

/**
 * After the healing nothing may be bad, but for what we have spoiled and nobody can mend or needs: the only copy there was (what went with it
 * is counted as gone, `survivors.ts`), and what is of a branch that was written anew elsewhere.
 */
export function checkShares(office: OfficeOfSchedule): void {
  const dropped = branchesDropped(office)
  for (const share of [office.office, office.stick]) {
    for (const bad of badFiles(share)) {
      const name = parseFilePath(bad.split(':')[0] ?? '')
      if (name && name.sequence >= (dropped.get(name.device) ?? Number.POSITIVE_INFINITY)) continue
      const isOurs = Array.from(share.spoiled).some((path) => bad.startsWith(path))
      if (isOurs && name && !isWholeSomewhere(office, name)) continue
      office.violate('broken', `on ${share.name}: ${bad}${isOurs ? ' (spoiled by us and not mended)' : ''}`)
    }
    checkNothingReadable(office, share)
  }
  if (filesIn(office.outside.root).size > 0) office.violate('broken', 'something was written through a link')
}

function isWholeSomewhere({ people, office, stick }: OfficeOfSchedule, name: FileName): boolean {
  const path = filePath(name)
  const copies = [
    ...people.map(({ machine }) => filesIn(machine.disk.root).get(`profile/replica/${path}`)),
    ...[office, stick].map((share) => filesOn(share).get(path))
  ]
  return copies.some((file) => file !== undefined && isNamedBy(file.data, name.hash))
}

/** Where the branches begin that copied laptops have written anew under another number. */
function branchesDropped(office: OfficeOfSchedule): Map<string, number> {
  const from = new Map<string, number>()
  for (const share of [office.office, office.stick]) {
    for (const [path, { data }] of filesOn(share)) {
      const name = parseFilePath(path)
      const reading = name?.ending === 'ros' ? readStatement(name, data, officeOn(share) ?? '', nodeCrypto) : null
      const body = reading?.ok ? reading.value.body : null
      if (body?.kind !== 'succeed' || !body.dropped) continue
      from.set(body.from, Math.min(body.dropped.sequence, from.get(body.from) ?? Number.POSITIVE_INFINITY))
    }
  }
  return from
}

function checkNothingReadable({ plaintexts, violate }: OfficeOfSchedule, share: Share): void {
  const whole = Buffer.concat(Array.from(filesOn(share)).flatMap(([path, file]) => [Buffer.from(path), file.data]))
  for (const plain of plaintexts) if (whole.includes(plain)) violate('leaked', `${share.name} shows "${plain}"`)
}

/** What a laptop that died on the way may leave: temporary files. */
export function leftOver(share: Share): string[] {
  return Array.from(filesOn(share).keys()).filter((path) => isTemporaryName(path.split('/').at(-1) ?? ''))
}
