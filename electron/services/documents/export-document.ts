/** Writes a document model to a file a person asked for. Whole or not at all; a file open in Word is not overwritten but numbered. */
import { resolve } from 'node:path'
import { fail, ok, type Result } from '#shared/bridge/contract.ts'
import type { DocumentModel } from '#shared/documents/model.ts'
import { safeFileName } from '#shared/text/safe-file-name.ts'
import { createNumbered, whyNotInto } from '../files/create-numbered.ts'
import { createWholeFile } from '../files/create-whole-file.ts'
import { renderDocx } from './render-docx.ts'
import { renderPdf } from './render-pdf.ts'

export const documentWriters = { docx: renderDocx, pdf: renderPdf } as const
export type DocumentFormat = keyof typeof documentWriters

export interface ExportRequest {
  readonly model: DocumentModel
  readonly format: DocumentFormat
  /** Without its ending. */
  readonly fileName: string
  readonly folder: string
  /** The default folder may be made; one that a person named must be there. */
  readonly mayMakeFolder: boolean
}

/** A name may have 255 bytes, with its number, ending and a temporary ending. */
const nameLimits = { maxLetters: 120, maxBytes: 220 }

export async function exportDocument(request: ExportRequest, now: Date): Promise<Result<{ path: string; sizeBytes: number }>> {
  const folder = resolve(request.folder)
  const refusal = await whyNotInto(folder, request.mayMakeFolder)
  if (refusal) return fail(refusal, folder)
  const bytes = await documentWriters[request.format](request.model, now)
  const name = safeFileName(request.fileName, nameLimits)
  const created = await createNumbered(folder, name, `.${request.format}`, (path) => createWholeFile(path, bytes))
  return created.ok ? ok({ path: created.path, sizeBytes: bytes.length }) : fail(created.code, created.path)
}
