/** A trip's programme and its events as tables and lists. */

import type { Item } from '../domain/record.ts'
import type { Row } from '../sync/row.ts'
import { fullDay } from '../text/partial-date.ts'
import { countriesLabel, countryList, countryName } from './country-names.ts'
import { type DocumentData, itemsOf, textOf } from './document-data.ts'
import type { Block, Run } from './model.ts'
import { body, bold, dateText, italic, list, orUnknown, rangeText, run, table } from './text-blocks.ts'
import { eventKindText, partOfDayText, sideText } from './wording.ts'

/** "Thời gian: … Nơi đến: …" of the whole trip. */
export const timeAndPlace = (data: DocumentData): Block =>
  body(
    bold('Thời gian: '),
    rangeText(data.delegation.data.startDate, data.delegation.data.endDate),
    bold(`. ${countriesLabel(data)}: `),
    orUnknown(countryList(data)),
    '.'
  )

export function programmeTable(data: DocumentData): Block {
  return table(
    [
      { title: 'Thời gian', share: 20 },
      { title: 'Nội dung', share: 44 },
      { title: 'Địa điểm', share: 36 }
    ],
    data.events.map((event) => [
      timeText(event),
      [bold(`${eventKindText[textOf(event, 'kind')] ?? ''}: `), run(textOf(event, 'title'))],
      placeText(data, event)
    ])
  )
}

export function timeText(event: Row): string {
  const clock = [textOf(event, 'startTime'), textOf(event, 'endTime')].filter(Boolean).join(' – ')
  const part = partOfDayText[textOf(event, 'partOfDay')]
  return [clock || part, dateText(event.data.date)].filter(Boolean).join(', ')
}

export function placeText(data: Pick<DocumentData, 'byId'>, event: Row): string {
  const country = textOf(event, 'country')
  return orUnknown(
    [textOf(event, 'venue'), textOf(event, 'city'), country && countryName(data, country)].filter(Boolean).join(', ')
  )
}

/**
 * What was said at a meeting, and may be told. Guards: neither what is ours only nor what was merely prepared (an aim, an answer kept ready)
 * goes into a paper as if it had been said; a prepared point that was agreed has been.
 */
export const saidPoints = (event: Row | undefined): Item[] =>
  itemsOf(event, 'points').filter((point) => point.internal !== true && (!point.purpose || point.agreed === true))

/** The points that were said by side, speaker first. */
export function pointList(event: Row): Block[] {
  const points = saidPoints(event)
  if (points.length === 0) return []
  return [list(points.map(pointRuns))]
}

export const pointRuns = (point: Item): Run[] => [
  bold(`${sideText[String(point.side)] ?? ''}${point.speaker ? ` (${point.speaker})` : ''}: `),
  run(String(point.text)),
  ...(point.agreed === true ? [italic(' [đã thống nhất]')] : [])
]

export function participantsText(event: Row, side: 'vn' | 'partner'): string {
  return orUnknown(
    itemsOf(event, 'participants')
      .filter((one) => one.side === side)
      .map((one) => [one.name, one.post].filter(Boolean).join(', '))
      .join('; ')
  )
}

/** What a programme announces: a cancelled meeting is told of in the report alone. */
export const upcoming = (events: readonly Row[]): Row[] => events.filter((event) => event.data.state !== 'cancelled')

/** Whether anything of the programme still lacks a day: the reader should be told. */
export const hasUndated = (events: readonly Row[]): boolean => events.some((event) => fullDay(textOf(event, 'date')) === null)
