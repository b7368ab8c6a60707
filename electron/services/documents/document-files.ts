/** The files that stand in a document beside its text: pictures as they are to be printed, papers with their pages. */
import { ParseSpeeds, PDFDocument } from '@cantoo/pdf-lib'

export interface PictureFile {
  readonly kind: 'picture'
  readonly type: 'jpg' | 'png'
  readonly bytes: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
}

export interface PagesFile {
  readonly kind: 'pages'
  readonly bytes: Uint8Array
  readonly count: number
}

/** By the SHA-256 that the model names. What is not in it prints as a line that says so. */
export type DocumentFiles = ReadonlyMap<string, PictureFile | PagesFile>
export const noFiles: DocumentFiles = new Map()

export const pictureOf = (files: DocumentFiles, file: string): PictureFile | null => {
  const found = files.get(file)
  return found?.kind === 'picture' ? found : null
}
export const pagesOf = (files: DocumentFiles, file: string): PagesFile | null => {
  const found = files.get(file)
  return found?.kind === 'pages' ? found : null
}

/** More pages than this are a book, and no paper of a dossier. */
const mostPages = 300

const jpegStart = [0xff, 0xd8, 0xff]
const pngStart = [0x89, 0x50, 0x4e, 0x47]
const startsWith = (bytes: Uint8Array, start: readonly number[]) => start.every((byte, at) => bytes[at] === byte)

/** Null for bytes that are neither JPEG nor PNG, whatever their name says. */
export function pictureFile(bytes: Uint8Array, widthPx: number, heightPx: number): PictureFile | null {
  const type = startsWith(bytes, jpegStart) ? 'jpg' : startsWith(bytes, pngStart) ? 'png' : null
  return type && { kind: 'picture', type, bytes, widthPx, heightPx }
}

/** Null for a PDF that cannot be read: damaged, locked by a password, too long. */
export async function pagesFile(bytes: Uint8Array): Promise<PagesFile | null> {
  try {
    const count = (await openPdf(bytes)).getPageCount()
    if (count === 0 || count > mostPages) return null
    return { kind: 'pages', bytes: await flattened(bytes).catch(() => bytes), count }
  } catch {
    return null
  }
}

/** Forms, seals and signatures lie above a page: what is set into another file would lose them. */
async function flattened(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await openPdf(bytes)
  document.getForm().flatten({ updateFieldAppearances: false })
  return document.save({ updateFieldAppearances: false })
}

export const openPdf = (bytes: Uint8Array): Promise<PDFDocument> =>
  PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest })
