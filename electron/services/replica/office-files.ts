/**
 * Every file this laptop holds of its office, whatever its kind: what an exchange copies. Guards: each kind is checked by the one who
 * understands it before it counts.
 */
import { type FileName, filePath } from '#shared/sync/file-name.ts'
import type { RosterStore } from '../roster/roster-store.ts'
import type { Acceptance, ReplicaStore } from './replica-store.ts'

/** A file that lies here whole. */
export interface HeldFile {
  readonly name: FileName
  readonly fileHash: string
  readonly sizeBytes: number
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

export function officeFiles(replica: ReplicaStore, roster: RosterStore | null): OfficeFiles {
  const segmentOf = (name: FileName) => replica.segmentsOf(name.device).find((one) => one.name.hash === name.hash)
  const rosterOnly = (name: FileName): RosterStore => {
    if (!roster) throw new RangeError(`an open office has no ${filePath(name)}`)
    return roster
  }
  return {
    held: () => [
      ...(roster?.held() ?? []),
      ...replica.segments().map(({ name, fileHash, sizeBytes }) => ({
        name: { ...name, ending: 'seg' as const },
        fileHash,
        sizeBytes
      }))
    ],
    holds: (path) => replica.holds(path) || (roster?.holds(path) ?? false),
    accept: async (name, bytes) => {
      if (name.ending === 'seg') {
        const { ending: _, ...segment } = name
        return replica.accept(segment, bytes)
      }
      if (!roster) return { state: 'rejected', fault: { reason: 'foreign-name', detail: 'an open office has no roster' } }
      const verdict = await roster.accept(name, bytes)
      return verdict.state === 'accepted' ? { state: 'accepted', entries: 0 } : verdict
    },
    bytesOf: async (name) => {
      if (name.ending !== 'seg') return rosterOnly(name).bytesOf(name)
      const segment = segmentOf(name)
      if (!segment) throw Object.assign(new Error(`not held: ${filePath(name)}`), { code: 'ENOENT' })
      return replica.bytesOf(segment)
    },
    entriesIn: (name) => (name.ending === 'seg' ? (segmentOf(name)?.header.count ?? 0) : 0)
  }
}
