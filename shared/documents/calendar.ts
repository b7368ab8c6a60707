/** A trip's programme and deadlines as calendar entries: what goes into an .ics file. Only what has a day can stand in a calendar. */
import { z } from 'zod'
import { type CommitmentState, isOpen } from '../domain/commitment.ts'
import { momentOf } from '../text/hanoi-time.ts'
import { fullDay, lastDayOf } from '../text/partial-date.ts'
import { type DocumentData, itemsOf, textOf } from './document-data.ts'
import { participantsText, placeText } from './programme-blocks.ts'
import { eventKindText } from './wording.ts'

const text = z.string().max(20_000)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const clock = z.string().regex(/^\d{2}:\d{2}$/)

export const calendarEntrySchema = z.object({
  /** The same for the same record in every file, so that a calendar replaces what it has. */
  id: z.string().max(200),
  title: text,
  day,
  /** By the clock of the place; null for the whole day. */
  start: clock.nullable(),
  end: clock.nullable(),
  /** Milliseconds since 1970 of start and end, where the place's time zone is known. */
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
  place: text,
  description: text
})
export type CalendarEntry = z.infer<typeof calendarEntrySchema>

/** Hours that an event is shown with when its end is not known. */
const usualHours = 1

/** Events without a day, and cancelled ones, do not stand in it. */
export const calendarOf = (data: DocumentData): CalendarEntry[] => [
  ...data.events.flatMap((event) => eventEntry(data, event)),
  ...deadlines(data)
]

function eventEntry(data: DocumentData, event: DocumentData['events'][number]): CalendarEntry[] {
  const on = fullDay(textOf(event, 'date'))
  if (on === null || event.data.state === 'cancelled') return []
  const [start, end] = [textOf(event, 'startTime') || null, textOf(event, 'endTime') || null]
  const zone = itemsOf(data.delegation, 'legs').find((leg) => leg.country === event.data.country)?.timeZone
  const at = (time: string | null) => (time !== null && typeof zone === 'string' ? momentOf(on, time, zone) : null)
  const from = at(start)
  const until = end !== null && start !== null && end > start ? end : null
  return [
    {
      id: event.id,
      title: `${eventKindText[textOf(event, 'kind')] ?? ''}: ${textOf(event, 'title')}`,
      day: on,
      start,
      end: until,
      from,
      to: from === null ? null : (at(until) ?? from + usualHours * 3600 * 1000),
      place: placeText(data, event),
      description: `Phía ta: ${participantsText(event, 'vn')}\nPhía bạn: ${participantsText(event, 'partner')}`
    }
  ]
}

/** When the report is due, and what was promised on the trip. */
function deadlines(data: DocumentData): CalendarEntry[] {
  const { delegation } = data
  const whole = (id: string, title: string, on: string, description = ''): CalendarEntry => ({
    id,
    title,
    day: on,
    start: null,
    end: null,
    from: null,
    to: null,
    place: '',
    description
  })
  const ended = fullDay(textOf(delegation, 'endDate'))
  const days = Number(delegation.data.reportDays)
  const report =
    ended === null || delegation.data.reportedOn
      ? []
      : [whole(`${delegation.id}.report`, `Hạn báo cáo: ${textOf(delegation, 'title')}`, daysAfter(ended, days))]
  const promised = data.ofTrip.flatMap((one) => {
    const due = lastDayOf(textOf(one, 'due'))
    return due !== null && isOpen(one.data.state as CommitmentState)
      ? [whole(one.id, `Hạn cam kết: ${textOf(one, 'title')}`, due, textOf(one, 'detail'))]
      : []
  })
  return [...report, ...promised]
}

const daysAfter = (from: string, days: number): string =>
  new Date(Date.parse(`${from}T00:00:00Z`) + days * 24 * 3600 * 1000).toISOString().slice(0, 10)
