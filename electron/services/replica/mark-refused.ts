/**
 * Guards: no laptop writes what its role forbids, or in another one's name; what it had before it went on under new keys is its own. What
 * others had received before they knew of a new role counts with the old one: their own work may build on it.
 */
import type { Entry } from '#shared/bridge/contract.ts'
import { deviceOf } from '#shared/sync/actor.ts'
import { hashOf } from '#shared/sync/bytes.ts'
import { actorOfChange } from '#shared/sync/change-actor.ts'
import { lineageOf, type Member, type RoleSpan, spanAt } from '#shared/sync/member.ts'
import { packedSegmentAt } from '#shared/sync/pack.ts'
import { mayChange } from '#shared/sync/roles.ts'
import type { Roster } from '#shared/sync/roster.ts'
import type { Segment } from '#shared/sync/segment.ts'

/** Number of the last entry of a laptop that others had received before they knew of a statement. */
export type ReceivedBefore = (device: string, statement: string) => number

/** The entry, marked `refused` where its writer might not write it. */
export function markRefused(entry: Entry, { members }: Roster, { name, pack }: Segment, receivedBefore: ReceivedBefore): Entry {
  const { device } = name
  const sequence = pack?.index ? (packedSegmentAt(pack.index, entry.number)?.sequence ?? name.sequence) : name.sequence
  const own = new Set(lineageOf(members, device))
  const isForged = entry.changes.some((change) => {
    const actor = actorOfChange(change)
    return actor !== null && !own.has(deviceOf(actor))
  })
  const member = members.get(device)
  const span = spanAt(member, sequence)
  const later = member && span ? member.roles.slice(member.roles.indexOf(span) + 1) : []
  return mayWrite(span, entry, later, receivedBefore) && !isForged ? entry : { ...entry, refused: true }
}

/**
 * What was written before its writer heard of a lower role counts with the one before, where others had received it without having heard of
 * it either, or where the writer may write such things again: what it writes then stands on what it wrote before.
 */
function mayWrite(span: RoleSpan | null, entry: Entry, later: readonly RoleSpan[], receivedBefore: ReceivedBefore): boolean {
  if (!span) return false
  if (mayChange(span.role, entry.record)) return true
  const { before, by } = span
  if (!before) return false
  const isTrustedAgain = later.some(({ role }) => mayChange(role, entry.record))
  return (isTrustedAgain || entry.number <= receivedBefore(entry.device, by)) && mayWrite(before, entry, later, receivedBefore)
}

/**
 * Of everything in the roster that decides which entries count and which are refused: two that are equal mean the same view. A number, small
 * enough to be exact. Members of whom there is nothing but that they were let in do not change it. `inGoodFaith`: number of the last entry
 * under a new role that counts with the old one; 0 for none.
 */
export function printOfRoles(
  members: ReadonlyMap<string, Member>,
  inGoodFaith: (device: string, span: RoleSpan) => number,
  more: readonly unknown[]
): number {
  const told = Array.from(members.values())
    .filter((one) => one.roles.some(({ before }) => before) || one.revoked || one.predecessor)
    .map(({ device, roles, revoked, predecessor }) => {
      const spans = roles.map((span) => [span.from, span.role, inGoodFaith(device, span)])
      return [device, spans, revoked?.afterSegment, predecessor]
    })
    .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
  if (told.length === 0 && more.every((one) => one === 0)) return 0
  return Number.parseInt(hashOf(new TextEncoder().encode(JSON.stringify([told, more]))).slice(0, 12), 16)
}
