import { type FileChild, HeadingLevel, type INumberingOptions, LevelFormat, Paragraph } from 'docx'
import type { Block, DocumentModel } from '#shared/documents/model.ts'
import { contentsOf } from '#shared/documents/text-blocks.ts'
import type { DocumentFiles } from '../document-files.ts'
import { isLeadIn, listDashMm } from '../layout.ts'
import { estimatePages } from '../page-estimate.ts'
import type { TextMeasure } from '../text-measure.ts'
import { textStyle } from '../text-styles.ts'
import { mmToTwips } from '../units.ts'
import { anchored, anchorOf, contentsParts } from './contents.ts'
import { dataTableParts } from './data-table.ts'
import { runsParagraph, textRuns, thinParagraph } from './paragraphs.ts'
import { pagesParts, pictureParts } from './picture.ts'
import { black, everyFont } from './styles.ts'

const dashList = 'dash'
const headings = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const

const dashIndent = { left: mmToTwips((textStyle('list-item').leftMm ?? 0) + listDashMm), hanging: mmToTwips(listDashMm) } as const

/** A true list, so that Enter gives the next dash. */
export const listNumbering: INumberingOptions = {
  config: [
    {
      reference: dashList,
      levels: [
        {
          level: 0,
          format: LevelFormat.BULLET,
          text: '-',
          style: {
            run: { font: everyFont, color: black },
            paragraph: { indent: dashIndent }
          }
        }
      ]
    }
  ]
}

/** The last paragraph stays with what follows when a signature does: a signature alone on a page proves nothing. */
export function blockParts(model: DocumentModel, files: DocumentFiles, measure: TextMeasure): FileChild[] {
  const { blocks } = model
  const isSigned = model.signature !== null
  const lines = contentsOf(blocks)
  const pages = lines.size > 0 ? estimatePages(model, files, measure) : new Map<number, number>()
  const anchors = new Map(Array.from(lines.keys(), (at, index) => [at, anchorOf(index)]))
  return blocks.flatMap((block, index) => {
    const pageBreakBefore = blocks[index - 1]?.type === 'page-break'
    const keepNext = (isSigned && index === blocks.length - 1) || isLeadIn(blocks, index)
    const flow = { ...(pageBreakBefore ? { pageBreakBefore } : {}), ...(keepNext ? { keepNext } : {}) }
    switch (block.type) {
      case 'contents':
        return contentsParts(
          Array.from(lines, ([at, title]) => ({ title, anchor: anchors.get(at) ?? '', page: pages.get(at) ?? 1 }))
        )
      case 'picture':
        return pictureParts(block, files, model, flow)
      case 'pages':
        return pagesParts(block, files, model, flow)
      default:
        return oneBlock(block, flow, measure, anchors.get(index))
    }
  })
}

/** Where a page break stands last, before the signature. */
export const endsInBreak = (blocks: readonly Block[]): boolean => blocks.at(-1)?.type === 'page-break'

type Flow = { readonly pageBreakBefore?: true; readonly keepNext?: true }

type TextBlock = Exclude<Block, { type: 'contents' | 'picture' | 'pages' }>

function oneBlock(block: TextBlock, flow: Flow, measure: TextMeasure, anchor: string | undefined): FileChild[] {
  switch (block.type) {
    case 'paragraph':
      return [runsParagraph(block.style, block.runs, flow)]
    case 'heading':
      return [
        new Paragraph({
          heading: headings[block.level],
          children: anchor ? [anchored(anchor, block.text)] : textRuns([{ text: block.text }]),
          ...flow
        })
      ]
    case 'list':
      return block.items.map((item, index) =>
        runsParagraph('list-item', item, {
          numbering: { reference: dashList, level: 0 },
          // Said again here: whether a list's indent or its style's counts for more, editors do not agree.
          indent: dashIndent,
          ...(flow.pageBreakBefore === true && index === 0 ? { pageBreakBefore: true } : {}),
          ...(flow.keepNext === true && index === block.items.length - 1 ? { keepNext: true } : {})
        })
      )
    case 'table':
      // A table cannot begin a page by itself; the thin paragraph before it can.
      return [
        ...(flow.pageBreakBefore === true ? [thinParagraph({ pageBreakBefore: true })] : []),
        ...dataTableParts(block, measure)
      ]
    case 'page-break':
      return []
  }
}
