/**
 * Every file this laptop holds of its office, whatever its kind: what an exchange copies. Guards: each kind is checked by the one who
 * understands it before it counts.
 */
import { type FileName, filePath } from '#shared/sync/file-name.ts'
import { fileNameOf, ownHashOf } from '#shared/sync/segment.ts'
import type { RosterStore } from '../roster/roster-store.ts'
import type { Acceptance } from './judge.ts'
import type { ReplicaStore } from './replica-store.ts'

/** A file that lies here whole. */
export interface HeldFile {
  readonly name: FileName
  readonly fileHash: string
  readonly sizeBytes: number
}

/** Files of a kind of their own beside roster and history: checkpoints, attachments. */
export interface Shelf {
  readonly held: () => readonly HeldFile[]
  readonly holds: (path: string) => boolean
  readonly bytesOf: (name: FileName) => Promise<Uint8Array>
}

export interface OfficeFiles {
  readonly held: () => readonly HeldFile[]
  readonly holds: (path: string) => boolean
  readonly accept: (name: FileName, bytes: Uint8Array) => Promise<Acceptance>
  /** Throws where the file is gone or no longer what it was. */
  readonly bytesOf: (name: FileName) => Promise<Uint8Array>
  /** Number of entries in it. */
  readonly entriesIn: (name: FileName) => number
}

const isOfReplica = (name: FileName): boolean => name.ending === 'seg' || name.ending === 'pack'

export function officeFiles(
  replica: ReplicaStore,
  roster: RosterStore | null,
  ...others: readonly (Shelf | null)[]
): OfficeFiles {
  const shelves = others.filter((shelf) => shelf !== null)
  const segmentOf = (name: FileName) => replica.segmentsOf(name.device).find((one) => one.name.hash === name.hash)
  const rosterOnly = (name: FileName): RosterStore => {
    if (!roster) throw new RangeError(`an open office has no ${filePath(name)}`)
    return roster
  }
  return {
    held: () => [
      ...(roster?.held() ?? []),
      ...shelves.flatMap((shelf) => shelf.held()),
      ...replica.segments().map((segment) => ({
        name: fileNameOf(segment),
        fileHash: ownHashOf(segment),
        sizeBytes: segment.sizeBytes
      }))
    ],
    holds: (path) => replica.holds(path) || (roster?.holds(path) ?? false) || shelves.some((shelf) => shelf.holds(path)),
    accept: async (name, bytes) => {
      if (isOfReplica(name)) return replica.accept(name, bytes)
      if (!roster) return { state: 'rejected', fault: { reason: 'foreign-name', detail: 'an open office has no roster' } }
      const verdict = await roster.accept(name, bytes)
      return verdict.state === 'accepted' ? { state: 'accepted', entries: 0 } : verdict
    },
    bytesOf: async (name) => {
      const shelf = shelves.find((one) => one.holds(filePath(name)))
      if (shelf) return shelf.bytesOf(name)
      if (!isOfReplica(name)) return rosterOnly(name).bytesOf(name)
      const segment = segmentOf(name)
      if (!segment) throw Object.assign(new Error(`not held: ${filePath(name)}`), { code: 'ENOENT' })
      return replica.bytesOf(segment)
    },
    entriesIn: (name) => (isOfReplica(name) ? (segmentOf(name)?.header.count ?? 0) : 0)
  }
}
