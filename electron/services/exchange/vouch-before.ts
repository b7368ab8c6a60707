/**
 * What this laptop had received of those whom new words put out, named before it learns of them (FORMAT.md section 4). Guards: its own work
 * does not lose the ground it stands on, and nobody can slip other files under the numbers that it vouches for.
 */
import { maxVouched } from '#shared/sync/limits.ts'
import { rootedIn } from '#shared/sync/member.ts'
import { hashesIn, packHashesOf } from '#shared/sync/pack.ts'
import type { Roster } from '#shared/sync/roster.ts'
import { basisOf } from '#shared/sync/roster-order.ts'
import type { Statement } from '#shared/sync/roster-statement.ts'
import type { VouchedFiles } from '#shared/sync/segment.ts'
import type { ReplicaStore } from '../replica/replica-store.ts'

interface Leaving {
  readonly device: string
  readonly afterSegment: number
}

/** Null where no word among these takes anything from anybody. */
export function leavingBy(roster: Roster, arrived: readonly Statement[]): Leaving[] | null {
  const limiting = arrived.filter(({ body }) => body.kind === 'revoke' || body.kind === 'role')
  if (limiting.length === 0) return null
  const leaving = new Map<string, number>()
  for (const one of limiting) {
    if (one.body.kind !== 'revoke' && one.body.kind !== 'role') continue
    const { device } = one.body
    const known = knownTo(roster, arrived, one)
    // A number whose author did not know of it goes with the one that it stands on.
    for (const next of rootedIn(roster.members, device)) {
      const entry = roster.members.get(next)?.enrolledBy
      if (next !== device && entry && !roster.includes(known, entry)) leaving.set(next, 0)
    }
    if (one.body.kind === 'revoke') leaving.set(device, one.body.afterSegment)
  }
  return Array.from(leaving, ([device, afterSegment]) => ({ device, afterSegment }))
}

/** Of what the author of a new statement built on, the ends that are known here. */
function knownTo(roster: Roster, arrived: readonly Statement[], statement: Statement): string[] {
  const byHash = new Map(arrived.map((one) => [one.hash, one]))
  const reached = new Set(basisOf(statement))
  for (const hash of reached) {
    const one = roster.knows(hash) ? undefined : byHash.get(hash)
    for (const before of one ? basisOf(one) : []) reached.add(before)
  }
  return Array.from(reached).filter(roster.knows)
}

/** Some 70 bytes each, in a header of 64 KiB. */
const mostVouched = 4 * maxVouched

/** What we hold of them; null where there is nothing that who put them out may not know. */
export function vouchedOf(replica: Pick<ReplicaStore, 'segmentsOf'>, leaving: readonly Leaving[]): VouchedFiles | null {
  // A header has room for so much; who comes last is vouched for by number alone.
  let room = mostVouched
  const chains = leaving.map((one) => ({ ...one, chain: replica.segmentsOf(one.device) }))
  const segments = chains.flatMap(({ device, afterSegment, chain }) => {
    const behind = chain.flatMap(hashesIn).filter(([sequence]) => sequence > afterSegment)
    const named = behind.slice(0, Math.min(maxVouched, room)).map(([sequence, hash]): [number, string] => [sequence, hash])
    room -= named.length
    return named.length > 0 ? [[device, named]] : []
  })
  const packs = chains.flatMap(({ chain }) => packHashesOf(chain)).slice(0, maxVouched)
  return segments.length + packs.length > 0 ? { segments: Object.fromEntries(segments), packs } : null
}
