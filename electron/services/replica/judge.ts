/**
 * Whether a file of somebody's history counts: its form, its writer's standing, its place in the row (FORMAT.md sections 5, 7 and 9).
 * Guards: two branches of a copied laptop are never held together, and of two everybody keeps the same one.
 */
import { hashOf } from '#shared/sync/bytes.ts'
import type { FileName } from '#shared/sync/file-name.ts'
import { checkPack, packUpTo, readPackEntries, readPackFile, readPackIndex, segmentOfPack } from '#shared/sync/pack.ts'
import type { Identity } from '#shared/sync/replica-identity.ts'
import { droppedKey } from '#shared/sync/roster.ts'
import { checkChain, type Fault, readEntries, readSegmentFile, type Segment } from '#shared/sync/segment.ts'
import type { SegmentName } from '#shared/sync/segment-name.ts'
import { countsStill, nothingVouched, receivedBefore, standingOf, type Vouched } from '#shared/sync/standing.ts'
import type { RosterStore } from '../roster/roster-store.ts'

export type Acceptance =
  | { readonly state: 'accepted'; readonly entries: number }
  | { readonly state: 'known' }
  | { readonly state: 'waits' }
  | { readonly state: 'rejected'; readonly fault: Fault }
/** `gaveWay`: what was held of the laptop was cut before this number. A pack goes as a whole: what it held before that lies in the folder. */
export type Verdict = Acceptance & { readonly segment?: Segment; readonly gaveWay?: number }

/** A segment or a pack. */
export type HistoryName = SegmentName & { readonly ending: FileName['ending'] }

/** The row that is held of each laptop. */
export type Chains = Map<string, Segment[]>

/** Refused for what the roster says, or for what it does not say yet: looked at again when it says something else. */
export const dependsOnRoster: ReadonlySet<string> = new Set(['unknown-signer', 'revoked-signer', 'old-epoch', 'no-key', 'forked'])

export interface Judge {
  /** `arriving`: the body is opened too, and what is new is asked more; what lies here already has been taken in once. */
  readonly judge: (name: HistoryName, bytes: Uint8Array, arriving: boolean) => Verdict
  /** Number of the last entry of a laptop that others had received in good faith, before they knew of a statement about it. */
  readonly receivedBefore: (device: string, statement: string) => number
  /** Branches here that gave way, or would, to the other one: how many. */
  readonly givenWay: () => number
  /** Of a laptop that was put out, the index of the first that counts no longer: nobody had received it in good faith. Null for none. */
  readonly firstUnvouched: (device: string) => number | null
}

