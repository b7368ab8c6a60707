/**
 * One exchange with a share: FORMAT.md section 7. Pulls, seals, pushes; each file checked on the way in and read back on the way out.
 * Nothing is removed anywhere. What could not be finished is left for the next time and said.
 */
import type { ExchangeReport, FailureCode, Push } from '#shared/bridge/contract.ts'
import type { FolderPort, ListedFile } from '#shared/sync/folder-port.ts'
import { maxSegmentFileBytes } from '#shared/sync/limits.ts'
import { planExchange } from '#shared/sync/plan-exchange.ts'
import { type SegmentName, segmentPath } from '#shared/sync/segment-name.ts'
import { errorCode, isFull } from '../files/error-code.ts'
import type { Ledger } from '../journal/ledger.ts'
import type { Quarantine } from '../quarantine/quarantine.ts'
import type { ReplicaStore } from '../replica/replica-store.ts'
import { findBadCopies } from './bad-copies.ts'
import { shareFailure } from './share-failure.ts'

export interface ExchangeParts {
  readonly device: string
  readonly replica: ReplicaStore
  readonly ledger: Ledger
  readonly quarantine: Quarantine
  readonly share: FolderPort
  readonly now: () => number
  readonly signal: AbortSignal
  readonly progress: (push: Push) => void
  /** How many exchanges there were before in this run. */
  readonly turn: number
}

export type ExchangeOutcome =
  | { readonly ok: true; readonly report: ExchangeReport; readonly ownVerified: number }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string }

interface Tally {
  segments: number
  entries: number
  trouble: FailureCode | null
}

/** What the share does wrong is answered; what this laptop's own disk does wrong is thrown. */
export async function runExchange(parts: ExchangeParts): Promise<ExchangeOutcome> {
  const { device, replica, ledger, share, now } = parts
  parts.progress({ type: 'exchange-progress', done: 0, total: 0, step: 'list' })
  let listed: readonly ListedFile[]
  let bad: readonly SegmentName[]
  try {
    listed = await share.list()
    bad = await findBadCopies(share, listed, replica.segments(), parts.turn)
  } catch (error) {
    return { ok: false, code: shareFailure(error), detail: errorCode(error) }
  }
  const plan = planExchange(device, namesOf(replica), listed)
  if (plan.forked.length > 0) {
    return { ok: false, code: 'device-forked', detail: plan.forked.map(segmentPath).slice(0, 3).join(', ') }
  }
  for (const file of plan.foreign) {
    await parts.quarantine.keep(file.path, null, {
      reason: file.isLink ? 'link' : 'foreign-name',
      detail: `${file.sizeBytes} bytes`
    })
  }
  const pulled = await pull(parts, plan.pull)
  await ledger.seal()
  const ownFirst = (a: SegmentName, b: SegmentName) => Number(b.device === device) - Number(a.device === device)
  const toPush = [...bad, ...planExchange(device, namesOf(replica), listed).push].sort(ownFirst)
  const pushed = await push(parts, toPush)
  const badPaths = new Set(bad.map(segmentPath))
  const onShare = new Set([...listed.map((file) => file.path).filter((path) => !badPaths.has(path)), ...pushed.paths])
  return {
    ok: true,
    ownVerified: ownVerified(replica, device, onShare),
    report: {
      at: new Date(now()).toISOString(),
      pulledSegments: pulled.segments,
      pulledEntries: pulled.entries,
      pushedSegments: pushed.segments,
      pushedEntries: pushed.entries,
      waiting: pulled.waiting,
      quarantined: pulled.quarantined,
      trouble: pulled.trouble ?? pushed.trouble
    }
  }
}

const namesOf = (replica: ReplicaStore): SegmentName[] => replica.segments().map((segment) => segment.name)

function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw Object.assign(new Error('cancelled'), { code: 'CANCELLED' })
}

function stopsEverything(error: unknown): boolean {
  const code = errorCode(error)
  return isFull(code) || code === 'ETIMEDOUT' || code === 'CANCELLED'
}

async function pull(parts: ExchangeParts, names: readonly SegmentName[]) {
  const tally = { segments: 0, entries: 0, trouble: null as FailureCode | null, waiting: 0, quarantined: 0 }
  const heldUp = new Set<string>()
  for (const [index, name] of names.entries()) {
    stopIfCancelled(parts.signal)
    parts.progress({ type: 'exchange-progress', done: index, total: names.length, step: 'pull' })
    if (heldUp.has(name.device)) continue
    const path = segmentPath(name)
    let bytes: Uint8Array | null
    try {
      bytes = await parts.share.read(path, maxSegmentFileBytes)
    } catch (error) {
      tally.trouble ??= shareFailure(error)
      // One locked file holds up its own laptop's row; a share that no longer answers, everything.
      if (stopsEverything(error)) break
      heldUp.add(name.device)
      continue
    }
    if (!bytes) {
      await parts.quarantine.keep(path, null, { reason: 'not-readable', detail: 'gone, a link, or too large' })
      tally.quarantined += 1
      continue
    }
    const verdict = await parts.replica.accept(name, bytes)
    if (verdict.state === 'accepted') {
      tally.segments += 1
      tally.entries += verdict.entries
    } else if (verdict.state === 'waits') tally.waiting += 1
    else if (verdict.state === 'rejected') {
      await parts.quarantine.keep(path, bytes, verdict.fault)
      tally.quarantined += 1
    }
  }
  return tally
}

async function push(parts: ExchangeParts, names: readonly SegmentName[]): Promise<Tally & { paths: Set<string> }> {
  const tally = { segments: 0, entries: 0, trouble: null as FailureCode | null, paths: new Set<string>() }
  const heldUp = new Set<string>()
  const segments = new Map(parts.replica.segments().map((segment) => [segmentPath(segment.name), segment]))
  for (const [index, name] of names.entries()) {
    stopIfCancelled(parts.signal)
    parts.progress({ type: 'exchange-progress', done: index, total: names.length, step: 'push' })
    const segment = segments.get(segmentPath(name))
    if (!segment || heldUp.has(name.device)) continue
    const bytes = await parts.replica.bytesOf(segment).catch(() => null)
    if (!bytes) {
      await parts.quarantine.keep(segmentPath(name), null, { reason: 'altered', detail: 'in this laptop’s own replica' })
      continue
    }
    try {
      await parts.share.write(segmentPath(name), bytes)
    } catch (error) {
      tally.trouble ??= shareFailure(error)
      // A full or silent share stops everything; a folder that is closed to us, only what belongs in it.
      if (stopsEverything(error)) break
      heldUp.add(name.device)
      continue
    }
    tally.segments += 1
    tally.entries += segment.header.count
    tally.paths.add(segmentPath(name))
  }
  return tally
}

/** The last own sequence that stands on the share with all before it. */
function ownVerified(replica: ReplicaStore, device: string, onShare: ReadonlySet<string>): number {
  let last = 0
  for (const segment of replica.segmentsOf(device)) {
    if (!onShare.has(segmentPath(segment.name))) break
    last = segment.header.sequence
  }
  return last
}
