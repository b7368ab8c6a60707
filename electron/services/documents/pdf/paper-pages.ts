/**
 * The pages of the dossier's papers inside the packet. Room is left for them, page by page, so that numbers and contents count them; then
 * each is drawn into its page, as large as the margins allow.
 */
import { type PDFEmbeddedPage, rgb } from '@cantoo/pdf-lib'
import type { Content, ContentText } from 'pdfmake/interfaces'
import { margins } from '#shared/documents/decree30.ts'
import { type DocumentFiles, openPdf, pagesOf } from '../document-files.ts'
import { contentHeightPt, contentWidthPt } from '../layout.ts'
import { mmToPt } from '../units.ts'

/** A page that was left empty for a page of a paper. */
export interface Reserved {
  readonly file: string
  readonly page: number
  /** The library writes into it where it came to stand. */
  readonly node: ContentText & { positions?: readonly { readonly pageNumber: number }[] }
}

export function reservePages(file: string, files: DocumentFiles, reserved: Reserved[]): Content[] {
  const count = pagesOf(files, file)?.count ?? 0
  return Array.from({ length: count }, (_, page) => {
    const node: Reserved['node'] = { text: '\u00A0', fontSize: 1, pageBreak: 'before' }
    reserved.push({ file, page, node })
    return node
  })
}

export async function drawPages(bytes: Uint8Array, reserved: readonly Reserved[], files: DocumentFiles): Promise<Uint8Array> {
  if (reserved.length === 0) return bytes
  const document = await openPdf(bytes)
  const embedded = new Map<string, PDFEmbeddedPage[]>()
  for (const file of new Set(reserved.map((one) => one.file))) {
    const pages = pagesOf(files, file)
    if (pages)
      embedded.set(
        file,
        await document.embedPdf(
          pages.bytes,
          Array.from({ length: pages.count }, (_, at) => at)
        )
      )
  }
  const size = { widthPt: contentWidthPt, heightPt: contentHeightPt }
  for (const { file, page, node } of reserved) {
    const number = node.positions?.[0]?.pageNumber
    const drawn = embedded.get(file)?.[page]
    if (number === undefined || !drawn) throw new Error(`no room was left for page ${page + 1} of ${file}`)
    const scale = Math.min(size.widthPt / drawn.width, size.heightPt / drawn.height, 1)
    const [width, height] = [drawn.width * scale, drawn.height * scale]
    const x = mmToPt(margins.leftMm) + (size.widthPt - width) / 2
    const y = mmToPt(margins.bottomMm) + size.heightPt - height
    const sheet = document.getPage(number - 1)
    sheet.drawPage(drawn, { x, y, width, height })
    sheet.drawRectangle({ x, y, width, height, borderWidth: 0.5, borderColor: rgb(0.6, 0.6, 0.6) })
  }
  return document.save({ updateFieldAppearances: false })
}
