/** Calendar entries as an iCalendar file (RFC 5545). Guards: no text can begin a line of its own; the library folds and escapes. */
import ical, { ICalCalendarMethod } from 'ical-generator'
import type { CalendarEntry } from '#shared/documents/calendar.ts'
import { cleanText } from './clean-text.ts'
import { productName } from './product-name.ts'

/** The same entries and `now` give the same bytes. */
export function renderIcs(title: string, entries: readonly CalendarEntry[], now: Date): Uint8Array {
  const calendar = ical({
    name: oneLine(title),
    prodId: { company: 'cooperation-desk', product: productName, language: 'VI' },
    method: ICalCalendarMethod.PUBLISH
  })
  for (const entry of entries) {
    const { id, place, description } = entry
    calendar.createEvent({
      id: `${id}@cooperation-desk`,
      stamp: now,
      ...times(entry),
      summary: oneLine(entry.title),
      ...(place === '' ? {} : { location: oneLine(place) }),
      ...(description === '' ? {} : { description: cleanText(description).replace(/\r\n?/g, '\n') })
    })
  }
  return new TextEncoder().encode(`${calendar.toString().replace(/\r?\n/g, '\r\n').trimEnd()}\r\n`)
}

const oneLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim()

/** A moment where the zone of the place is known; else the clock of wherever the reader is ("floating"), or the whole day. */
function times({ day, start, end, from, to }: CalendarEntry) {
  if (from !== null && to !== null) return { start: new Date(from), end: new Date(to) }
  if (start === null) return { start: atUtc(day, '00:00'), allDay: true }
  const begin = atUtc(day, start)
  return {
    start: begin,
    end: end === null ? new Date(begin.getTime() + 3600 * 1000) : atUtc(day, end),
    floating: true,
    timezone: 'UTC'
  }
}

const atUtc = (day: string, time: string): Date => new Date(`${day}T${time}:00Z`)
