/**
 * Takes this laptop's own packed segments from a share: FORMAT.md section 9. Guards: the only removal there is. Nothing of anybody else's,
 * nothing that a pack does not hold word for word, nothing before others hold it and the pack has proved itself for thirty days.
 */
import { hashOf } from '#shared/sync/bytes.ts'
import { filePath, parseFilePath } from '#shared/sync/file-name.ts'
import type { FolderPort, ListedFile } from '#shared/sync/folder-port.ts'
import { maxPackFileBytes } from '#shared/sync/limits.ts'
import { lastNumberOf, pathOfSegment } from '#shared/sync/segment.ts'
import type { ReplicaStore } from '../replica/replica-store.ts'

export const safetyDays = 30

export interface Tidying {
  readonly device: string
  readonly replica: ReplicaStore
  readonly share: FolderPort
  readonly listed: readonly ListedFile[]
  /** Laptops that belong to the office besides this one. */
  readonly others: readonly string[]
  /** On how many different days, today included, the pack was found on this share. */
  readonly daysFound: (packHash: string) => Promise<number>
}

/** Answers how many files were taken away. */
export async function tidyShare({ device, replica, share, listed, others, daysFound }: Tidying): Promise<number> {
  const pack = replica.segmentsOf(device).findLast((segment) => segment.pack)
  if (!pack?.pack) return 0
  const path = pathOfSegment(pack)
  if (!listed.some((file) => file.path === path && !file.isLink)) return 0
  if ((await daysFound(pack.pack.fileHash)) < safetyDays) return 0
  const last = lastNumberOf(pack)
  const isSeen = others.some((other) => (replica.lastOf(other)?.header.seen[device] ?? 0) >= last)
  if (others.length > 0 && !isSeen) return 0
  const old = listed.flatMap((file) => {
    const name = file.isLink ? null : parseFilePath(file.path)
    const isOurs = name?.device === device && (name.ending === 'seg' || name.ending === 'pack')
    return name && isOurs && filePath(name) !== path && replica.covers(name) ? [file.path] : []
  })
  if (old.length === 0) return 0
  // Read once more, now: it is about to be all there is.
  const bytes = await share.read(path, maxPackFileBytes)
  if (!bytes || hashOf(bytes) !== pack.pack.fileHash) return 0
  for (const one of old) await share.remove(one)
  return old.length
}
