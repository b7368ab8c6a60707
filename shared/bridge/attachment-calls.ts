/** Calls about the files of records: shared/sync/FORMAT.md section 11. */
import { z } from 'zod'
import { hex64 } from '../sync/attachment.ts'
import { call, nothing } from './call.ts'

export const blobKey = { blob: hex64, key: hex64 }
/** At most: larger files come in more pieces. */
const maxPieceBytes = 1024 * 1024
export const piece = z.custom<Uint8Array>(
  (bytes) => bytes instanceof Uint8Array && bytes.length > 0 && bytes.length <= maxPieceBytes,
  'not a piece of a file, or too large'
)
const upload = z.string().max(64)

/** A file that is stored: what a record's item keeps of it. */
export interface StoredFile {
  readonly blob: string
  readonly key: string
  readonly sha256: string
  readonly sizeBytes: number
}
/** Either the bytes are wanted, or they are there already. */
export type AttachmentBegun =
  | { readonly upload: string; readonly stored: null }
  | { readonly upload: null; readonly stored: StoredFile }

export interface AttachmentState {
  readonly blob: string
  /** Bytes of the file that are on this laptop. */
  readonly hereBytes: number
  /** Null where nothing of it is here yet. */
  readonly totalBytes: number | null
  /** Null while the share has not been looked at. */
  readonly onShare: boolean | null
  readonly fetching: boolean
}

/** Files that are fetched before anybody opens them, by what they are wanted for. */
export interface PinnedGroup {
  readonly group: string
  readonly blobs: readonly string[]
}

export const attachmentCalls = {
  /** `known`: of a record whose file has this SHA-256; then no bytes are asked for. */
  'attachment.begin': call<AttachmentBegun>()(
    z.strictObject({
      name: z.string().max(1000),
      sizeBytes: z.number().int().min(0),
      sha256: hex64.optional(),
      known: z.strictObject(blobKey).optional()
    })
  ),
  'attachment.append': call<null>()(z.strictObject({ upload, bytes: piece })),
  'attachment.finish': call<StoredFile>()(z.strictObject({ upload })),
  'attachment.abort': call<null>()(z.strictObject({ upload })),
  'attachment.states': call<AttachmentState[]>()(z.strictObject({ files: z.array(z.strictObject(blobKey)).max(5000) })),
  /** Resolves when the whole file is here; a second call for the same file waits with the first. */
  'attachment.fetch': call<null>()(z.strictObject(blobKey)),
  'attachment.cancel': call<null>()(z.strictObject({ blob: hex64 })),
  /** Fetches what is missing and shows the file with the system's own program. */
  'attachment.open': call<null>()(z.strictObject({ ...blobKey, name: z.string().max(1000), sha256: hex64 })),
  /** `folder`: empty for the one where documents go. */
  'attachment.save': call<{ path: string }>()(
    z.strictObject({ ...blobKey, name: z.string().max(1000), sha256: hex64, folder: z.string().max(1000) })
  ),
  /** One piece of the opened content, to be shown or printed; `chunks`: how many there are. What is missing is fetched. */
  'attachment.read': call<{ bytes: Uint8Array; chunks: number }>()(
    z.strictObject({ ...blobKey, chunk: z.number().int().min(0) })
  ),
  /** In the place of what was wanted for the same thing before. */
  'attachment.pin': call<null>()(
    z.strictObject({ group: z.string().max(120), files: z.array(z.strictObject(blobKey)).max(5000) })
  ),
  'attachment.unpin': call<null>()(z.strictObject({ group: z.string().max(120) })),
  'attachment.pinned': call<PinnedGroup[]>()(nothing)
} as const
