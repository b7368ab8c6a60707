/**
 * Segments under our own number that are not here: FORMAT.md section 7. A backup was put back, a file went bad here, or somebody copied
 * this laptop and both wrote on. Guards: no number is ever used for two things, and the work of both branches is kept.
 */
import type { Entry } from '#shared/bridge/contract.ts'
import { type FileName, filePath } from '#shared/sync/file-name.ts'
import { maxPackFileBytes } from '#shared/sync/limits.ts'
import { checkPack, readPack, withPack } from '#shared/sync/pack.ts'
import { droppedKey } from '#shared/sync/roster.ts'
import { checkChain, readSegment, type Segment } from '#shared/sync/segment.ts'
import type { ExchangeParts } from './run-exchange.ts'

type Parts = Pick<ExchangeParts, 'device' | 'share' | 'replica' | 'roster' | 'ledger' | 'quarantine' | 'rebirth'>
export type Meeting = { readonly state: 'alone' | 'adopted' } | { readonly state: 'forked'; readonly detail: string }

interface OwnElsewhere {
  readonly name: FileName
  readonly bytes: Uint8Array
  readonly segment: Segment
  readonly entries: readonly Entry[]
}

export async function meetOwnSegments(parts: Parts, names: readonly FileName[]): Promise<Meeting> {
  const { device, replica, roster, ledger } = parts
  const dropped = roster?.roster().dropped ?? new Set()
  const found = (await readThem(parts, names)).filter(({ segment }) =>
    hashesIn(segment).every(([sequence, hash]) => !dropped.has(droppedKey(device, sequence, hash)))
  )
  if (found.length === 0) return { state: 'alone' }
  const there = new Set(found.flatMap((one) => one.entries.map((entry) => entry.editId)))
  const row = continuation(replica.segmentsOf(device), found)
  const unsealed = ledger.openEntries().filter((entry) => !there.has(entry.editId))
  if (row.length > 0 && unsealed.length === 0) {
    // What is there follows what is here: this laptop had written it before.
    await ledger.adoptOwn(async () => {
      for (const { name, bytes } of row) await replica.accept(name, bytes)
    })
    return { state: 'adopted' }
  }
  const branch = branchOf(replica.segmentsOf(device), found)
  const detail = found
    .map(({ name }) => filePath(name))
    .slice(0, 3)
    .join(', ')
  // An older file that hangs on something that is not there: nothing of ours stands against it.
  if (branch === null && unsealed.length === 0) return { state: 'alone' }
  if (!parts.rebirth) return { state: 'forked', detail }
  const sealed = branch === null ? [] : replica.segmentsOf(device).slice(branch.at)
  const written = (await Promise.all(sealed.map((segment) => replica.entriesOf(segment)))).flat()
  await parts.rebirth({
    dropped: branch?.dropped ?? null,
    entries: [...written.filter((entry) => !there.has(entry.editId)), ...unsealed]
  })
  return { state: 'forked', detail }
}

async function readThem({ share, replica, roster, quarantine }: Parts, names: readonly FileName[]): Promise<OwnElsewhere[]> {
  const found: OwnElsewhere[] = []
  const office = replica.office()?.id ?? ''
  const unsealing = roster ? { crypto: roster.crypto, keyOf: roster.keyOf } : null
  for (const name of names) {
    const bytes = await share.read(filePath(name), maxPackFileBytes).catch(() => null)
    if (!bytes) continue
    const reading =
      name.ending === 'pack' && unsealing ? readPack(name, bytes, office, unsealing) : readSegment(name, bytes, office, unsealing)
    if (reading.ok) found.push({ name, bytes, ...reading.value })
    else await quarantine.keep(filePath(name), bytes, reading.fault)
  }
  return found
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

/** Sequence and hash of each segment in a file. */
const hashesIn = ({ name, fileHash, pack }: Segment): readonly (readonly [number, string])[] =>
  pack?.index?.segments.map((one) => [one.sequence, one.fileHash] as const) ?? [[name.sequence, fileHash]]

interface Branch {
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
