/** Small makers of blocks, so that builders read as the document reads. */
import { formatDateRange, formatPartialDate, isInferred, parsePartialDate } from '../text/partial-date.ts'
import type { Block, Run } from './model.ts'
import { inferredText, unknownText } from './wording.ts'

export const run = (text: string): Run => ({ text })
export const bold = (text: string): Run => ({ text, bold: true })
export const italic = (text: string): Run => ({ text, italic: true })

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ type: 'heading', level, text })
export const body = (...runs: (Run | string)[]): Block => ({ type: 'paragraph', style: 'body', runs: runs.map(asRun) })
export const note = (text: string): Block => ({ type: 'paragraph', style: 'note', runs: [run(text)] })
export const basis = (text: string): Block => ({ type: 'paragraph', style: 'basis', runs: [run(text)] })
export const centred = (...runs: (Run | string)[]): Block => ({ type: 'paragraph', style: 'centred', runs: runs.map(asRun) })
export const list = (items: readonly (readonly (Run | string)[])[]): Block => ({
  type: 'list',
  items: items.map((item) => item.map(asRun))
})
export const contents: Block = { type: 'contents' }
export const picture = (
  file: string,
  widthMm: number,
  caption: string,
  beside: readonly (readonly (Run | string)[])[] = []
): Block => ({
  type: 'picture',
  file,
  widthMm,
  caption,
  beside: beside.map((runs) => runs.map(asRun))
})
/** What the contents name: the headings of level 1 that come after it, by their place among the blocks. */
export function contentsOf(blocks: readonly Block[]): Map<number, string> {
  const from = blocks.findIndex((block) => block.type === 'contents')
  if (from < 0) return new Map()
  return new Map(
    blocks.flatMap((block, at): [number, string][] =>
      at > from && block.type === 'heading' && block.level === 1 ? [[at, block.text]] : []
    )
  )
}

export const pageBreak: Block = { type: 'page-break' }

export interface TableColumn {
  readonly title: string
  readonly share: number
}
export const table = (columns: readonly TableColumn[], rows: readonly (readonly (string | readonly Run[])[])[]): Block => ({
  type: 'table',
  columns: columns.map(({ title, share }) => ({ title, share })),
  rows: rows.map((cells) => cells.map((cell) => (typeof cell === 'string' ? [run(cell)] : [...cell])))
})

function asRun(part: Run | string): Run {
  return typeof part === 'string' ? run(part) : part
}

/** A value, or the word for what is not known. */
export const orUnknown = (text: string | null | undefined): string => text || unknownText

export function dateText(date: unknown): string {
  if (typeof date !== 'string' || date === '') return unknownText
  return `${formatPartialDate(date, 'vi')}${isInferred(date) ? ` ${inferredText}` : ''}`
}

export function rangeText(from: unknown, to: unknown): string {
  const start = typeof from === 'string' ? from : null
  const end = typeof to === 'string' ? to : null
  const text = formatDateRange(start, end, 'vi')
  if (text === '') return unknownText
  if (!start !== !end) return `${start ? 'từ' : 'đến'} ${dateText(start || end)}`
  return `${text}${isInferred(start) || isInferred(end) ? ` ${inferredText}` : ''}`
}

/** "Hà Nội, ngày 05 tháng 02 năm 2026": day below 10 and months 1 and 2 with a leading zero (Decree 30, Appendix I, box 4). */
export function placeAndDateText(place: string, day: string): string {
  const date = parsePartialDate(day)
  if (!date?.day || !date.month || !date.year) return `${place}, ngày …… tháng …… năm ……`
  const dayText = String(date.day).padStart(2, '0')
  const monthText = date.month <= 2 ? `0${date.month}` : String(date.month)
  return `${place}, ngày ${dayText} tháng ${monthText} năm ${date.year}`
}

export const said = (runs: readonly Run[]): string => runs.map((one) => one.text).join('')

/** What a block says, line by line; a table's row is one line. What a file holds is not the model's. */
export function linesOfBlock(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
      return [said(block.runs)]
    case 'heading':
      return [block.text]
    case 'list':
      return block.items.map(said)
    case 'table':
      return [...block.columns.map(({ title }) => title), ...block.rows.map((cells) => cells.map(said).join(' | '))]
    case 'picture':
      return [block.caption, ...block.beside.map(said)]
    case 'pages':
    case 'contents':
    case 'page-break':
      return []
  }
}
