/** Calls that turn records into files: what to write, and the pictures and papers that stand in it. */
import { z } from 'zod'
import { calendarEntrySchema } from '../documents/calendar.ts'
import { documentFormats } from '../documents/formats.ts'
import { documentModelSchema } from '../documents/model.ts'
import { packetOptionsSchema } from '../documents/packet/options.ts'
import { hex64 } from '../sync/attachment.ts'
import { blobKey, piece, type StoredFile } from './attachment-calls.ts'
import { call, nothing } from './call.ts'

const documentToWrite = {
  model: documentModelSchema,
  /** Of an .ics file. */
  calendar: z.array(calendarEntrySchema).max(5000),
  format: z.enum(documentFormats),
  /** Without folder or ending; made safe at the host. */
  fileName: z.string().min(1).max(300)
}

/** Pictures that were handed over for this export; one set at a time is kept. */
const pictureSet = z.string().regex(/^[0-9a-f]{16}$/)
const files = {
  pictures: pictureSet.nullable(),
  /** Papers of which the model shows pages. */
  papers: z.array(z.strictObject({ ...blobKey, sha256: hex64 })).max(500)
}
const pixels = z.number().int().min(1).max(100_000)

export interface WrittenFile {
  readonly path: string
  readonly sizeBytes: number
}

export interface KeptFile extends StoredFile {
  readonly name: string
  readonly type: string
}

export const documentCalls = {
  /** A picture as it is to be printed, in the place of the file that the model names: small enough for one call. */
  'documents.picture': call<null>()(
    z.strictObject({ set: pictureSet, file: hex64, bytes: piece, widthPx: pixels, heightPx: pixels })
  ),
  'documents.export': call<WrittenFile>()(z.strictObject({ ...documentToWrite, ...files, folder: z.string().max(1000) })),
  /** All of them in one .zip. */
  'documents.exportBundle': call<WrittenFile>()(
    z.strictObject({
      ...files,
      fileName: z.string().min(1).max(300),
      folder: z.string().max(1000),
      parts: z.array(z.strictObject(documentToWrite)).min(1).max(99)
    })
  ),
  /**
   * Keeps a packet exactly as it goes out: .docx, .pdf and the model as files of the office, for a record to name. The model is what a later
   * one is compared with.
   */
  'documents.keep': call<{ files: readonly KeptFile[] }>()(
    z.strictObject({ model: documentModelSchema, packet: packetOptionsSchema, fileName: z.string().min(1).max(300), ...files })
  ),
  /** The PDF as it would be written, without its papers. */
  'documents.preview': call<{ bytes: Uint8Array }>()(
    z.strictObject({ model: documentModelSchema, pictures: pictureSet.nullable() })
  ),
  /** Stops the export that runs. */
  'documents.cancel': call<null>()(nothing)
} as const
