/**
 * Segments under our own number that are not here: FORMAT.md section 7. A backup was put back, a file went bad here, or somebody copied
 * this laptop and both wrote on. Guards: no number is ever used for two things, and the work of both branches is kept.
 */
import type { Entry } from '#shared/bridge/contract.ts'
import { type FileName, filePath } from '#shared/sync/file-name.ts'
import { maxSegmentFileBytes } from '#shared/sync/limits.ts'
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
  const found = (await readThem(parts, names)).filter(
    ({ segment }) => !dropped.has(`${device}/${segment.name.sequence}/${segment.fileHash}`)
  )
  if (found.length === 0) return { state: 'alone' }
  const there = new Set(found.flatMap((one) => one.entries.map((entry) => entry.editId)))
  const row = continuation(replica.lastOf(device), found)
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
  const sealed = branch === null ? [] : replica.segmentsOf(device).slice(branch)
  const written = (await Promise.all(sealed.map((segment) => replica.entriesOf(segment)))).flat()
  const first = sealed[0]
  await parts.rebirth({
    dropped: first ? { sequence: first.name.sequence, hash: first.fileHash } : null,
    entries: [...written.filter((entry) => !there.has(entry.editId)), ...unsealed]
  })
  return { state: 'forked', detail }
}

async function readThem({ share, replica, roster, quarantine }: Parts, names: readonly FileName[]): Promise<OwnElsewhere[]> {
  const found: OwnElsewhere[] = []
  const office = replica.office()?.id ?? ''
  const unsealing = roster ? { crypto: roster.crypto, keyOf: roster.keyOf } : null
  for (const name of names) {
    const bytes = await share.read(filePath(name), maxSegmentFileBytes).catch(() => null)
    if (!bytes) continue
    const reading = readSegment(name, bytes, office, unsealing)
    if (reading.ok) found.push({ name, bytes, ...reading.value })
    else await quarantine.keep(filePath(name), bytes, reading.fault)
  }
  return found
}

/** Those that follow what is here, one on the other. */
function continuation(held: Segment | undefined, found: readonly OwnElsewhere[]): OwnElsewhere[] {
  const row: OwnElsewhere[] = []
  for (let last = held; ; ) {
    const next = found.find((one) => checkChain(last, one.segment) === 'fits')
    if (!next) return row
    row.push(next)
    last = next.segment
  }
}

/** Index of our first segment that another file of the same number stands against; null where there is none. */
function branchOf(own: readonly Segment[], found: readonly OwnElsewhere[]): number | null {
  const numbers = new Set(found.map((one) => one.segment.name.sequence))
  const at = own.findIndex((segment) => numbers.has(segment.name.sequence))
  return at < 0 ? null : at
}
