/**
 * Segments under our own number that are not here: FORMAT.md section 7. A backup was put back, a file went bad here, or somebody copied
 * this laptop and both wrote on. Guards: no number is ever used for two things, and the work of both branches is kept.
 */
import type { Entry } from '#shared/bridge/contract.ts'
import { type FileName, filePath } from '#shared/sync/file-name.ts'
import { maxPackFileBytes } from '#shared/sync/limits.ts'
import { checkPack, hashesIn, withPack } from '#shared/sync/pack.ts'
import { droppedKey } from '#shared/sync/roster.ts'
import { checkChain, isSealed, type Segment } from '#shared/sync/segment.ts'
import { toSayAgain } from '#shared/sync/standing.ts'
import type { ExchangeParts } from './run-exchange.ts'

type Parts = Pick<ExchangeParts, 'device' | 'share' | 'replica' | 'roster' | 'ledger' | 'quarantine' | 'rebirth' | 'unclear'>
export type Meeting =
  | { readonly state: 'alone' | 'adopted' }
  | { readonly state: 'forked'; readonly detail: string }
  /** Numbers of ours were used that are not here and cannot be had now: none may be given out again. */
  | { readonly state: 'unclear' }

export interface OwnElsewhere {
  readonly name: FileName
  readonly bytes: Uint8Array
  readonly segment: Segment
  readonly entries: readonly Entry[]
}

export async function meetOwnSegments(parts: Parts, names: readonly FileName[]): Promise<Meeting> {
  const { device, replica, roster, ledger, unclear } = parts
  const { read, unread } = await readThem(parts, names)
  const found = withoutDropped(replica.segmentsOf(device), read, roster?.roster().dropped ?? new Set())
  const there = new Set(found.flatMap((one) => one.entries.map((entry) => entry.editId)))
  const isThere = (entry: Entry) => there.has(entry.editId)
  const row = continuation(replica.segmentsOf(device), found)
  if (row.length > 0) {
    // What is there follows what is here: this laptop had written it before.
    const adopted = await ledger.adoptOwn(isThere, async () => {
      for (const { name, bytes } of row) await replica.accept(name, bytes)
    })
    if (adopted) return (await isAllHere(parts, unread, found.length - row.length)) ? { state: 'adopted' } : waitForMore(parts)
  }
  const branch = branchOf(replica.segmentsOf(device), found) ?? ungroundedIn(parts)
  const diverged = (branch !== null && !branch.mayHeal) || (found.length > 0 && !(await ledger.openEntries()).every(isThere))
  if (!diverged) {
    if (branch === null && (await isAllHere(parts, unread, found.length))) {
      unclear.times = 0
      return { state: 'alone' }
    }
    if (await waitsStill(parts, branch !== null)) return waitForMore(parts)
  }
  const detail = names.map(filePath).slice(0, 3).join(', ')
  if (!parts.rebirth) return { state: 'forked', detail }
  const sealed = branch === null ? [] : replica.segmentsOf(device).slice(branch.at)
  const written = (await Promise.all(sealed.map((segment) => replica.entriesOf(segment)))).flat()
  const { rebirth } = parts
  const dropped = branch && { ...branch.dropped, said: roster ? toSayAgain(roster.roster(), sealed) : [] }
  // All of it, what the other branch has too: that one may itself be written anew elsewhere, and give way.
  const behindGap = await replica.entriesWaiting(device)
  await ledger.handOver((open) => rebirth({ dropped, entries: eachOnce([...written, ...behindGap, ...open]) }))
  return { state: 'forked', detail }
}

function eachOnce(entries: readonly Entry[]): Entry[] {
  const known = new Map(entries.map((entry) => [entry.editId, entry]))
  return Array.from(known.values())
}

/**
 * Without the branches that were written anew under another number, to their ends. Where ours is one of them too, the one that everybody
 * keeps (`judge.ts`) stands against it.
 */
function withoutDropped(own: readonly Segment[], read: readonly OwnElsewhere[], dropped: ReadonlySet<string>): OwnElsewhere[] {
  const here = new Map(own.flatMap(hashesIn))
  const gone = new Set<string>()
  const isDropped = ({ name }: Segment, sequence: number, hash: string) => {
    const ours = here.get(sequence)
    const isOursToo = ours !== undefined && dropped.has(droppedKey(name.device, sequence, ours))
    return dropped.has(droppedKey(name.device, sequence, hash)) && !(isOursToo && hash < ours)
  }
  const isGone = ({ segment }: OwnElsewhere) =>
    gone.has(segment.header.previous ?? '') ||
    hashesIn(segment).some(([sequence, hash]) => gone.has(hash) || isDropped(segment, sequence, hash))
  let left = [...read]
  for (let next = left.find(isGone); next; next = left.find(isGone)) {
    for (const [, hash] of hashesIn(next.segment)) gone.add(hash)
    left = left.filter((one) => one !== next)
  }
  return left
}

