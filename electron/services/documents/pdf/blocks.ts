import type { Content } from 'pdfmake/interfaces'
import type { Block, DocumentModel } from '#shared/documents/model.ts'
import { contentsOf } from '#shared/documents/text-blocks.ts'
import { type DocumentFiles, pagesOf } from '../document-files.ts'
import { contentWidthPt, isLeadIn, listDashMm, paragraphHeightPt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { textStyle } from '../text-styles.ts'
import { mmToPt } from '../units.ts'
import { wordingOf } from '../wording.ts'
import { anchorOf, contentsNodes } from './contents.ts'
import { dataTableNode } from './data-table.ts'
import { withRoomBelow } from './keep-together.ts'
import { type Reserved, reservePages } from './paper-pages.ts'
import { dashedNode, runsNode, textNode } from './paragraphs.ts'
import { pictureNodes } from './picture.ts'
import { headingPt, startPt } from './start-height.ts'

/** What a document draws beside its text. `reserved`: pages left empty for those of its papers, filled in by the writer. */
export interface Drawing {
  readonly files: DocumentFiles
  readonly reserved: Reserved[]
}

/** @param belowPt Height of what follows the last block and must keep it company: a signature alone on a page proves nothing. */
export function blockNodes(model: DocumentModel, belowPt: number, drawing: Drawing, measure: TextMeasure): Content[] {
  const { blocks } = model
  const lines = contentsOf(blocks)
  const places = Array.from(lines.keys())
  return blocks.flatMap((block, index) => {
    const isFollowed = index === blocks.length - 1 || isLeadIn(blocks, index)
    const roomPt = isFollowed ? startPt(blocks, index + 1, belowPt, measure) : 0
    const nodes =
      block.type === 'heading'
        ? [headingNode(block, startPt(blocks, index + 1, belowPt, measure), places.indexOf(index), measure)]
        : block.type === 'contents'
          ? contentsNodes(Array.from(lines.values()), measure)
          : block.type === 'picture'
            ? pictureNodes(block, drawing.files, model, measure)
            : block.type === 'pages'
              ? pagesNodes(block, drawing, model, measure)
              : nodesOf(block, roomPt, measure)
    return startsPage(blocks[index - 1], drawing) && block.type !== 'pages' ? startingPage(nodes) : nodes
  })
}

/** After a break, and after pages of a paper, which fill their own. */
const startsPage = (before: Block | undefined, { files }: Drawing): boolean =>
  before?.type === 'page-break' || (before?.type === 'pages' && pagesOf(files, before.file) !== null)

function pagesNodes(
  block: Extract<Block, { type: 'pages' }>,
  { files, reserved }: Drawing,
  model: DocumentModel,
  measure: TextMeasure
) {
  const nodes = reservePages(block.file, files, reserved)
  return nodes.length > 0 ? nodes : [textNode('note', wordingOf(model).pagesMissing, measure)]
}

export function startingPage(nodes: readonly Content[]): Content[] {
  return nodes.length === 0 ? [] : [{ stack: [...nodes], pageBreak: 'before' }]
}

function headingNode(block: Extract<Block, { type: 'heading' }>, roomPt: number, place: number, measure: TextMeasure): Content {
  const node = textNode(`heading-${block.level}`, block.text, measure)
  return withRoomBelow(
    { ...node, ...(place >= 0 ? { id: anchorOf(place) } : {}), outline: true, outlineText: block.text.replace(/\s+/g, ' ') },
    headingPt(block, measure),
    roomPt
  )
}

type TextBlock = Exclude<Block, { type: 'heading' | 'contents' | 'picture' | 'pages' }>

function nodesOf(block: TextBlock, roomPt: number, measure: TextMeasure): Content[] {
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
