/**
 * Second copies that a carrier or a person made of a file ("name (1)", "name-PCNAME", "name.sync-conflict-…"). Guards: such a copy is read
 * only in the place of the file it was made of, where that is missing or not what its name says; its bytes must be what that name says.
 */
import { isNamedBy } from '#shared/sync/bytes.ts'
import { type FileName, filePath, originalOf } from '#shared/sync/file-name.ts'
import type { FolderPort, ListedFile } from '#shared/sync/folder-port.ts'

export interface WithCopies {
  readonly share: FolderPort
  /** Files of which there are second copies. */
  readonly originals: readonly FileName[]
}

export function withConflictCopies(share: FolderPort, listed: readonly ListedFile[]): WithCopies {
  const copies = new Map<string, { readonly original: FileName; readonly paths: string[] }>()
  for (const { path, isLink } of listed) {
    const original = isLink ? null : originalOf(path)
    if (!original) continue
    const known = copies.get(filePath(original))
    if (known) known.paths.push(path)
    else copies.set(filePath(original), { original, paths: [path] })
  }
  if (copies.size === 0) return { share, originals: [] }
  const read: FolderPort['read'] = async (path, maxBytes) => {
    const bytes = await share.read(path, maxBytes)
    const known = copies.get(path)
    if (!known || (bytes && isNamedBy(bytes, known.original.hash))) return bytes
    for (const other of known.paths) {
      const copy = await share.read(other, maxBytes)
      if (copy && isNamedBy(copy, known.original.hash)) return copy
    }
    return bytes
  }
  return { share: { ...share, read }, originals: Array.from(copies.values(), ({ original }) => original) }
}
