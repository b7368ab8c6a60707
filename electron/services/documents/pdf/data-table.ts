/** A table of the body: full borders, 12 pt, its head on every page. */
import type { ContentTable, TableCell } from 'pdfmake/interfaces'
import type { Block, Run } from '#shared/documents/model.ts'
import { cellPadding, columnWidthsPt, isKeptWhole, rowHeightPt, thinLinePt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { runsNode } from './paragraphs.ts'

type TableBlock = Extract<Block, { type: 'table' }>
type Cells = readonly (readonly Run[])[]

const lineWidthPt = 0.5

export function dataTableNode(block: TableBlock, measure: TextMeasure): ContentTable {
  const widthsPt = columnWidthsPt(block)
  const { head, rows } = tableRows(block)
  // pdfmake silently drops what it may not split and cannot fit on a page, so only rows known to fit are kept whole. It has one
  // switch for all rows of a table, the head among them.
  const headFits = head.length > 0 && fits(head, widthsPt, true, measure)
  const allFit = (headFits || head.length === 0) && rows.every((row) => fits(row, widthsPt, false, measure))
  const firstFits = rows[0] !== undefined && fits(rows[0], widthsPt, false, measure)
  const cell = (runs: readonly Run[], index: number, isHead: boolean): TableCell => ({
    ...runsNode(isHead ? 'table-head' : 'table-cell', runs, measure, innerWidthPt(widthsPt[index] ?? 0)),
    ...(isHead && headFits ? { verticalAlignment: 'middle' } : {})
  })
  return {
    table: {
      widths: widthsPt.map(innerWidthPt),
      body: [
        ...(head.length === 0 ? [] : [head.map((runs, index) => cell(runs, index, true))]),
        ...rows.map((row) => row.map((runs, index) => cell(runs, index, false)))
      ],
      headerRows: headFits ? 1 : 0,
      keepWithHeaderRows: headFits && firstFits ? 1 : 0,
      dontBreakRows: allFit
    },
    layout: {
      hLineWidth: () => lineWidthPt,
      vLineWidth: () => lineWidthPt,
      paddingLeft: () => cellPadding.sidePt,
      paddingRight: () => cellPadding.sidePt,
      paddingTop: () => cellPadding.topPt,
      paddingBottom: () => cellPadding.bottomPt
    },
    margin: [0, 0, 0, thinLinePt]
  }
}

/** Height of the head with the first row: the least that may stand below a heading. */
export function tableStartPt(block: TableBlock, measure: TextMeasure): number {
  const widthsPt = columnWidthsPt(block)
  const { head, rows } = tableRows(block)
  const first = rows[0] ?? []
  return (
    (head.length === 0 ? 0 : rowHeightPt(head, widthsPt, true, measure)) +
    (first.length === 0 ? 0 : rowHeightPt(first, widthsPt, false, measure))
  )
}

function tableRows(block: TableBlock): { readonly head: Cells; readonly rows: readonly Cells[] } {
  const titles = block.columns.map((column) => (column.title === '' ? [] : [{ text: column.title }]))
  return { head: titles.some((title) => title.length > 0) ? titles : [], rows: block.rows }
}

const innerWidthPt = (widthPt: number): number => Math.max(1, widthPt - 2 * cellPadding.sidePt - lineWidthPt)

const fits = (row: Cells, widthsPt: readonly number[], isHead: boolean, measure: TextMeasure): boolean =>
  isKeptWhole(rowHeightPt(row, widthsPt, isHead, measure))
