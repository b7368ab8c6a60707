/** Writes a document model to a file a person asked for. Whole or not at all; a file open in Word is not overwritten but numbered. */
import { access, constants, mkdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import sanitize from 'sanitize-filename'
import { fail, ok, type Result } from '#shared/bridge/contract.ts'
import type { DocumentModel } from '#shared/documents/model.ts'
import { createWholeFile } from '../files/create-whole-file.ts'
import { errorCode, isFull, isRefused } from '../files/error-code.ts'
import { renderDocx } from './render-docx.ts'
import { renderPdf } from './render-pdf.ts'

export const documentWriters = { docx: renderDocx, pdf: renderPdf } as const
export type DocumentFormat = keyof typeof documentWriters

export interface ExportRequest {
  readonly model: DocumentModel
  readonly format: DocumentFormat
  readonly fileName: string
  readonly folder: string
  /** The default folder may be made; one that a person named must be there. */
  readonly mayMakeFolder: boolean
}

const maxNameLength = 120
/** A name may have 255 bytes, with its number, ending and a temporary ending. */
const maxNameBytes = 220

export async function exportDocument(request: ExportRequest, now: Date): Promise<Result<{ path: string; sizeBytes: number }>> {
  const folder = resolve(request.folder)
  try {
    if (request.mayMakeFolder) await mkdir(folder, { recursive: true })
    if (!(await stat(folder)).isDirectory()) return fail('folder-missing', folder)
    await access(folder, constants.W_OK)
  } catch (error) {
    return fail(isRefused(errorCode(error)) ? 'folder-not-writable' : 'folder-missing', folder)
  }
  const bytes = await documentWriters[request.format](request.model, now)
  const name = safeName(request.fileName)
  // An earlier export is never overwritten, not even one of the same moment: the next one is numbered.
  for (let copy = 1; ; copy += 1) {
    const path = join(folder, `${name}${copy === 1 ? '' : ` (${copy})`}.${request.format}`)
    if (await stat(path).catch(() => null)) continue
    try {
      await createWholeFile(path, bytes)
      return ok({ path, sizeBytes: bytes.length })
    } catch (error) {
      const code = errorCode(error)
      if (code === 'EEXIST') continue
      if (isFull(code)) return fail('disk-full', path)
      return fail(isRefused(code) ? 'folder-not-writable' : 'file-in-use', path)
    }
  }
}

/** Shortened before it is made safe: what is left of a long name could be `CON`. */
function safeName(name: string): string {
  const plain = name.normalize('NFC').replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
  return sanitize(shortened(plain).trim(), { replacement: '-' }).trim() || 'document'
}

/** Whole letters only. */
function shortened(text: string): string {
  let kept = ''
  for (const letter of text) {
    if (kept.length + letter.length > maxNameLength || Buffer.byteLength(kept + letter) > maxNameBytes) break
    kept += letter
  }
  return kept
}