export function createJudge(chains: Chains, identityNow: () => Identity | null, roster: RosterStore | null): Judge {
  const unsealing = roster ? { crypto: roster.crypto, keyOf: roster.keyOf } : null
  const lastOf = (device: string) => chains.get(device)?.at(-1)
  const dropped = () => roster?.roster().dropped ?? new Set<string>()

  /** Counted anew only when there is more to count. */
  const vouches = new Map<string, { readonly basis: string; readonly vouched: Vouched }>()
  const received = (device: string, statement: string): Vouched => {
    if (!roster) return nothingVouched
    const segments = Array.from(chains.values()).flat()
    const ends = Array.from(chains.values(), (chain) => chain.at(-1)?.fileHash ?? '')
    const basis = `${segments.length} ${ends.join(' ')} ${roster.print()}`
    const known = vouches.get(`${device} ${statement}`)
    if (known?.basis === basis) return known.vouched
    const vouched = receivedBefore(roster.roster(), device, statement, segments)
    vouches.set(`${device} ${statement}`, { basis, vouched })
    return vouched
  }
  const vouched = (device: string): Vouched => {
    const revoked = roster?.roster().members.get(device)?.revoked
    return revoked ? received(device, revoked.statement) : nothingVouched
  }

  const standingFault = (segment: Segment, before: Segment | undefined, arriving: boolean): Acceptance | null => {
    // What this laptop wrote is its own, whatever others make of it: its numbers are never given out again.
    if (!roster || segment.name.device === roster.own) return null
    const standing = standingOf(roster.roster(), segment, before, vouched(segment.name.device), !arriving)
    if (standing === 'allowed') return null
    if (standing === 'waits') return { state: 'waits' }
    return { state: 'rejected', fault: { reason: standing, detail: `sequence ${segment.name.sequence}` } }
  }

  const judgePack = (name: HistoryName, bytes: Uint8Array, arriving: boolean): Verdict => {
    const identity = identityNow()
    if (!identity || !roster || !unsealing) return { state: 'rejected', fault: { reason: 'foreign-name', detail: 'a pack' } }
    const file = readPackFile(name, bytes, identity.id, roster.crypto)
    if (!file.ok) return { state: 'rejected', fault: file.fault }
    const index = readPackIndex(file.value, unsealing)
    const chain = chains.get(name.device) ?? []
    // Looked at from a terminal, without keys: what is outside the seal is all that can be checked.
    if (!index.ok && roster.own === null && chain.length === 0)
      return { state: 'accepted', entries: file.value.header.count, segment: segmentOfPack(file.value, null) }
    if (!index.ok) return { state: 'rejected', fault: index.fault }
    const segment = segmentOfPack(file.value, index.value)
    const before = chain.findLast((one) => one.name.sequence < file.value.header.first)
    const refusal = standingFault(segment, before, arriving)
    if (refusal) return refusal
    const state = checkPack(chain, segment)
    if (state === 'known' || state === 'waits') return { state }
    if (state !== 'fits') {
      const reason = state === 'forked' ? 'forked' : 'broken-chain'
      return { state: 'rejected', fault: { reason, detail: `pack ${name.sequence}` } }
    }
    const entries = arriving ? readPackEntries(file.value, unsealing) : null
    if (entries && !entries.ok) return { state: 'rejected', fault: entries.fault }
    return { state: 'accepted', entries: segment.header.count, segment }
  }

  const judgeSegment = (name: SegmentName, bytes: Uint8Array, arriving: boolean): Verdict => {
    const identity = identityNow()
    if (!identity) return { state: 'rejected', fault: { reason: 'other-office', detail: 'no identity' } }
    const file = readSegmentFile(name, bytes, identity.id, roster?.crypto ?? null)
    if (!file.ok) return { state: 'rejected', fault: file.fault }
    const { segment } = file.value
    const held = lastOf(name.device)
    // Of a copied laptop what is held may be the other branch: of what is older than that, it says nothing.
    const before = held?.name.sequence === name.sequence - 1 ? held : undefined
    const refusal = standingFault(segment, before, arriving)
    if (refusal) return refusal
    const place = checkChain(held, segment)
    if (place === 'waits') return { state: 'waits' }
    if (place === 'broken') return { state: 'rejected', fault: { reason: whyBroken(name), detail: `sequence ${name.sequence}` } }
    if (arriving || !roster) {
      const entries = readEntries(file.value, unsealing)
      if (!entries.ok) return { state: 'rejected', fault: entries.fault }
    }
    return { state: 'accepted', entries: segment.header.count, segment }
  }

  /** A second file of one number, rightly signed: the laptop was copied, and wrote on in two places. */
  const whyBroken = ({ device, sequence }: SegmentName): Fault['reason'] =>
    heldHash(device, sequence) !== null || isBehindBranch(device, sequence) ? 'forked' : 'broken-chain'

  /** Hash of what is held under a number, in a segment or a pack. */
  const heldHash = (device: string, sequence: number): string | null => {
    for (const { name, fileHash, pack } of chains.get(device) ?? []) {
      if (name.sequence === sequence) return fileHash
      const inside = pack?.index?.segments.find((one) => one.sequence === sequence)
      if (inside) return inside.fileHash
    }
    return null
  }
  /** Whether the laptop has said to have written anew, under another number, what began at this one or before it. */
  const isBehindBranch = (device: string, sequence: number): boolean =>
    Array.from(dropped(), (key) => key.split('/')).some(([owner, at]) => owner === device && Number(at) <= sequence)

  /**
   * Of two branches the one that was written anew elsewhere gives way, and only when the other one is there: nobody makes work vanish by
   * saying so. Where both were written anew, which one stays is the same for everybody.
   */
  const giveWay = (device: string, numbers: readonly (readonly [number, string])[]): number | null => {
    for (const [sequence, hash] of numbers) {
      const here = heldHash(device, sequence)
      if (here === null || here === hash) continue
      const isDropped = (one: string) => dropped().has(droppedKey(device, sequence, one))
      if (!isDropped(here) || (isDropped(hash) && here < hash)) return null
      const chain = chains.get(device) ?? []
      const at = chain.findIndex((one) => one.name.sequence >= sequence)
      const kept = chain.slice(0, at)
      const cut = chain[at]
      // The beginning of a pack stays: its segments may lie nowhere any more.
      if (cut?.pack && cut.pack.first < sequence) kept.push(packUpTo(cut, sequence - 1))
      chains.set(device, kept)
      return sequence
    }
    return null
  }
  /** Number and hash of each segment in a file that was judged before. */
  const numbersIn = (name: HistoryName, bytes: Uint8Array): [number, string][] => {
    if (name.ending !== 'pack') return [[name.sequence, hashOf(bytes)]]
    const identity = identityNow()
    const file = identity && unsealing ? readPackFile(name, bytes, identity.id, unsealing.crypto) : null
    const index = file?.ok && unsealing ? readPackIndex(file.value, unsealing) : null
    return index?.ok ? index.value.segments.map((one) => [one.sequence, one.fileHash]) : []
  }

  const judgeOne = (name: HistoryName, bytes: Uint8Array, arriving: boolean): Verdict =>
    name.ending === 'pack' ? judgePack(name, bytes, arriving) : judgeSegment(name, bytes, arriving)
  return {
    judge: (name, bytes, arriving) => {
      const verdict = judgeOne(name, bytes, arriving)
      if (verdict.state !== 'rejected' || verdict.fault.reason !== 'forked') return verdict
      const gaveWay = giveWay(name.device, numbersIn(name, bytes))
      return gaveWay === null ? verdict : { ...judgeOne(name, bytes, arriving), gaveWay }
    },
    receivedBefore: (device, statement) => received(device, statement).last,
    firstUnvouched: (device) => {
      const revoked = roster?.roster().members.get(device)?.revoked
      if (!revoked || device === roster?.own) return null
      const at = (chains.get(device) ?? []).findIndex((one) => !countsStill(revoked, vouched(device), one))
      return at < 0 ? null : at
    },
    givenWay: () =>
      Array.from(dropped()).filter((key) => {
        const [device = '', sequence, hash] = key.split('/')
        const here = heldHash(device, Number(sequence))
        return here !== null && here !== hash
      }).length
  }
}
