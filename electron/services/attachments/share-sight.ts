/** Where each sealed file of an attachment lies on a share, by one listing: a name has the first half of the hash, whoever's folder it is in. */
import { type FileName, parseFilePath } from '#shared/sync/file-name.ts'
import type { ListedFile } from '#shared/sync/folder-port.ts'
import { type AttachmentFile, isAttachmentFile, printOf } from './attachment-store.ts'

export interface ShareSight {
  /** The listed folder. */
  readonly folder: string
  readonly has: (hash: string) => boolean
  /** Usually one; none, where nobody has brought it yet. */
  readonly namesOf: (hash: string) => readonly AttachmentFile[]
}

export function sightOf(folder: string, listed: readonly ListedFile[]): ShareSight {
  return sightOfNames(
    folder,
    listed.flatMap((file) => (file.isLink ? [] : (parseFilePath(file.path) ?? [])))
  )
}

export function sightOfPaths(folder: string, paths: Iterable<string>): ShareSight {
  return sightOfNames(
    folder,
    Array.from(paths).flatMap((path) => parseFilePath(path) ?? [])
  )
}

function sightOfNames(folder: string, names: readonly FileName[]): ShareSight {
  const byPrint = new Map<string, AttachmentFile[]>()
  for (const name of names) {
    if (isAttachmentFile(name)) byPrint.set(name.hash, [...(byPrint.get(name.hash) ?? []), name])
  }
  const namesOf = (hash: string) => byPrint.get(printOf(hash)) ?? []
  return { folder, namesOf, has: (hash) => namesOf(hash).length > 0 }
}
