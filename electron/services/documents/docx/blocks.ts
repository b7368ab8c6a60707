import { type FileChild, HeadingLevel, type INumberingOptions, LevelFormat, Paragraph } from 'docx'
import type { Block } from '#shared/documents/model.ts'
import { isTableTitle, listDashMm } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { textStyle } from '../text-styles.ts'
import { mmToTwips } from '../units.ts'
import { dataTableParts } from './data-table.ts'
import { runsParagraph, textRuns, thinParagraph } from './paragraphs.ts'
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
export function blockParts(blocks: readonly Block[], isSigned: boolean, measure: TextMeasure): FileChild[] {
  return blocks.flatMap((block, index) => {
    const pageBreakBefore = blocks[index - 1]?.type === 'page-break'
    const keepNext = (isSigned && index === blocks.length - 1) || isTableTitle(blocks, index)
    return oneBlock(block, { ...(pageBreakBefore ? { pageBreakBefore } : {}), ...(keepNext ? { keepNext } : {}) }, measure)
  })
}

/** Where a page break stands last, before the signature. */
export const endsInBreak = (blocks: readonly Block[]): boolean => blocks.at(-1)?.type === 'page-break'

type Flow = { readonly pageBreakBefore?: true; readonly keepNext?: true }

function oneBlock(block: Block, flow: Flow, measure: TextMeasure): FileChild[] {
  switch (block.type) {
    case 'paragraph':
      return [runsParagraph(block.style, block.runs, flow)]
    case 'heading':
      return [new Paragraph({ heading: headings[block.level], children: textRuns([{ text: block.text }]), ...flow })]
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
