/** What an exchange has to do, as data: computed from two listings, so that a dry run and a progress bar cost nothing. */
import { type FileEnding, type FileName, filePath, identityFile, isTemporaryName, parseFilePath } from './file-name.ts'
import type { ListedFile } from './folder-port.ts'

export interface ExchangePlan {
  /** Statements before keys, keys before requests, requests before segments; then by device and in order of sequence. */
  readonly pull: readonly FileName[]
  readonly push: readonly FileName[]
  readonly foreign: readonly ListedFile[]
  /** Segments under our own number that are not here: this laptop was copied or restored, or lost a file. In order of sequence. */
  readonly ownElsewhere: readonly FileName[]
}

export function planExchange(ownDevice: string, local: readonly FileName[], share: readonly ListedFile[]): ExchangePlan {
  const foreign: ListedFile[] = []
  const there: FileName[] = []
  for (const file of share) {
    const name = file.isLink ? null : parseFilePath(file.path)
    if (name) there.push(name)
    else if (file.path !== identityFile && !isTemporaryName(file.path.split('/').at(-1) ?? '')) foreign.push(file)
  }
  const herePaths = new Set(local.map(filePath))
  const therePaths = new Set(there.map(filePath))
  const missingHere = there.filter((name) => !herePaths.has(filePath(name)))
  const isOwnSegment = (name: FileName) => name.device === ownDevice && name.ending === 'seg'
  return {
    // Attachments come when somebody wants them.
    pull: inOrder(missingHere.filter((name) => !isOwnSegment(name) && name.ending !== 'att')),
    push: inOrder(local.filter((name) => !therePaths.has(filePath(name)))),
    foreign,
    ownElsewhere: inOrder(missingHere.filter(isOwnSegment))
  }
}

const rank: Readonly<Record<FileEnding, number>> = { ros: 0, age: 1, join: 2, snap: 3, pack: 4, seg: 5, att: 6 }

function inOrder(names: readonly FileName[]): FileName[] {
  return [...names].sort(
    (a, b) => rank[a.ending] - rank[b.ending] || (a.device === b.device ? a.sequence - b.sequence : a.device < b.device ? -1 : 1)
  )
}
