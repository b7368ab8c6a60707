/**
 * Copies on the share that went bad: cut short by a power cut there, altered on its disk. Every size is compared; the bytes of a few
 * files are read again at each exchange, in rotation, so that a large share costs no more than a small one.
 */
import { hashOf } from '#shared/sync/bytes.ts'
import type { FolderPort, ListedFile } from '#shared/sync/folder-port.ts'
import { maxSegmentFileBytes } from '#shared/sync/limits.ts'
import type { Segment } from '#shared/sync/segment.ts'
import { type SegmentName, segmentPath } from '#shared/sync/segment-name.ts'
import { errorCode } from '../files/error-code.ts'

const readAgain = 8

/** `turn` counts the exchanges, so that each looks at other files. A file that cannot be read now is not called bad. */
export async function findBadCopies(
  share: FolderPort,
  listed: readonly ListedFile[],
  held: readonly Segment[],
  turn: number
): Promise<SegmentName[]> {
  const sizes = new Map(listed.map((file) => [file.path, file.isLink ? null : file.sizeBytes]))
  const there = held.filter((segment) => typeof sizes.get(segmentPath(segment.name)) === 'number')
  const wrongSize = there.filter(({ name, sizeBytes }) => sizes.get(segmentPath(name)) !== sizeBytes)
  const bad = wrongSize.map(({ name }) => name)
  const rotated = [...there.slice((turn * readAgain) % (there.length || 1)), ...there]
  for (const { name, fileHash } of rotated.slice(0, Math.min(readAgain, there.length))) {
    if (bad.includes(name)) continue
    const bytes = await share.read(segmentPath(name), maxSegmentFileBytes).catch((error: unknown) => {
      if (['ETIMEDOUT', 'CANCELLED'].includes(errorCode(error))) throw error
      return null
    })
    if (bytes && hashOf(bytes) !== fileHash) bad.push(name)
  }
  return bad
}
