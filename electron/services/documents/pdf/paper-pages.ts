/**
 * The pages of the dossier's papers inside the packet. Room is left for them, page by page, so that numbers and contents count them; then
 * each is drawn into its page, as large as the margins allow.
 */
import { degrees, type PDFDocument, type PDFPage, rgb } from '@cantoo/pdf-lib'
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
  const sources = new Map<string, PDFDocument>()
  for (const { file, page, node } of reserved) {
    const pages = pagesOf(files, file)
    const source = sources.get(file) ?? (pages && (await openPdf(pages.bytes)))
    const number = node.positions?.[0]?.pageNumber
    if (number === undefined || !source) throw new Error(`no room was left for page ${page + 1} of ${file}`)
    sources.set(file, source)
    await drawInto(document, document.getPage(number - 1), source.getPage(page))
  }
  return document.save({ updateFieldAppearances: false })
}

/** Turned as the paper's own program would show it, and no more of it than that shows. An empty page stays empty. */
async function drawInto(document: PDFDocument, sheet: PDFPage, page: PDFPage): Promise<void> {
  if (!page.node.Contents()) return
  const crop = page.getCropBox()
  const drawn = await document.embedPage(page, {
    left: crop.x,
    bottom: crop.y,
    right: crop.x + crop.width,
    top: crop.y + crop.height
  })
  const turn = (((page.getRotation().angle % 360) + 360) % 360) as 0 | 90 | 180 | 270
  const isUpright = turn === 0 || turn === 180
  const [shownWidth, shownHeight] = isUpright ? [crop.width, crop.height] : [crop.height, crop.width]
  const scale = Math.min(contentWidthPt / shownWidth, contentHeightPt / shownHeight, 1)
  const [width, height] = [shownWidth * scale, shownHeight * scale]
  const left = mmToPt(margins.leftMm) + (contentWidthPt - width) / 2
  const bottom = mmToPt(margins.bottomMm) + contentHeightPt - height
  // Turned about its own corner: where that corner has to stand.
  const corner = {
    0: [left, bottom],
    90: [left, bottom + height],
    180: [left + width, bottom + height],
    270: [left + width, bottom]
  }[turn]
  const [x = left, y = bottom] = corner
  sheet.drawPage(drawn, { x, y, xScale: scale, yScale: scale, rotate: degrees(-turn) })
  sheet.drawRectangle({ x: left, y: bottom, width, height, borderWidth: 0.5, borderColor: rgb(0.6, 0.6, 0.6) })
}
