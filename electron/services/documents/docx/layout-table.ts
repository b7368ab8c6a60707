/** A table that only places things side by side: no borders, no padding, columns as wide as told. */
import {
  BorderStyle,
  type IBorderOptions,
  type ITableCellOptions,
  type ITableRowOptions,
  type Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType
} from 'docx'
import { ptToTwips } from '../units.ts'
import { thinParagraph } from './paragraphs.ts'

const none: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const noBorders = { top: none, bottom: none, left: none, right: none }
const noPadding = { top: 0, bottom: 0, left: 0, right: 0, marginUnitType: WidthType.DXA } as const

export interface LayoutRow {
  readonly cells: readonly (readonly Paragraph[])[]
  readonly height?: ITableRowOptions['height']
  readonly verticalAlign?: ITableCellOptions['verticalAlign']
}

export function layoutTable(columnsPt: readonly number[], rows: readonly LayoutRow[]): Table {
  const widths = columnsPt.map(ptToTwips)
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    margins: noPadding,
    borders: { ...noBorders, insideHorizontal: none, insideVertical: none },
    rows: rows.map(
      (row) =>
        new TableRow({
          cantSplit: true,
          ...(row.height === undefined ? {} : { height: row.height }),
          children: row.cells.map(
            (paragraphs, index) =>
              new TableCell({
                width: { size: widths[index] ?? 0, type: WidthType.DXA },
                borders: noBorders,
                ...(row.verticalAlign === undefined ? {} : { verticalAlign: row.verticalAlign }),
                children: paragraphs.length === 0 ? [thinParagraph()] : paragraphs
              })
          )
        })
    )
  })
}
