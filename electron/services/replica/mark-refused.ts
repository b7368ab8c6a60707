/** Guards: no laptop writes what its role forbids, or in another one's name; what it had before it went on under new keys is its own. */
import type { Entry } from '#shared/bridge/contract.ts'
import { deviceOf } from '#shared/sync/actor.ts'
import { hashOf } from '#shared/sync/bytes.ts'
import { actorOfChange } from '#shared/sync/change-actor.ts'
import { packedSegmentAt } from '#shared/sync/pack.ts'
import { mayChange } from '#shared/sync/roles.ts'
import { type Member, type Roster, roleAt } from '#shared/sync/roster.ts'
import type { Segment } from '#shared/sync/segment.ts'

/** The entry, marked `refused` where its writer might not write it. */
export function markRefused(entry: Entry, { members }: Roster, { name, pack }: Segment): Entry {
  const { device } = name
  const sequence = pack?.index ? (packedSegmentAt(pack.index, entry.number)?.sequence ?? name.sequence) : name.sequence
  const own = new Set<string>()
  for (
    let one = members.get(device);
    one && !own.has(one.device);
    one = one.predecessor ? members.get(one.predecessor) : undefined
  )
    own.add(one.device)
  const isForged = entry.changes.some((change) => {
    const actor = actorOfChange(change)
    return actor !== null && !own.has(deviceOf(actor))
  })
  return mayChange(roleAt(members.get(device), sequence), entry.record) && !isForged ? entry : { ...entry, refused: true }
}

/**
 * Of everything in the roster that decides which entries count and which are refused: two that are equal mean the same view. A number, small
 * enough to be exact. Members of whom there is nothing but that they were let in do not change it.
 */
export function printOfRoles(members: ReadonlyMap<string, Member>, more: readonly unknown[]): number {
  const told = Array.from(members.values())
    .filter((one) => one.roles.some(({ by }) => by !== one.enrolledBy) || one.revoked || one.predecessor)
    .map((one) => [one.device, one.roles.map(({ from, role }) => [from, role]), one.revoked?.afterSegment, one.predecessor])
    .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
  if (told.length === 0 && more.every((one) => one === 0)) return 0
  return Number.parseInt(hashOf(new TextEncoder().encode(JSON.stringify([told, more]))).slice(0, 12), 16)
}
