/** What an exchange has to do, as data: computed from two listings, so that a dry run and a progress bar cost nothing. */
import {
  type FileEnding,
  type FileName,
  filePath,
  identityFile,
  isOfCarrier,
  isTemporaryName,
  parseFilePath
} from './file-name.ts'
import type { ListedFile } from './folder-port.ts'

export interface ExchangePlan {
  /** Statements before keys, keys before requests, packs before segments; then by device and in order of sequence. */
  readonly pull: readonly FileName[]
  readonly push: readonly FileName[]
  readonly foreign: readonly ListedFile[]
  /** Segments and packs under our own number that are not here: this laptop was copied or restored, or lost a file. */
  readonly ownElsewhere: readonly FileName[]
}

/** What this laptop knows besides the files it holds. */
export interface Holdings {
  readonly device: string
  readonly files: readonly FileName[]
  /** A pack that is held stands for this very file. */
  readonly covers: (name: FileName) => boolean
  /** Looked at before and refused, for a reason that has not gone away. */
  readonly isRefused: (name: FileName) => boolean
}

/** `originals`: files of which there are second copies on the share, whether or not they are there themselves. */
export function planExchange(here: Holdings, share: readonly ListedFile[], originals: readonly FileName[] = []): ExchangePlan {
  const foreign: ListedFile[] = []
  const there: FileName[] = []
  for (const file of share) {
    const name = file.isLink ? null : parseFilePath(file.path)
    if (name) there.push(name)
    else if (file.path !== identityFile && !isPassedOver(file.path)) foreign.push(file)
  }
  const herePaths = new Set(here.files.map(filePath))
  const therePaths = new Set(there.map(filePath))
  const lost = originals.filter((name) => !therePaths.has(filePath(name)))
  const missingHere = [...there, ...lost].filter((name) => !herePaths.has(filePath(name)) && !here.covers(name))
  const isOwnHistory = (name: FileName) => name.device === here.device && isHistory(name)
  return {
    // Attachments come when somebody wants them, checkpoints when a new laptop begins.
    pull: inOrder(
      byPack(
        missingHere.filter((name) => !isOwnHistory(name) && name.ending !== 'att' && name.ending !== 'snap'),
        here.isRefused
      )
    ),
    push: inOrder(here.files.filter((name) => !therePaths.has(filePath(name)))),
    foreign,
    ownElsewhere: inOrder(missingHere.filter(isOwnHistory))
  }
}

const isPassedOver = (path: string): boolean => isTemporaryName(path.split('/').at(-1) ?? '') || isOfCarrier(path)

const isHistory = (name: FileName): boolean => name.ending === 'seg' || name.ending === 'pack'

/** Of each laptop's history the longest pack and what comes after it; one that was refused before stands for nothing. */
function byPack(missing: readonly FileName[], isRefused: (name: FileName) => boolean): FileName[] {
  const longest = new Map<string, FileName>()
  for (const name of missing) {
    if (name.ending !== 'pack' || isRefused(name)) continue
    const known = longest.get(name.device)
    if (!known || name.sequence > known.sequence) longest.set(name.device, name)
  }
  return missing.filter((name) => {
    const pack = longest.get(name.device)
    return !pack || !isHistory(name) || name === pack || name.sequence > pack.sequence
  })
}

const rank: Readonly<Record<FileEnding, number>> = { ros: 0, age: 1, join: 2, snap: 3, pack: 4, seg: 5, att: 6 }

function inOrder(names: readonly FileName[]): FileName[] {
  return [...names].sort(
    (a, b) => rank[a.ending] - rank[b.ending] || (a.device === b.device ? a.sequence - b.sequence : a.device < b.device ? -1 : 1)
  )
}
