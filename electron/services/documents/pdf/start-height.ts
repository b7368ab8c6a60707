/** How much of what follows a heading must stand on the heading's page. */
import type { Block } from '#shared/documents/model.ts'
import { contentWidthPt, isLeadIn, paragraphHeightPt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { textStyle } from '../text-styles.ts'
import { tableStartPt } from './data-table.ts'
import { fitsPage } from './keep-together.ts'

const twoBodyLinesPt = 2 * textStyle('body').sizePt * 1.4

export function headingPt(block: Extract<Block, { type: 'heading' }>, measure: TextMeasure): number {
  return paragraphHeightPt(`heading-${block.level}`, [{ text: block.text }], contentWidthPt, measure)
}

/** @param depth How many blocks in a row may ask for company: a file of headings only must not be followed to its end for each. */
export function startPt(blocks: readonly Block[], index: number, belowPt: number, measure: TextMeasure, depth = 4): number {
  const block = blocks[index]
  const restPt = (): number => (depth === 0 ? 0 : startPt(blocks, index + 1, belowPt, measure, depth - 1))
  switch (block?.type) {
    case undefined:
      return belowPt
    case 'page-break':
    case 'pages':
      return 0
    case 'contents':
    case 'picture':
      return twoBodyLinesPt
    case 'heading':
      return headingPt(block, measure) + restPt()
    case 'table':
      return tableStartPt(block, measure)
    case 'list':
      return twoBodyLinesPt
    case 'paragraph': {
      const isLast = index === blocks.length - 1
      if (!isLeadIn(blocks, index) && (!isLast || belowPt === 0)) return twoBodyLinesPt
      const wholePt = paragraphHeightPt(block.style, block.runs, contentWidthPt, measure) + restPt()
      return fitsPage(wholePt) ? wholePt : twoBodyLinesPt
    }
  }
}
