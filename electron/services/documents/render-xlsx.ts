/**
 * The tables of a document as a workbook, a sheet for each: for registers and lists that somebody sorts and counts. Guards: every cell is a
 * text or a number, never a formula, whatever it begins with.
 */
import writeXlsxFile, { type Row as SheetRow } from 'write-excel-file/node'
import { fontFamily } from '#shared/documents/decree30.ts'
import type { Block, DocumentModel, Run } from '#shared/documents/model.ts'
import { cleanText } from './clean-text.ts'
import { tidyModel } from './tidy-model.ts'

type TableBlock = Extract<Block, { type: 'table' }>

/** Characters that fit on a landscape page at the size used, shared out among the columns. */
const charactersOfLine = 130
/** What a sheet's name may not hold, and how long it may be (ECMA-376, 18.2.19). */
const forbiddenInName = /[[\]:*?/\\]/g
const longestName = 31
/** A cell holds so many characters and no more (Excel's own limit). */
const longestCell = 32_767

/** Where there is no table, what the document says instead. The same model gives the same sheets. */
export async function renderXlsx(model: DocumentModel): Promise<Uint8Array> {
  const tidy = tidyModel(model, cleanText)
  const found = titledTables(tidy)
  const tables = found.length > 0 ? found : [{ title: tidy.title, table: linesAsTable(tidy) }]
  const names = uniqueNames(tables.map(({ title }) => title))
  const sheets = tables.map(({ table }, index) => ({
    sheet: names[index] as string,
    data: [titleRow(tidy.title, table), headRow(table), ...table.rows.map(dataRow)],
    orientation: 'landscape' as const,
    stickyRowsCount: 2,
    columns: columnsOf(table)
  }))
  return new Uint8Array(await writeXlsxFile(sheets, { fontFamily, fontSize: 12 }).toBuffer())
}

/** Each table with the heading it stands under. */
function titledTables({ blocks, title }: DocumentModel): { title: string; table: TableBlock }[] {
  const found: { title: string; table: TableBlock }[] = []
  let heading = title
  for (const block of blocks) {
    if (block.type === 'heading') heading = block.text
    else if (block.type === 'table') found.push({ title: heading, table: block })
  }
  return found
}

function linesAsTable({ blocks, title }: DocumentModel): TableBlock {
  const lines = blocks.flatMap((block): Run[][] => {
    if (block.type === 'paragraph') return [block.runs]
    if (block.type === 'heading') return [[{ text: block.text }]]
    return block.type === 'list' ? block.items : []
  })
  return { type: 'table', columns: [{ title, share: 1 }], rows: lines.map((line) => [line]) }
}

function uniqueNames(titles: readonly string[]): string[] {
  const used = new Set<string>()
  return titles.map((title) => {
    const plain =
      title
        .replace(forbiddenInName, ' ')
        .replace(/\s+/g, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || 'Bảng'
    for (let count = 1; ; count += 1) {
      const mark = count === 1 ? '' : ` (${count})`
      const name = `${plain.slice(0, longestName - mark.length).trim()}${mark}`
      // Excel compares names without regard to case.
      if (used.has(name.toLowerCase())) continue
      used.add(name.toLowerCase())
      return name
    }
  })
}

const titleRow = (title: string, table: TableBlock): SheetRow => [
  { value: title, type: String, fontWeight: 'bold', columnSpan: table.columns.length },
  ...table.columns.slice(1).map(() => null)
]

const headRow = (table: TableBlock): SheetRow =>
  table.columns.map(({ title }) => ({
    value: title,
    type: String,
    fontWeight: 'bold' as const,
    align: 'center' as const,
    wrap: true,
    borderStyle: 'thin' as const
  }))

const dataRow = (row: readonly (readonly Run[])[]): SheetRow =>
  row.map((cell) => {
    const text = cell.map((run) => run.text).join('')
    const look = { wrap: true, alignVertical: 'top' as const, borderStyle: 'thin' as const }
    // A number of so many digits that Excel keeps it whole; "007" is a text.
    if (/^(0|[1-9]\d{0,14})$/.test(text)) return { ...look, value: Number(text), type: Number }
    return { ...look, value: text.slice(0, longestCell), type: String }
  })

function columnsOf(table: TableBlock) {
  const shares = table.columns.reduce((sum, { share }) => sum + share, 0)
  return table.columns.map(({ share }) => ({ width: Math.max(6, Math.round((charactersOfLine * share) / shares)) }))
}
