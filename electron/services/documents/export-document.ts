/** Writes a document model to a file a person asked for. Whole or not at all; a file open in Word is not overwritten but numbered. */
import { resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { type Zippable, zipSync } from 'fflate'
import { fail, ok, type Result } from '#shared/bridge/contract.ts'
import type { CalendarEntry } from '#shared/documents/calendar.ts'
import type { DocumentFormat } from '#shared/documents/formats.ts'
import type { DocumentModel } from '#shared/documents/model.ts'
import { safeFileName } from '#shared/text/safe-file-name.ts'
import { createNumbered, whyNotInto } from '../files/create-numbered.ts'
import { createWholeFile } from '../files/create-whole-file.ts'
import { type DocumentFiles, noFiles } from './document-files.ts'
import { renderDocx } from './render-docx.ts'
import { renderIcs } from './render-ics.ts'
import { renderPdf } from './render-pdf.ts'
import { renderXlsx } from './render-xlsx.ts'

export interface ToWrite {
  readonly model: DocumentModel
  readonly calendar: readonly CalendarEntry[]
}

type Writer = (document: ToWrite, now: Date, files: DocumentFiles) => Promise<Uint8Array>
const writers: Readonly<Record<DocumentFormat, Writer>> = {
  docx: ({ model }, now, files) => renderDocx(model, now, files),
  pdf: ({ model }, now, files) => renderPdf(model, now, files),
  xlsx: ({ model }) => renderXlsx(model),
  ics: async ({ model, calendar }, now) => renderIcs(model.title, calendar, now)
}
export const renderAs = (format: DocumentFormat, document: ToWrite, now: Date, files = noFiles): Promise<Uint8Array> =>
  writers[format](document, now, files)

export interface ExportRequest extends ToWrite {
  readonly format: DocumentFormat
  /** Without its ending. */
  readonly fileName: string
  readonly folder: string
  /** The default folder may be made; one that a person named must be there. */
  readonly mayMakeFolder: boolean
  readonly files?: DocumentFiles
  /** Told how many documents are made; false stops, and then nothing is written. */
  readonly goesOn?: (done: number) => boolean
}

/** A name may have 255 bytes, with its number, ending and a temporary ending. */
const nameLimits = { maxLetters: 120, maxBytes: 220 }

export async function exportDocument(request: ExportRequest, now: Date): Promise<Result<{ path: string; sizeBytes: number }>> {
  const folder = resolve(request.folder)
  const refusal = await whyNotInto(folder, request.mayMakeFolder)
  if (refusal) return fail(refusal, folder)
  const bytes = await renderAs(request.format, request, now, request.files)
  if (request.goesOn?.(1) === false) return fail('export-cancelled')
  return create(folder, request.fileName, request.format, bytes)
}

export interface BundleRequest extends Pick<ExportRequest, 'fileName' | 'folder' | 'mayMakeFolder' | 'files' | 'goesOn'> {
  readonly parts: readonly (ToWrite & Pick<ExportRequest, 'fileName' | 'format'>)[]
}

/** Several documents in one .zip. */
export async function exportBundle(request: BundleRequest, now: Date): Promise<Result<{ path: string; sizeBytes: number }>> {
  const folder = resolve(request.folder)
  const refusal = await whyNotInto(folder, request.mayMakeFolder)
  if (refusal) return fail(refusal, folder)
  const files: Zippable = {}
  for (const [index, part] of request.parts.entries()) {
    // Between two documents whoever waits for an answer of the host gets one.
    await setImmediate()
    if (request.goesOn?.(index) === false) return fail('export-cancelled')
    const bytes = await renderAs(part.format, part, now, request.files)
    files[unused(files, safeFileName(part.fileName, nameLimits), part.format)] = [bytes, { mtime: now }]
  }
  return create(folder, request.fileName, 'zip', zipSync(files))
}

/** Two documents of one name: the second is numbered, as beside a file that is there. */
function unused(files: Zippable, name: string, ending: string): string {
  for (let count = 1; ; count += 1) {
    const path = `${name}${count === 1 ? '' : ` (${count})`}.${ending}`
    if (!Object.hasOwn(files, path)) return path
  }
}

async function create(folder: string, fileName: string, ending: string, bytes: Uint8Array) {
  const name = safeFileName(fileName, nameLimits)
  const created = await createNumbered(folder, name, `.${ending}`, (path) => createWholeFile(path, bytes))
  return created.ok ? ok({ path: created.path, sizeBytes: bytes.length }) : fail(created.code, created.path)
}
