/**
 * A file that belongs to a record: a photo of a meeting, a scan of a letter. The record keeps its name and how to find and open it
 * (`shared/sync/FORMAT.md` section 11); whoever reads the record reads the file.
 */
import { z } from 'zod'
import { hex64, maxAttachmentBytes } from '../sync/attachment.ts'
import { safeFileName } from '../text/safe-file-name.ts'
import { type Item, itemsOf, maxShortText, type RecordKind, shortText, unknownOr } from './record.ts'

const fields = {
  /** As the person who added it had it; never put on a disk as it is (`safe-file-name.ts`). */
  name: shortText.min(1),
  /** Media type as the adding laptop took it to be; for showing only. */
  type: unknownOr(shortText),
  sizeBytes: z.number().int().min(0).max(maxAttachmentBytes),
  /** Of the whole file: it counts only when it has this. */
  sha256: hex64,
  blob: hex64,
  key: hex64,
  caption: unknownOr(shortText),
  credit: unknownOr(shortText)
}
export const attachments = itemsOf(fields)

const attachmentSchema = z.object({ id: z.string(), ...fields })
export type Attachment = z.infer<typeof attachmentSchema>

/** In which list a kind of record keeps its files. */
export const attachmentLists: Readonly<Partial<Record<RecordKind, string>>> = {
  paper: 'files',
  event: 'photos',
  person: 'photos'
}

/** Fields that say how to find and open a file, and nothing to a person. */
export const attachmentMachinery: ReadonlySet<string> = new Set(['sha256', 'blob', 'key'])

/** Null for an item that names no file one could fetch: it came from elsewhere, or from a newer version. */
export function readAttachment(item: Item): Attachment | null {
  const parsed = attachmentSchema.safeParse(item)
  return parsed.success ? parsed.data : null
}

/** A name as it goes into a record. */
export const storedName = (name: string): string => name.normalize('NFC').slice(0, maxShortText) || 'document'

/** A name as it is shown: its ending is the one that it seems to have. */
export const shownName = (name: string): string => safeFileName(name)

/**
 * What the system's own viewer may be asked to open. Anything else could run as a program, or carry one; a copy of it can be saved, and is
 * then a person's own affair.
 */
const viewable = new Set(
  [
    ['pdf', 'txt', 'csv', 'rtf', 'md'],
    ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'odt', 'ods', 'odp'],
    ['png', 'jpg', 'jpeg', 'jfif', 'gif', 'bmp', 'webp', 'tif', 'tiff', 'heic', 'heif', 'avif'],
    ['mp3', 'm4a', 'wav', 'ogg', 'opus', 'flac', 'mp4', 'm4v', 'mov', 'avi', 'mkv', 'webm']
  ].flat()
)

export function isViewable(name: string): boolean {
  const safe = safeFileName(name)
  return viewable.has(safe.slice(safe.lastIndexOf('.') + 1).toLowerCase()) && safe.includes('.')
}
