/**
 * Whether a segment of a sealed office may be taken in, by what the roster says of its writer: FORMAT.md section 5. A pure function of
 * values.
 *
 * Guards: nothing of a laptop that was put out is taken in, except what a member had already received in good faith; a member's later
 * work may build on that, and would hang in the air without it.
 */
import type { QuarantineReason } from '../bridge/contract.ts'
import { maxSaidAgainBytes } from './limits.ts'
import type { Member, Revocation } from './member.ts'
import { acknowledgementIn, hashesIn } from './pack.ts'
import type { Epoch, Roster } from './roster.ts'
import { type Acknowledgement, isSealed, lastNumberOf, type Segment } from './segment.ts'

export type Standing = 'allowed' | 'waits' | QuarantineReason

/** What members had received of a laptop before they knew that it was put out. */
export interface Vouched {
  /** Number of the last entry. */
  readonly last: number
  /** Sequence to hash, where they have named them; of two that were received the smaller one, everywhere. */
  readonly segments: ReadonlyMap<number, string>
  /** Hashes of packs. */
  readonly packs: ReadonlySet<string>
}
export const nothingVouched: Vouched = { last: 0, segments: new Map(), packs: new Set() }

/** Whether a segment or pack of a laptop that was put out still counts. */
export function countsStill(revoked: Revocation, vouched: Vouched, segment: Segment): boolean {
  const isOther = ([sequence, hash]: readonly [number, string]) => {
    const named = sequence <= revoked.afterSegment ? revoked.segments.get(sequence) : vouched.segments.get(sequence)
    return named !== undefined && named !== hash
  }
  if (hashesIn(segment).some(isOther)) return false
  const { sequence } = segment.name
  return sequence <= revoked.afterSegment || vouched.segments.has(sequence) || lastNumberOf(segment) <= vouched.last
}

/** `isHeld`: lies in this laptop's own folder, and was taken in once. */
export function standingOf(
  roster: Roster,
  segment: Segment,
  before: Segment | undefined,
  vouched: Vouched,
  isHeld: boolean
): Standing {
  const { header, name, pack } = segment
  if (!isSealed(header)) return 'not-sealed'
  // Statements the writer knew and we do not: they may be what lets it in, or what it must not ignore.
  if (!header.roster.every(roster.knows)) return 'waits'
  const member = roster.members.get(name.device)
  if (!member) return 'unknown-signer'
  const { revoked } = member
  if (revoked && !countsStill(revoked, vouched, segment)) return 'revoked-signer'
  // Written after it was put out, a pack could say anything of what stood in the segments.
  if (revoked && pack && !isHeld && !revoked.packs.has(pack.fileHash) && !vouched.packs.has(pack.fileHash))
    return 'revoked-signer'
  const epoch = roster.epochs.get(header.epoch)
  if (!epoch) return 'old-epoch'
  const beforeEpoch = before && roster.epochs.get(epochOf(before))
  // The numbers of one whose maker was no administrator say nothing of what is older.
  if (beforeEpoch && !beforeEpoch.isVoid && epoch.number < beforeEpoch.number) return 'old-epoch'
  const due = newestKnownTo(roster, header.roster, member)
  return due !== null && epoch.number < due.number ? 'old-epoch' : 'allowed'
}

/** The epoch that a segment was written with; of a pack, its last one. */
const epochOf = ({ header, pack }: Segment): string => (pack ? (pack.lastEpoch ?? '') : isSealed(header) ? header.epoch : '')

/** What a laptop said it had seen, and what it knew of the roster when it said so. */
function acknowledgementsIn({ header, pack }: Segment): readonly Acknowledgement[] {
  if (!isSealed(header)) return []
  return pack?.index?.acknowledgements ?? [acknowledgementIn(header)]
}

/** The newest key that a writer who knew these statements had been given. */
function newestKnownTo(roster: Roster, heads: readonly string[], member: Member): Epoch | null {
  let newest: Epoch | null = null
  for (const epoch of roster.epochs.values()) {
    const isGiven = !epoch.isVoid && epoch.sealedTo.has(member.device) && roster.includes(heads, epoch.statement)
    if (isGiven && (newest === null || epoch.number > newest.number)) newest = epoch
  }
  return newest
}

/** What of a revoked laptop a member had received before it knew of the revocation. */
export const vouchedFor = (roster: Roster, { device, revoked }: Member, segments: readonly Segment[]): Vouched =>
  revoked ? receivedBefore(roster, device, revoked.statement, segments) : nothingVouched

/** What of a laptop another one had received before it knew of a statement. */
export function receivedBefore(roster: Roster, device: string, statement: string, segments: readonly Segment[]): Vouched {
  let last = 0
  const named = new Map<number, string>()
  const held = new Set<string>()
  const said = segments.map((segment) => ({ ...segment.name, words: acknowledgementsIn(segment) }))
  for (const { device: writer, sequence, words } of [...said, ...roster.saidAgain]) {
    if (writer === device) continue
    // What somebody received before being put out was received all the same.
    const voucher = roster.members.get(writer)?.revoked
    if (voucher && sequence > voucher.afterSegment) continue
    for (const { roster: heads, seen, vouched } of words) {
      if (roster.includes(heads, statement)) continue
      last = Math.max(last, seen[device] ?? 0)
      for (const hash of vouched?.packs ?? []) held.add(hash)
      for (const [sequence, hash] of vouched?.segments[device] ?? []) {
        const other = named.get(sequence)
        if (other === undefined || hash < other) named.set(sequence, hash)
      }
    }
  }
  return { last, segments: named, packs: held }
}

/**
 * Of what a laptop said in segments that it is about to drop, what must be said again: what it had received of others before it knew of the
 * words that limit them now. Of what limits them later it speaks for itself. Cut to what a statement has room for, the last words first.
 */
export function toSayAgain(roster: Roster, segments: readonly Segment[]): Acknowledgement[] {
  const limited = Array.from(roster.members.values()).flatMap(({ device, roles, revoked }) => [
    ...(revoked ? [[device, revoked.statement] as const] : []),
    ...roles.flatMap(({ before, by }) => (before ? [[device, by] as const] : []))
  ])
  const words: Acknowledgement[] = []
  let room = maxSaidAgainBytes
  for (const { roster: heads, seen, vouched } of segments.flatMap(acknowledgementsIn).reverse()) {
    const about = new Set(limited.flatMap(([device, statement]) => (roster.includes(heads, statement) ? [] : [device])))
    const isAbout = ([device]: readonly [string, unknown]) => about.has(device)
    if (about.size === 0) continue
    const one: Acknowledgement = {
      roster: heads,
      seen: Object.fromEntries(Object.entries(seen).filter(isAbout)),
      ...(vouched && {
        vouched: { segments: Object.fromEntries(Object.entries(vouched.segments).filter(isAbout)), packs: vouched.packs }
      })
    }
    const isSaid = words.some((later) => !vouched && later.roster.join() === heads.join())
    const size = JSON.stringify(one).length
    if (isSaid || size > room) continue
    room -= size
    words.unshift(one)
  }
  return words
}
