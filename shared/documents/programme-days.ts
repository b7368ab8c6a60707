/** A programme day by day, in the time of the place and, where that differs, in Hà Nội's. */
import type { Item } from '../domain/record.ts'
import type { Row } from '../sync/row.ts'
import { hanoiTimeOf } from '../text/hanoi-time.ts'
import { fullDay } from '../text/partial-date.ts'
import { type DocumentData, itemsOf, textOf } from './document-data.ts'
import type { Block, Run } from './model.ts'
import { placeText, upcoming } from './programme-blocks.ts'
import { body, bold, dateText, heading, orUnknown, run, type TableColumn, table } from './text-blocks.ts'
import { eventKindText, partOfDayText } from './wording.ts'

const weekdays = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy']

/** What stands beside time, content and place. */
export interface ProgrammeColumn extends TableColumn {
  readonly cell: (event: Row) => string
}

/** One table a day; what has no day stands at the end and says so. */
export function dayBlocks(data: DocumentData, level: 1 | 2, columns: readonly ProgrammeColumn[]): Block[] {
  const planned = upcoming(data.events)
  if (planned.length === 0) return [body('Chương trình chưa có hoạt động nào.')]
  const days = new Map<string, Row[]>()
  for (const event of planned) {
    const day = fullDay(textOf(event, 'date')) ?? ''
    days.set(day, [...(days.get(day) ?? []), event])
  }
  const dated = Array.from(days).filter(([day]) => day !== '')
  const undated = days.get('') ?? []
  return [
    ...dated.flatMap(([day, events], index) => [
      heading(level, `Ngày thứ ${index + 1}: ${weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]}, ${dateText(day)}`),
      eventTable(data, events, columns)
    ]),
    ...(undated.length > 0 ? [heading(level, 'Hoạt động chưa có ngày cụ thể'), eventTable(data, undated, columns)] : [])
  ]
}

const eventTable = (data: DocumentData, events: readonly Row[], columns: readonly ProgrammeColumn[]): Block =>
  table(
    [{ title: 'Thời gian', share: 20 }, { title: 'Nội dung', share: 42 }, { title: 'Địa điểm', share: 22 }, ...columns],
    events.map((event): (string | Run[])[] => [
      clockText(event, itemsOf(data.delegation, 'legs')),
      [bold(`${eventKindText[textOf(event, 'kind')] ?? ''}: `), run(textOf(event, 'title'))],
      placeText(data, event),
      ...columns.map((column) => column.cell(event))
    ])
  )

/** "09:00 – 10:30 (Hà Nội 14:00)"; a part of the day where no hour is known. */
function clockText(event: Row, legs: readonly Item[]): string {
  const [start, end] = [textOf(event, 'startTime'), textOf(event, 'endTime')]
  if (start === '') return partOfDayText[textOf(event, 'partOfDay')] ?? orUnknown(dateText(event.data.date))
  const clock = [start, end].filter(Boolean).join(' – ')
  const zone = legs.find((leg) => leg.country === event.data.country)?.timeZone
  const day = fullDay(textOf(event, 'date'))
  const hanoi = day && typeof zone === 'string' ? hanoiTimeOf(day, start, zone) : null
  return hanoi && hanoi !== start ? `${clock} (Hà Nội ${hanoi})` : clock
}
