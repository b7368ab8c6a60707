/** What an exchange has to do, as data: computed from two listings, so that a dry run and a progress bar cost nothing. */
import type { ListedFile } from './folder-port.ts'
import { identityFile, isTemporaryName, parseSegmentPath, type SegmentName, segmentPath } from './segment-name.ts'

export interface ExchangePlan {
  /** By device, then in order of sequence. */
  readonly pull: readonly SegmentName[]
  readonly push: readonly SegmentName[]
  readonly foreign: readonly ListedFile[]
  /** Our own sequence numbers that the share has with other contents or beyond ours: a copied or restored laptop. */
  readonly forked: readonly SegmentName[]
  /** Highest own sequence listed on the share. */
  readonly ownOnShare: number
}

export function planExchange(ownDevice: string, local: readonly SegmentName[], share: readonly ListedFile[]): ExchangePlan {
  const foreign: ListedFile[] = []
  const there: SegmentName[] = []
  for (const file of share) {
    const name = file.isLink ? null : parseSegmentPath(file.path)
    if (name) there.push(name)
    else if (file.path !== identityFile && !isTemporaryName(file.path.split('/').at(-1) ?? '')) foreign.push(file)
  }
  const herePaths = new Set(local.map(segmentPath))
  const therePaths = new Set(there.map(segmentPath))
  const missingHere = there.filter((name) => !herePaths.has(segmentPath(name)))
  return {
    pull: inOrder(missingHere.filter((name) => name.device !== ownDevice)),
    push: inOrder(local.filter((name) => !therePaths.has(segmentPath(name)))),
    foreign,
    forked: inOrder(missingHere.filter((name) => name.device === ownDevice)),
    ownOnShare: Math.max(0, ...there.filter((name) => name.device === ownDevice).map((name) => name.sequence))
  }
}

function inOrder(names: readonly SegmentName[]): SegmentName[] {
  return [...names].sort((a, b) => (a.device === b.device ? a.sequence - b.sequence : a.device < b.device ? -1 : 1))
}
