/** A table of the body: full borders, 12 pt, its head on every page. */
import {
  BorderStyle,
  type IBorderOptions,
  type Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType
} from 'docx'
import type { Block, Run } from '#shared/documents/model.ts'
import { cellPadding, columnWidthsPt, isKeptWhole, rowHeightPt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { ptToTwips } from '../units.ts'
import { runsParagraph, thinParagraph } from './paragraphs.ts'
import { black } from './styles.ts'

const line: IBorderOptions = { style: BorderStyle.SINGLE, size: 4, color: black }
const allBorders = { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line }

/** Word joins two tables that touch and wants a paragraph at the end of a page's text, so a thin one follows. */
export function dataTableParts(block: Extract<Block, { type: 'table' }>, measure: TextMeasure): [Table, Paragraph] {
  const widthsPt = columnWidthsPt(block)
  const widths = widthsPt.map(ptToTwips)

  function row(cells: readonly (readonly Run[])[], isHead: boolean): TableRow {
    const heightPt = rowHeightPt(cells, widthsPt, isHead, measure)
    return new TableRow({
      // A head as high as the page, repeated, would leave no room for a row.
      tableHeader: isHead && isKeptWhole(heightPt),
      cantSplit: isKeptWhole(heightPt),
      children: cells.map(
        (runs, index) =>
          new TableCell({
            width: { size: widths[index] ?? 0, type: WidthType.DXA },
            verticalAlign: isHead ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
            children: [runsParagraph(isHead ? 'table-head' : 'table-cell', runs, isHead ? { keepNext: true } : {})]
          })
      )
    })
  }

  const titles = block.columns.map((column) => (column.title === '' ? [] : [{ text: column.title }]))
  const hasHead = titles.some((title) => title.length > 0)
  const rows = [...(hasHead ? [row(titles, true)] : []), ...block.rows.map((cells) => row(cells, false))]
  const table = new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: allBorders,
    margins: {
      top: ptToTwips(cellPadding.topPt),
      bottom: ptToTwips(cellPadding.bottomPt),
      left: ptToTwips(cellPadding.sidePt),
      right: ptToTwips(cellPadding.sidePt),
      marginUnitType: WidthType.DXA
    },
    rows
  })
  return [table, thinParagraph()]
}
