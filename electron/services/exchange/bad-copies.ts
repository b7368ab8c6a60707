/**
 * Copies on the share that went bad: cut short by a power cut there, altered on its disk. Every size is compared; the bytes of a few
 * files, from anywhere on, are read again each time, so that a large share costs no more than a small one.
 */
import { randomBytes } from 'node:crypto'
import { hashOf } from '#shared/sync/bytes.ts'
import { type FileName, filePath } from '#shared/sync/file-name.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { maxSegmentFileBytes } from '#shared/sync/limits.ts'
import { errorCode } from '../files/error-code.ts'
import type { HeldFile } from '../replica/office-files.ts'

const readAgain = 8

/** A file that cannot be read now is not called bad. */
export async function findBadCopies(
  share: FolderPort,
  listed: ReadonlySet<string>,
  held: readonly HeldFile[]
): Promise<FileName[]> {
  const there = held.filter(({ name }) => listed.has(filePath(name)))
  const sizes = await share.sizesOf(there.map(({ name }) => filePath(name)))
  const bad = there
    .filter((_, index) => sizes[index] !== null && sizes[index] !== there[index]?.sizeBytes)
    .map(({ name }) => name)
  // By chance: a count would begin anew with each start, and with each stick.
  const rotated = [...there.slice(randomBytes(4).readUInt32LE() % (there.length || 1)), ...there]
  for (const { name } of rotated.slice(0, Math.min(readAgain, there.length))) {
    if (bad.includes(name)) continue
    const bytes = await share.read(filePath(name), maxSegmentFileBytes).catch((error: unknown) => {
      if (['ETIMEDOUT', 'CANCELLED'].includes(errorCode(error))) throw error
      return null
    })
    // Half a hash stands in every name, and of an attachment that was not opened yet no more is known.
    if (bytes && !hashOf(bytes).startsWith(name.hash)) bad.push(name)
  }
  return bad
}
