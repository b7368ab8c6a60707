/** The events of a trip in the order they happen: by day and hour where known; what has no day stands behind, in the order given. */
import type { Row } from '../sync/row.ts'
import { fullDay, partialDateSortKey } from '../text/partial-date.ts'

const partOfDayHour: Readonly<Record<string, string>> = { morning: '08:00', afternoon: '14:00', evening: '19:00' }
const noDay = '9999'

const text = (row: Row, field: string): string => {
  const value = row.data[field]
  return typeof value === 'string' ? value : ''
}

/** One key, so that any two events compare the same way whatever third one stands between them. */
function orderKey(event: Row): string {
  const day = fullDay(text(event, 'date')) ?? (partialDateSortKey(text(event, 'date')) || noDay)
  const hour = text(event, 'startTime') || partOfDayHour[text(event, 'partOfDay')] || ''
  const order = String(Math.round((Number(event.data.order ?? 0) + 1000) * 100)).padStart(9, '0')
  return `${day} ${hour || '12:00'} ${order} ${event.id}`
}

export function inTripOrder(events: readonly Row[]): Row[] {
  return events
    .map((event) => ({ event, key: orderKey(event) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ event }) => event)
}
