/** Copies files between this laptop and a share, one after the other; each failure holds up no more than it has to. */
import type { FailureCode } from '#shared/bridge/contract.ts'
import { type FileName, filePath, identityFile } from '#shared/sync/file-name.ts'
import { maxPackFileBytes, maxSegmentFileBytes } from '#shared/sync/limits.ts'
import { errorCode, isFull } from '../files/error-code.ts'
import type { OfficeFiles } from '../replica/office-files.ts'
import type { ExchangeParts } from './run-exchange.ts'
import { shareFailure } from './share-failure.ts'

type Step = 'pull' | 'push'
export interface Copied {
  readonly segments: number
  readonly entries: number
  readonly trouble: FailureCode | null
  readonly waiting: number
  readonly quarantined: number
  /** What was written and read back. */
  readonly paths: ReadonlySet<string>
}

type CopyParts = Pick<ExchangeParts, 'share' | 'signal' | 'progress' | 'quarantine' | 'refused'> & {
  readonly files: OfficeFiles
}

export async function copyFiles(parts: CopyParts, step: Step, names: readonly FileName[]): Promise<Copied> {
  const tally = {
    segments: 0,
    entries: 0,
    trouble: null as FailureCode | null,
    waiting: 0,
    quarantined: 0,
    paths: new Set<string>()
  }
  const heldUp = new Set<string>()
  for (const [index, name] of names.entries()) {
    stopIfCancelled(parts.signal)
    parts.progress({ type: 'exchange-progress', done: index, total: names.length, step })
    if (heldUp.has(name.device)) continue
    try {
      if (step === 'pull') await pullOne(parts, name, tally)
      else await pushOne(parts, name, tally)
    } catch (error) {
      if (!(error instanceof ShareTrouble)) throw error
      tally.trouble ??= shareFailure(error.cause)
      // A full or silent share stops everything; a locked file or a closed folder, only its own laptop's row.
      if (stopsEverything(error.cause)) break
      heldUp.add(name.device)
    }
  }
  return tally
}

/** What the share did, told apart from what this laptop's own disk did. */
class ShareTrouble extends Error {
  constructor(cause: unknown) {
    super('share', { cause })
  }
}
const ofShare = <Value>(work: Promise<Value>): Promise<Value> =>
  work.catch((error: unknown) => {
    throw new ShareTrouble(error)
  })

interface Tally {
  segments: number
  entries: number
  waiting: number
  quarantined: number
  readonly paths: Set<string>
}

async function pullOne({ share, files, quarantine, refused }: CopyParts, name: FileName, tally: Tally): Promise<void> {
  const path = filePath(name)
  if (refused.isStill(name)) return
  const bytes = await ofShare(share.read(path, name.ending === 'pack' ? maxPackFileBytes : maxSegmentFileBytes))
  if (!bytes) {
    // Not this file alone: the share itself is not there any more.
    if (!(await ofShare(share.read(identityFile, 1_000_000)))) throw new ShareTrouble({ code: 'ENOENT' })
    await quarantine.keep(path, null, { reason: 'not-readable', detail: 'gone, a link, or too large' })
    tally.quarantined += 1
    return
  }
  const verdict = await files.accept(name, bytes)
  switch (verdict.state) {
    case 'accepted':
      refused.forget(name)
      tally.entries += verdict.entries
      if (name.ending === 'seg' || name.ending === 'pack') tally.segments += 1
      return
    case 'waits':
      refused.remember(name, bytes, null)
      tally.waiting += 1
      return
    case 'rejected':
      await quarantine.keep(path, bytes, verdict.fault)
      refused.remember(name, bytes, verdict.fault)
      tally.quarantined += 1
      return
    case 'known':
      return
    default:
      verdict satisfies never
  }
}

async function pushOne({ share, files, quarantine }: CopyParts, name: FileName, tally: Tally): Promise<void> {
  const path = filePath(name)
  const bytes = await files.bytesOf(name).catch(() => null)
  if (!bytes) {
    await quarantine.keep(path, null, { reason: 'altered', detail: 'in this laptop’s own replica' })
    return
  }
  await ofShare(share.write(path, bytes))
  if (name.ending === 'seg' || name.ending === 'pack') tally.segments += 1
  tally.entries += files.entriesIn(name)
  tally.paths.add(path)
}

export function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw Object.assign(new Error('cancelled'), { code: 'CANCELLED' })
}

export function stopsEverything(error: unknown): boolean {
  const code = errorCode(error)
  return isFull(code) || code === 'ETIMEDOUT' || code === 'CANCELLED'
}
