import type { QuarantineReason } from '#shared/bridge/contract.ts'
import { identityFile } from '#shared/sync/file-name.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { readIdentity } from '#shared/sync/replica-identity.ts'
import { openReplica } from '../services/replica/replica-store.ts'
import { openRoster, type RosterStore } from '../services/roster/roster-store.ts'
import { readyEngine } from '../services/sample/ready-engine.ts'
import { existingFolder, rowsOf } from './read-records.ts'

const reasons: Readonly<Record<QuarantineReason, string>> = {
  'foreign-name': 'not one of our files',
  'too-large': 'too large',
  truncated: 'cut short, or still being copied',
  altered: 'contents do not match the name: altered or damaged',
  'newer-version': 'written by a newer version of the program',
  'other-office': 'belongs to another office',
  'wrong-place': 'lies under another name or device than it was written for',
  'broken-chain': 'does not follow the file before it',
  'not-readable': 'cannot be read',
  link: 'is a link; links are not followed',
  'not-sealed': 'is not signed, in an office whose laptops sign',
  'bad-signature': 'does not carry the signature of the laptop in whose folder it lies',
  'unknown-signer': 'was written by a laptop that nobody let in',
  'revoked-signer': 'was written by a laptop after it was put out',
  'old-epoch': 'was written with a key that was replaced before',
  'no-key': 'was written with a key that is not at hand',
  forked: 'stands against another file of the same number: the laptop was copied',
  'role-not-allowed': 'was not allowed to its writer',
  'too-many': 'is one too many of its kind'
}

/** Reads a replica or share without changing anything; 1 when any file is not right. */
export async function checkFolder(path: string, print: (line: string) => void): Promise<number> {
  await readyEngine()
  const folder = await existingFolder(path)
  const roster = await rosterIn(folder)
  const store = await openReplica(folder, roster)
  const office = store.office()
  print(office ? `office ${office.id} ${office.name}`.trimEnd() : 'office: no readable replica.json')
  const devices = new Set(store.segments().map((segment) => segment.name.device))
  for (const device of devices) {
    const segments = store.segmentsOf(device)
    print(`device ${device}: ${segments.length} segments, ${store.positions()[device]} entries`)
  }
  // Without the office's keys the records of a sealed office stay closed; everything around them is checked.
  const records = roster ? 'records sealed' : `${(await rowsOf(store)).length} records`
  print(`${devices.size} devices, ${store.segments().length} segments, ${records}`)
  if (roster) print(`roster: ${roster.roster().members.size} laptops, ${roster.roster().refused.length} statements refused`)
  const faults = [
    ...(roster?.faults() ?? []),
    ...store.faults(),
    ...store.waiting().map((file) => ({ file, fault: { reason: null, detail: '' } }))
  ]
  for (const { file, fault } of faults) {
    const why = fault.reason ? reasons[fault.reason] : 'waits for an earlier file of the same device'
    print(`not right: ${file}: ${why}${fault.detail ? ` (${fault.detail})` : ''}`)
  }
  if (!office) return 1
  print(faults.length === 0 ? 'every file is right' : `${faults.length} files are not right`)
  return faults.length === 0 ? 0 : 1
}

async function rosterIn(folder: FolderPort): Promise<RosterStore | null> {
  const bytes = await folder.read(identityFile, 1_000_000)
  const reading = bytes ? readIdentity(bytes) : null
  return reading?.state === 'ours' && reading.identity.kind === 'sealed' ? openRoster(folder, reading.identity, null) : null
}
