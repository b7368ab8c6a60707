/** On which page each heading of the contents will stand, reckoned from measured heights: what a Word file shows before Word has counted. */
import type { Block, DocumentModel } from '#shared/documents/model.ts'
import { contentsOf } from '#shared/documents/text-blocks.ts'
import { type DocumentFiles, pictureOf } from './document-files.ts'
import {
  besideHeightPt,
  columnWidthsPt,
  contentHeightPt,
  contentWidthPt,
  paragraphHeightPt,
  pictureSizePt,
  rowHeightPt,
  thinLinePt
} from './layout.ts'
import type { TextMeasure } from './text-measure.ts'

/** Place of the heading among the blocks, and its page. A text that begins on the file's first page counts from 1, after a cover from 2. */
export function estimatePages(model: DocumentModel, files: DocumentFiles, measure: TextMeasure): ReadonlyMap<number, number> {
  const lines = contentsOf(model.blocks)
  const pages = new Map<number, number>()
  let page = model.cover === null ? 1 : 2
  let filledPt = 0
  const put = (heightPt: number) => {
    if (filledPt + heightPt > contentHeightPt && filledPt > 0) {
      page += 1
      filledPt = 0
    }
    // What is higher than the page goes on over the next ones.
    page += Math.floor(Math.max(0, heightPt - 1) / contentHeightPt)
    filledPt = (filledPt + heightPt) % contentHeightPt
  }
  for (const [at, block] of model.blocks.entries()) {
    if (block.type === 'page-break') {
      page += 1
      filledPt = 0
      continue
    }
    const pieces = piecesPt(block, lines.size, files, measure)
    // A heading alone at the foot of a page goes over with what follows it.
    if (block.type === 'heading' && filledPt > 0 && filledPt + (pieces[0] ?? 0) + leastBelowPt > contentHeightPt) {
      page += 1
      filledPt = 0
    }
    if (lines.has(at)) pages.set(at, filledPt + (pieces[0] ?? 0) > contentHeightPt ? page + 1 : page)
    for (const piece of pieces) put(piece)
  }
  return pages
}

const leastBelowPt = 40

function piecesPt(
  block: Exclude<Block, { type: 'page-break' }>,
  lines: number,
  files: DocumentFiles,
  measure: TextMeasure
): number[] {
  switch (block.type) {
    case 'paragraph':
      return [paragraphHeightPt(block.style, block.runs, contentWidthPt, measure)]
    case 'heading':
      return [paragraphHeightPt(`heading-${block.level}`, [{ text: block.text }], contentWidthPt, measure)]
    case 'list':
      return block.items.map((item) => paragraphHeightPt('list-item', item, contentWidthPt, measure))
    case 'table': {
      const widths = columnWidthsPt(block)
      const head = block.columns.map((column) => [{ text: column.title }])
      return [
        rowHeightPt(head, widths, true, measure),
        ...block.rows.map((row) => rowHeightPt(row, widths, false, measure)),
        thinLinePt
      ]
    }
    case 'contents':
      return Array.from({ length: lines }, () => paragraphHeightPt('contents-line', [{ text: 'x' }], contentWidthPt, measure))
    case 'picture': {
      const picture = pictureOf(files, block.file)
      const heightPt = picture ? pictureSizePt(picture, block.widthMm).heightPt : 0
      if (block.beside.length > 0) return [besideHeightPt(block, heightPt, measure)]
      return [heightPt + paragraphHeightPt('caption', [{ text: block.caption }], contentWidthPt, measure) + thinLinePt]
    }
    case 'pages':
      return [paragraphHeightPt('note', [{ text: 'x' }], contentWidthPt, measure)]
  }
}
