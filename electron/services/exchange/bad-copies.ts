/**
 * Copies on the share that went bad: cut short by a power cut there, altered on its disk. Every size is compared; the bytes of a few
 * files are read again each time, so that a large share costs no more than a small one. They go on where the last look at this share
 * ended; the first one of a run begins anywhere, else short runs would look at the same few for ever.
 */
import { randomBytes } from 'node:crypto'
import { isNamedBy } from '#shared/sync/bytes.ts'
import { type FileName, filePath } from '#shared/sync/file-name.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { maxPackFileBytes } from '#shared/sync/limits.ts'
import { errorCode } from '../files/error-code.ts'
import type { HeldFile } from '../replica/office-files.ts'

const readAgain = 8

/** Path of the last file that was looked at, for each share of a run. */
export type LookedUpTo = { path: string | null }

/** A file that cannot be read now is not called bad. */
export async function findBadCopies(
  share: FolderPort,
  listed: ReadonlySet<string>,
  held: readonly HeldFile[],
  upTo: LookedUpTo
): Promise<FileName[]> {
  const there = held
    .filter(({ name }) => listed.has(filePath(name)))
    .sort((a, b) => (filePath(a.name) < filePath(b.name) ? -1 : 1))
  const sizes = await share.sizesOf(there.map(({ name }) => filePath(name)))
  const bad = there
    .filter((_, index) => sizes[index] !== null && sizes[index] !== there[index]?.sizeBytes)
    .map(({ name }) => name)
  const begin = upTo.path ?? anyOf(there)
  const rotated = [...there.filter(({ name }) => filePath(name) > begin), ...there]
  for (const { name } of rotated.slice(0, Math.min(readAgain, there.length))) {
    upTo.path = filePath(name)
    if (bad.includes(name)) continue
    const bytes = await share.read(filePath(name), maxPackFileBytes).catch((error: unknown) => {
      if (['ETIMEDOUT', 'CANCELLED'].includes(errorCode(error))) throw error
      return null
    })
    // Half a hash stands in every name, and of an attachment that was not opened yet no more is known.
    if (bytes && !isNamedBy(bytes, name.hash)) bad.push(name)
  }
  return bad
}

const anyOf = (files: readonly HeldFile[]): string => {
  const one = files[randomBytes(4).readUInt32LE() % (files.length || 1)]
  return one ? filePath(one.name) : ''
}
