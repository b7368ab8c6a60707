import type { QuarantineReason } from '#shared/bridge/contract.ts'
import { openReplica } from '../services/replica/replica-store.ts'
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
  link: 'is a link; links are not followed'
}

/** Reads a replica or share without changing anything; 1 when any file is not right. */
export async function checkFolder(path: string, print: (line: string) => void): Promise<number> {
  await readyEngine()
  const store = await openReplica(await existingFolder(path))
  const office = store.office()
  print(office ? `office ${office.id} ${office.name}` : 'office: no readable replica.json')
  const devices = new Set(store.segments().map((segment) => segment.name.device))
  for (const device of devices) {
    const segments = store.segmentsOf(device)
    print(`device ${device}: ${segments.length} segments, ${store.positions()[device]} entries`)
  }
  print(`${devices.size} devices, ${store.segments().length} segments, ${(await rowsOf(store)).length} records`)
  const faults = [...store.faults(), ...store.waiting().map((file) => ({ file, fault: { reason: null, detail: '' } }))]
  for (const { file, fault } of faults) {
    const why = fault.reason ? reasons[fault.reason] : 'waits for an earlier file of the same device'
    print(`not right: ${file}: ${why}${fault.detail ? ` (${fault.detail})` : ''}`)
  }
  if (!office) return 1
  print(faults.length === 0 ? 'every file is right' : `${faults.length} files are not right`)
  return faults.length === 0 ? 0 : 1
}
