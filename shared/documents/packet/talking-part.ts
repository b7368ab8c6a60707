/**
 * What to talk about, meeting by meeting: our aims and theirs, what to say, how to answer, what may be used freely and what not, the facts
 * behind it (domain 5.1, part 9).
 */
import { pointPurposes } from '../../domain/event.ts'
import type { Item } from '../../domain/record.ts'
import type { Row } from '../../sync/row.ts'
import { partialDateSortKey } from '../../text/partial-date.ts'
import { type DocumentData, itemsOf, textOf } from '../document-data.ts'
import type { Block, Run } from '../model.ts'
import { placeText, pointRuns, timeText, upcoming } from '../programme-blocks.ts'
import { body, bold, dateText, heading, italic, list, note, run } from '../text-blocks.ts'
import { commitmentStateText, eventKindText, likelihoodText, pointPurposeText } from '../wording.ts'
import { factRuns } from './facts.ts'
import type { PacketOptions } from './options.ts'

export function talkingBlocks(data: DocumentData, { without }: PacketOptions): Block[] {
  return upcoming(data.events).flatMap((event) => {
    const points = itemsOf(event, 'points').filter((point) => !without.includes('internal') || point.internal !== true)
    const facts = itemsOf(event, 'facts')
    const topics = itemsOf(event, 'requestedTopics')
    const promises = promisesFor(data, event).filter((one) => !without.includes('internal') || one.data.internal !== true)
    if (points.length + facts.length + topics.length + promises.length === 0) return []
    const last = lastMeetingLike(data, event)
    return [
      heading(2, `${eventKindText[textOf(event, 'kind')] ?? ''}: ${textOf(event, 'title')}`),
      note(`${timeText(event)} – ${placeText(data, event)}`),
      ...(last ? [body(bold('Lần làm việc gần nhất: '), `${dateText(last.data.date)}, ${textOf(last, 'title')}.`)] : []),
      ...purposeBlocks(points),
      ...plainPoints(points.filter((point) => !isPurpose(point.purpose))),
      ...(topics.length > 0
        ? [body(bold('Nội dung bạn đề nghị trao đổi:')), list(topics.map((one) => [run(String(one.topic)), ...raisedBy(one)]))]
        : []),
      ...(facts.length > 0 ? [body(bold('Số liệu:')), list(facts.map((fact) => factRuns(fact, data.today)))] : []),
      ...(promises.length > 0
        ? [body(bold('Cam kết liên quan (chi tiết ở phần Tình trạng cam kết):')), list(promises.map(promiseRuns))]
        : [])
    ]
  })
}

const isPurpose = (value: Item[string] | undefined): boolean => typeof value === 'string' && value in pointPurposeText

function purposeBlocks(points: readonly Item[]): Block[] {
  return pointPurposes.flatMap((purpose) => {
    const ofPurpose = points.filter((point) => point.purpose === purpose)
    if (ofPurpose.length === 0) return []
    return [body(bold(`${pointPurposeText[purpose]}:`)), list(ofPurpose.map(talkingRuns))]
  })
}

const talkingRuns = (point: Item): Run[] => [
  run(String(point.text)),
  ...(point.likelihood ? [italic(` [${likelihoodText[String(point.likelihood)] ?? ''}]`)] : []),
  ...(point.internal === true ? [bold(' [chỉ dùng nội bộ]')] : [])
]

/** Of a meeting that was held already, or prepared before points had a purpose. */
const plainPoints = (points: readonly Item[]): Block[] => (points.length > 0 ? [list(points.map(pointRuns))] : [])

const raisedBy = (topic: Item): Run[] => [
  ...(topic.raisedBy ? [run(` – ${topic.raisedBy} nêu`)] : []),
  ...(topic.answeredBy ? [run(`; trả lời: ${topic.answeredBy}`)] : [])
]

/** Open promises that began with the same body or the same people. */
function promisesFor(data: DocumentData, event: Row): Row[] {
  const bodies = new Set(itemsOf(event, 'organisations').map((one) => one.id))
  const people = peopleOf(event)
  return data.open.filter((one) => {
    const origin = data.byId.get(textOf(one, 'eventId'))
    return origin !== undefined && origin.id !== event.id && sharesWith(origin, bodies, people)
  })
}
const promiseRuns = (one: Row): Run[] => [
  bold(textOf(one, 'title')),
  run(` (${commitmentStateText[textOf(one, 'state')] ?? ''})`),
  ...(textOf(one, 'nextStep') ? [run(`: ${textOf(one, 'nextStep')}`)] : [])
]

const peopleOf = (event: Row): ReadonlySet<unknown> =>
  new Set(itemsOf(event, 'participants').flatMap((one) => (one.side === 'partner' && one.personId ? [one.personId] : [])))
const sharesWith = (event: Row, bodies: ReadonlySet<string>, people: ReadonlySet<unknown>): boolean =>
  itemsOf(event, 'organisations').some((one) => bodies.has(one.id)) ||
  itemsOf(event, 'participants').some((one) => people.has(one.personId))

/** The last meeting before this one with the same body or people. */
function lastMeetingLike(data: DocumentData, event: Row): Row | undefined {
  const bodies = new Set(itemsOf(event, 'organisations').map((one) => one.id))
  const people = peopleOf(event)
  const key = partialDateSortKey(textOf(event, 'date')) || data.today
  return Array.from(data.byId.values())
    .filter(
      (row) =>
        row.kind === 'event' &&
        row.id !== event.id &&
        row.data.state === 'held' &&
        textOf(row, 'date') !== '' &&
        partialDateSortKey(textOf(row, 'date')) < key &&
        sharesWith(row, bodies, people)
    )
    .sort((a, b) => partialDateSortKey(textOf(a, 'date')).localeCompare(partialDateSortKey(textOf(b, 'date'))))
    .at(-1)
}
