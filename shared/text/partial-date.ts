/**
 * Dates as sources give them: a day without a year, a year alone, a year that we inferred.
 *
 * Kept as text in a small part of EDTF (ISO 8601-2:2019, level 2): `2024-10-04`, `2023-05`, `2025`, `XXXX-10-04` for an unknown
 * year, and `?2024-10-04` where the component behind the `?` was inferred and not written in the source. Text sorts, compares and
 * merges as one value.
 */
import { z } from 'zod'

export interface PartialDate {
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
  /** Components that the source does not give and that we inferred. */
  readonly inferred: readonly ('year' | 'month' | 'day')[]
}

const pattern = /^(\?)?(\d{4}|XXXX)(?:-(\?)?(\d{2})(?:-(\?)?(\d{2}))?)?$/

/** Reads the text form; null when it is not a date of ours or does not exist in the calendar (31 February). */
export function parsePartialDate(text: string): PartialDate | null {
  const match = pattern.exec(text)
  if (!match) return null
  const year = match[2] === 'XXXX' ? null : Number(match[2])
  const month = match[4] === undefined ? null : Number(match[4])
  const day = match[6] === undefined ? null : Number(match[6])
  if (year === null && month === null) return null
  if (year !== null && (year < 1000 || year > 2999)) return null
  if (month !== null && (month < 1 || month > 12)) return null
  if (day !== null && month !== null && (day < 1 || day > daysInMonth(year ?? 2000, month))) return null
  const inferred: ('year' | 'month' | 'day')[] = []
  if (match[1]) inferred.push('year')
  if (match[3]) inferred.push('month')
  if (match[5]) inferred.push('day')
  return { year, month, day, inferred }
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

export const partialDateSchema = z.string().refine((text) => parsePartialDate(text) !== null, { message: 'not-a-date' })

/** A key that sorts: unknown parts come first within what is known. Empty text for no date. */
export function partialDateSortKey(text: string | null | undefined): string {
  return text ? text.replaceAll('?', '') : ''
}

export function isInferred(text: string | null | undefined): boolean {
  return !!text && text.includes('?')
}

const pad = (value: number) => String(value).padStart(2, '0')

/** dd/MM/yyyy in Vietnamese, `4 October 2024` in English, `4 octobre 2024` in French; parts not known are left out. Empty text for no date. */
export function formatPartialDate(text: string | null | undefined, language: DateLanguage): string {
  const date = text ? parsePartialDate(text) : null
  if (!date) return text ?? ''
  if (language === 'vi') {
    return [date.day && pad(date.day), date.month && pad(date.month), date.year].filter(Boolean).join('/')
  }
  const first = language === 'fr' && date.day === 1 ? '1er' : date.day
  return [first, date.month && months[language][date.month - 1], date.year].filter(Boolean).join(' ')
}

export type DateLanguage = 'vi' | 'en' | 'fr'

const englishMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
]
const frenchMonths = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre'
]
const months = { en: englishMonths, fr: frenchMonths } as const

/** `27/05 – 04/06/2023`: the year once where both ends share it. */
export function formatDateRange(from: string | null | undefined, to: string | null | undefined, language: DateLanguage): string {
  if (!from || !to || partialDateSortKey(from) === partialDateSortKey(to)) return formatPartialDate(from || to, language)
  const start = parsePartialDate(from)
  const end = parsePartialDate(to)
  const sameYear = start?.year !== null && start?.year === end?.year && start?.month !== null
  const first = sameYear ? from.replace(/^\??\d{4}/, 'XXXX') : from
  if (language === 'en' && sameYear && start?.month === end?.month && start?.day && end?.day)
    return `${start.day}–${formatPartialDate(to, language)}`
  return `${formatPartialDate(first, language)} – ${formatPartialDate(to, language)}`
}

/** The calendar day as `yyyy-mm-dd` when all three parts are known, inferred or not; else null. */
export function fullDay(text: string | null | undefined): string | null {
  const date = text ? parsePartialDate(text) : null
  if (date?.year == null || date.month === null || date.day === null) return null
  return `${date.year}-${pad(date.month)}-${pad(date.day)}`
}

/** The last calendar day a date can mean, as `yyyy-mm-dd`: 2025 is 2025-12-31. Null without a year. */
export function lastDayOf(text: string | null | undefined): string | null {
  const date = text ? parsePartialDate(text) : null
  if (date?.year == null) return null
  const month = date.month ?? 12
  return `${date.year}-${pad(month)}-${pad(date.day ?? daysInMonth(date.year, month))}`
}

const writtenDate = /^(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{4}))?$/

/**
 * Reads what a person types: `4/10/2024`, `4/10`, `10/2024`, `2024`, or the stored form itself.
 * Returns the stored form, '' for an empty text, or null when it cannot be read.
 */
export function readTypedDate(typed: string): string | null {
  const text = typed.trim()
  if (text === '') return ''
  if (parsePartialDate(text)) return text
  const dayMonth = writtenDate.exec(text)
  if (dayMonth) {
    const stored = `${dayMonth[3] ?? 'XXXX'}-${pad(Number(dayMonth[2]))}-${pad(Number(dayMonth[1]))}`
    return parsePartialDate(stored) ? stored : null
  }
  const monthYear = /^(\d{1,2})[/.\-\s](\d{4})$/.exec(text)
  if (monthYear) {
    const stored = `${monthYear[2]}-${pad(Number(monthYear[1]))}`
    return parsePartialDate(stored) ? stored : null
  }
  return null
}
