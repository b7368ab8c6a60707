/**
 * Head-count, days and dates of a delegation, worked out once for all its documents, and where a typed text or another record says otherwise
 * (domain 7, rule 8). Nothing is mended: a person decides which of the two is right.
 */
import type { Row } from '../sync/row.ts'
import { fullDay } from '../text/partial-date.ts'
import { type DocumentData, itemsOf, textOf } from './document-data.ts'

export interface Figures {
  /** Null where nobody wrote it. */
  readonly headCount: number | null
  /** First and last day counted both; null while either is not known to the day. */
  readonly days: number | null
  readonly countries: number
}

export const figureKinds = ['head-count', 'more-named', 'days', 'countries', 'order', 'outside'] as const
export interface FigureDoubt {
  readonly kind: (typeof figureKinds)[number]
  /** The record and field in which the other figure stands. */
  readonly record: string
  readonly field: string
  readonly said: string
  readonly expected: string
}

export function figuresOf({ delegation, countries }: Pick<DocumentData, 'delegation' | 'countries'>): Figures {
  const { headCount } = delegation.data
  const [from, to] = [fullDay(textOf(delegation, 'startDate')), fullDay(textOf(delegation, 'endDate'))]
  return {
    headCount: typeof headCount === 'number' ? headCount : null,
    days: from && to && from <= to ? (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1 : null,
    countries: countries.length
  }
}

export function figureDoubts(data: DocumentData): FigureDoubt[] {
  const { delegation } = data
  const figures = figuresOf(data)
  const members = itemsOf(delegation, 'members').length
  const doubts: FigureDoubt[] = []
  const [from, to] = [fullDay(textOf(delegation, 'startDate')), fullDay(textOf(delegation, 'endDate'))]
  if (from && to && from > to) doubts.push({ kind: 'order', record: delegation.id, field: 'endDate', said: to, expected: from })
  if (figures.headCount !== null && members > figures.headCount)
    doubts.push({
      kind: 'more-named',
      record: delegation.id,
      field: 'headCount',
      said: String(members),
      expected: String(figures.headCount)
    })
  for (const { row, field, text } of typedTexts(data)) {
    const compare = (kind: FigureDoubt['kind'], expected: number | null, pattern: RegExp) => {
      for (const [, number] of text.matchAll(pattern)) {
        const said = Number(number)
        if (expected !== null && said !== expected)
          doubts.push({ kind, record: row.id, field, said: String(said), expected: String(expected) })
      }
    }
    compare('head-count', figures.headCount, headCountText)
    compare('days', figures.days, daysText)
    compare('countries', figures.countries > 0 ? figures.countries : null, countriesText)
  }
  for (const event of data.events) {
    const day = fullDay(textOf(event, 'date'))
    if (day && ((from && day < from) || (to && day > to)))
      doubts.push({
        kind: 'outside',
        record: event.id,
        field: 'date',
        said: day,
        expected: [from, to].filter(Boolean).join(' – ')
      })
  }
  return doubts
}

/** "Đoàn gồm 12 thành viên", "đoàn 07 người": the delegation itself, and not twelve officials that somebody will train. */
const headCountText =
  /(?:đoàn|thành phần)(?:\s+(?:công tác|đại biểu))?\s*(?:gồm|có|:)\s*(?:có\s+)?0?(\d{1,3})\s+(?:người|thành viên|đồng chí|đại biểu)/giu
/** "trong 5 ngày", "thời gian: 05 ngày": how long, and not a day of the month. */
const daysText =
  /(?:trong(?!\s+thời hạn)|thời gian(?:\s+công tác)?:?|kéo dài)\s+(?:là\s+)?0?(\d{1,2})\s+ngày(?!\s+(?:làm việc|sau|trước|kể từ ngày (?:kết thúc|về|nhận)))/giu
const countriesText = /(?:đi|thăm|tại|sang)\s+0?(\d)\s+nước(?!\p{L})/giu

/** What people wrote about the whole trip: of the dossier, and in its decision and plan. */
function typedTexts(data: DocumentData): { row: Row; field: string; text: string }[] {
  const ofTrip = ['title', 'purpose', 'composition', 'resultSummary'].map((field) => ({ row: data.delegation, field }))
  const ofPapers = data.papers
    .filter((paper) => ['decision', 'plan', 'programme', 'report'].includes(textOf(paper, 'type')))
    .map((row) => ({ row, field: 'text' }))
  return [...ofTrip, ...ofPapers].map(({ row, field }) => ({ row, field, text: textOf(row, field).normalize('NFC') }))
}
