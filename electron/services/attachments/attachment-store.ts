/**
 * The sealed files of attachments that lie on this laptop: chunks and manifests, its own and others', beside the segments. What is here is
 * listed once and then known. Guards: what is handed on or opened is what its name says, and a bad copy gives way to a good one.
 */
import { createHash } from 'node:crypto'
import { maxChunkFileBytes, maxManifestFileBytes } from '#shared/sync/attachment.ts'
import { type FileName, filePath, parseFilePath } from '#shared/sync/file-name.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import type { Quarantine } from '../quarantine/quarantine.ts'
import type { HeldFile } from '../replica/office-files.ts'

export type AttachmentFile = FileName & { readonly ending: 'att' }
export const isAttachmentFile = (name: FileName | null): name is AttachmentFile => name?.ending === 'att'

/** SHA-256 of a whole file, 64 hex digits; a name has the first half of it. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
export const printOf = (hash: string): string => hash.slice(0, 32)

export const maxAttachmentFileBytes = Math.max(maxChunkFileBytes, maxManifestFileBytes)

export interface AttachmentStore {
  readonly held: () => readonly HeldFile[]
  readonly holds: (path: string) => boolean
  /** A file of this hash is here, and of this size where one is given. */
  readonly has: (hash: string, sizeBytes?: number) => boolean
  /** Null where no good copy is here; a bad one is no longer counted. */
  readonly read: (hash: string) => Promise<Uint8Array | null>
  /** Throws where the file is gone or no longer what its name says. */
  readonly bytesOf: (name: FileName) => Promise<Uint8Array>
  /** Keeps a file from elsewhere under the name it has there. Answers whether it is what its name says. */
  readonly keep: (name: AttachmentFile, bytes: Uint8Array) => Promise<boolean>
  /** Own files, written a moment ago, count from now on. */
  readonly count: (files: readonly HeldFile[]) => void
  /** A name for an own file of these bytes; no other one gets its number. */
  readonly nameFor: (hash: string) => AttachmentFile
}

export async function openAttachmentStore(
  folder: FolderPort,
  device: string,
  quarantine: Pick<Quarantine, 'keep'>
): Promise<AttachmentStore> {
  const files = new Map<string, HeldFile>()
  const byPrint = new Map<string, HeldFile[]>()
  let last = 0

  const hold = (file: HeldFile) => {
    const path = filePath(file.name)
    if (file.name.device === device) last = Math.max(last, file.name.sequence)
    const others = (byPrint.get(file.name.hash) ?? []).filter((one) => filePath(one.name) !== path)
    files.set(path, file)
    byPrint.set(file.name.hash, [...others, file])
  }
  const letGo = async (file: HeldFile) => {
    const path = filePath(file.name)
    files.delete(path)
    byPrint.set(
      file.name.hash,
      (byPrint.get(file.name.hash) ?? []).filter((one) => one !== file)
    )
    await quarantine.keep(path, null, { reason: 'altered', detail: 'in this laptop’s own replica' })
  }

  const names = (await folder.list()).flatMap((file) => {
    const name = file.isLink ? null : parseFilePath(file.path)
    return isAttachmentFile(name) ? [name] : []
  })
  const sizes = await folder.sizesOf(names.map(filePath))
  for (const [index, name] of names.entries()) {
    const sizeBytes = sizes[index]
    if (sizeBytes != null) hold({ name, fileHash: name.hash, sizeBytes })
  }

  return {
    held: () => Array.from(files.values()),
    holds: (path) => files.has(path),
    has: (hash, sizeBytes) =>
      (byPrint.get(printOf(hash)) ?? []).some((one) => sizeBytes === undefined || one.sizeBytes === sizeBytes),
    read: async (hash) => {
      for (const file of byPrint.get(printOf(hash)) ?? []) {
        const bytes = await folder.read(filePath(file.name), maxAttachmentFileBytes).catch(() => null)
        if (bytes && sha256Of(bytes) === hash) return bytes
        await letGo(file)
      }
      return null
    },
    bytesOf: async (name) => {
      const file = files.get(filePath(name))
      const bytes = file ? await folder.read(filePath(name), maxAttachmentFileBytes) : null
      if (!bytes) throw Object.assign(new Error(`gone: ${filePath(name)}`), { code: 'ENOENT' })
      if (printOf(sha256Of(bytes)) === name.hash) return bytes
      if (file) await letGo(file)
      throw Object.assign(new Error('attachment no longer reads: altered'), { code: 'EIO' })
    },
    keep: async (name, bytes) => {
      if (printOf(sha256Of(bytes)) !== name.hash) return false
      await folder.write(filePath(name), bytes)
      hold({ name, fileHash: name.hash, sizeBytes: bytes.length })
      return true
    },
    count: (own) => own.forEach(hold),
    nameFor: (hash) => {
      last += 1
      return { device, sequence: last, hash: printOf(hash), ending: 'att' }
    }
  }
}