/** How many exchanges in a row wait for files of ours that others may bring, before this laptop goes on under another number. */
const patience = 16
/** Nothing can be saved meanwhile: a share or two may have them, and no more is waited for. */
const patienceInGap = 1

const waitsStill = async ({ unclear, rebirth, ledger }: Parts, isUngrounded: boolean): Promise<boolean> =>
  !rebirth || unclear.times < (isUngrounded || (await ledger.hasGap()) ? patienceInGap : patience)
function waitForMore({ unclear }: Parts): Meeting {
  unclear.times += 1
  return { state: 'unclear' }
}

/** Whether every number of ours that was ever used is here, as far as the share and the others' acknowledgements tell. */
async function isAllHere({ device, replica, roster, ledger }: Parts, unread: number, loose: number): Promise<boolean> {
  // What was dropped has been acknowledged too: of that nothing follows.
  const isBranched = Array.from(roster?.roster().dropped ?? []).some((key) => key.startsWith(`${device}/`))
  const seen = Math.max(0, ...replica.segments().map(({ header }) => header.seen[device] ?? 0))
  return unread === 0 && loose === 0 && !(await ledger.hasGap()) && (isBranched || seen <= ledger.last())
}

/** `unread`: could not be fetched now, or are not what they were. */
export async function readThem(
  { share, replica, quarantine }: Pick<Parts, 'share' | 'replica' | 'quarantine'>,
  names: readonly FileName[]
): Promise<{ read: OwnElsewhere[]; unread: number }> {
  const read: OwnElsewhere[] = []
  for (const name of names) {
    const bytes = await share.read(filePath(name), maxPackFileBytes).catch(() => null)
    if (!bytes) continue
    const reading = replica.readFile(name, bytes)
    if (reading.ok) read.push({ name, bytes, ...reading.value })
    else await quarantine.keep(filePath(name), bytes, reading.fault)
  }
  return { read, unread: names.length - read.length }
}

/** Those that follow what is here, one on the other. */
function continuation(own: readonly Segment[], found: readonly OwnElsewhere[]): OwnElsewhere[] {
  const row: OwnElsewhere[] = []
  let chain = own
  for (;;) {
    const next = found.find((one) => !row.includes(one) && follows(chain, one.segment))
    if (!next) return row
    row.push(next)
    chain = next.segment.pack ? withPack(chain, next.segment) : [...chain, next.segment]
  }
}

const follows = (chain: readonly Segment[], next: Segment): boolean =>
  next.pack ? checkPack(chain, next) === 'fits' : checkChain(chain.at(-1), next) === 'fits'

/** A statement of our own went bad here before anybody had it: what we wrote on it nobody else can ever take in. */
function ungroundedIn({ device, replica, roster }: Parts): Branch | null {
  const own = replica.segmentsOf(device)
  const at = own.findIndex(({ header }) => roster && isSealed(header) && !header.roster.every(roster.roster().knows))
  const first = own[at]
  return first ? { at, dropped: { sequence: first.name.sequence, hash: first.fileHash }, mayHeal: true } : null
}

interface Branch {
  /** It may be nothing: what is missing may still be brought. */
  readonly mayHeal?: boolean
  /** Index in our chain. */
  readonly at: number
  /** The first of our segments that another one of the same number stands against. */
  readonly dropped: { readonly sequence: number; readonly hash: string }
}

function branchOf(own: readonly Segment[], found: readonly OwnElsewhere[]): Branch | null {
  const others = new Map<number, Set<string>>()
  for (const [sequence, hash] of found.flatMap(({ segment }) => hashesIn(segment))) {
    others.set(sequence, (others.get(sequence) ?? new Set()).add(hash))
  }
  for (const [at, segment] of own.entries()) {
    const against = hashesIn(segment).find(([sequence, hash]) => others.has(sequence) && !others.get(sequence)?.has(hash))
    if (against) return { at, dropped: { sequence: against[0], hash: against[1] } }
  }
  return null
}
