import type { Content } from 'pdfmake/interfaces'
import type { Block } from '#shared/documents/model.ts'
import { contentWidthPt, isTableTitle, listDashMm, paragraphHeightPt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { textStyle } from '../text-styles.ts'
import { mmToPt } from '../units.ts'
import { dataTableNode } from './data-table.ts'
import { withRoomBelow } from './keep-together.ts'
import { dashedNode, runsNode, textNode } from './paragraphs.ts'
import { headingPt, startPt } from './start-height.ts'

/** @param belowPt Height of what follows the last block and must keep it company: a signature alone on a page proves nothing. */
export function blockNodes(blocks: readonly Block[], belowPt: number, measure: TextMeasure): Content[] {
  return blocks.flatMap((block, index) => {
    const isFollowed = index === blocks.length - 1 || isTableTitle(blocks, index)
    const roomPt = isFollowed ? startPt(blocks, index + 1, belowPt, measure) : 0
    const nodes =
      block.type === 'heading'
        ? [headingNode(block, startPt(blocks, index + 1, belowPt, measure), measure)]
        : nodesOf(block, roomPt, measure)
    return blocks[index - 1]?.type === 'page-break' ? startingPage(nodes) : nodes
  })
}

export function startingPage(nodes: readonly Content[]): Content[] {
  return nodes.length === 0 ? [] : [{ stack: [...nodes], pageBreak: 'before' }]
}

function headingNode(block: Extract<Block, { type: 'heading' }>, roomPt: number, measure: TextMeasure): Content {
  const node = textNode(`heading-${block.level}`, block.text, measure)
  return withRoomBelow(
    { ...node, outline: true, outlineText: block.text.replace(/\s+/g, ' ') },
    headingPt(block, measure),
    roomPt
  )
}

function nodesOf(block: Exclude<Block, { type: 'heading' }>, roomPt: number, measure: TextMeasure): Content[] {
  switch (block.type) {
    case 'paragraph': {
      const heightPt = roomPt === 0 ? 0 : paragraphHeightPt(block.style, block.runs, contentWidthPt, measure)
      return [withRoomBelow(runsNode(block.style, block.runs, measure), heightPt, roomPt)]
    }
    case 'list': {
      const dashPt = mmToPt(textStyle('list-item').leftMm ?? 0)
      const hangingPt = mmToPt(listDashMm)
      return block.items.map((item, index) => {
        const node = dashedNode('list-item', item, dashPt, hangingPt, measure)
        if (roomPt === 0 || index < block.items.length - 1) return node
        return withRoomBelow(node, paragraphHeightPt('list-item', item, contentWidthPt - hangingPt, measure), roomPt)
      })
    }
    case 'table':
      return [dataTableNode(block, measure)]
    case 'page-break':
      return []
  }
}
