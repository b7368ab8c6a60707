/** Figures with the day they hold for: older than six months, somebody has to look again before they are used (domain 7, rule 14). */
import type { Item } from '../../domain/record.ts'
import { parsePartialDate } from '../../text/partial-date.ts'
import type { Run } from '../model.ts'
import { bold, dateText, italic, run } from '../text-blocks.ts'

const freshMonths = 6

export function factRuns(fact: Item, today: string): Run[] {
  const value = [fact.value, fact.unit].filter(Boolean).join(' ')
  const asOf = typeof fact.asOf === 'string' ? fact.asOf : ''
  return [
    bold(`${fact.indicator}: `),
    run(asOf === '' ? value : `${value} (số liệu ${dateText(asOf)})`),
    ...(isFresh(asOf, today) ? [] : [italic(' – cần kiểm tra lại trước khi dùng')])
  ]
}

/** A year or month alone counts from its beginning: better looked at once too often. */
export function isFresh(asOf: string, today: string): boolean {
  if (asOf === '') return false
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number)
  const limit = new Date(Date.UTC(year, month - 1 - freshMonths, day)).toISOString().slice(0, 10)
  const date = parsePartialDate(asOf)
  if (!date?.year) return false
  return `${date.year}-${pad(date.month ?? 1)}-${pad(date.day ?? 1)}` >= limit
}

const pad = (part: number): string => String(part).padStart(2, '0')
