/** The country, its bodies and its people: relation, figures, profiles, biographies with portrait (domain 5.1, part 6). */
import { readAttachment } from '../../domain/attachment.ts'
import type { Row } from '../../sync/row.ts'
import { partialDateSortKey } from '../../text/partial-date.ts'
import { countryName } from '../country-names.ts'
import { type DocumentData, itemsOf, textOf } from '../document-data.ts'
import type { Block, Run } from '../model.ts'
import { body, bold, dateText, heading, italic, list, orUnknown, picture, rangeText, run } from '../text-blocks.ts'
import { factRuns } from './facts.ts'

const portraitMm = 30

export const partnerBlocks = (data: DocumentData): Block[] => [
  ...data.countries.flatMap((code) => countryBlocks(data, code)),
  ...organisationBlocks(data)
]

function countryBlocks(data: DocumentData, code: string): Block[] {
  const country = data.byId.get(`country.${code.toLowerCase()}`)
  if (!country) return [heading(2, countryName(data, code)), body('Chưa có thông tin trong sổ tay.'), ...peopleBlocks(data, code)]
  const facts: (string | Run)[][] = [
    ...(textOf(country, 'relation') ? [[bold('Quan hệ: '), textOf(country, 'relation')]] : []),
    ...itemsOf(country, 'anniversaries').map((one) => [bold('Kỷ niệm: '), `${one.years} năm ${one.relation} (${one.year})`]),
    ...itemsOf(country, 'roles').map((one) => [bold('Vai trò: '), `${one.role}${one.year ? ` (${one.year})` : ''}`]),
    ...itemsOf(country, 'facts').map((fact) => factRuns(fact, data.today))
  ]
  return [
    heading(2, countryName(data, code)),
    ...(facts.length > 0 ? [list(facts)] : []),
    ...(textOf(country, 'profile') ? [body(textOf(country, 'profile'))] : []),
    ...peopleBlocks(data, code)
  ]
}

/** Whom we have met there, and whom this programme names, under which title at that time. */
function peopleBlocks(data: DocumentData, code: string): Block[] {
  const people = Array.from(data.byId.values()).filter((row) => row.kind === 'person' && row.data.country === code)
  if (people.length === 0) return []
  const meeting = new Set(data.events.flatMap((event) => itemsOf(event, 'participants').map((one) => one.personId)))
  const named = people.filter((person) => meeting.has(person.id))
  const others = people.filter((person) => !meeting.has(person.id))
  return [
    ...(named.length > 0 ? [body(bold('Những người sẽ gặp:')), ...named.flatMap((person) => biographyBlocks(data, person))] : []),
    ...(others.length > 0
      ? [body(bold(named.length > 0 ? 'Những người khác đã gặp:' : 'Những người đã gặp:')), ...plainOrFull(data, others)]
      : [])
  ]
}

/** Those of whom nothing but their posts is kept in one list, the others each with a portrait and a life. */
function plainOrFull(data: DocumentData, people: readonly Row[]): Block[] {
  const full = people.filter((person) => textOf(person, 'biography') !== '' || portraitOf(person) !== null)
  const plain = people.filter((person) => !full.includes(person))
  return [...(plain.length > 0 ? [list(plain.map(headLine))] : []), ...full.flatMap((person) => biographyBlocks(data, person))]
}

const posts = (person: Row): string =>
  orUnknown(
    itemsOf(person, 'tenures')
      .map((tenure) => `${tenure.post} (${rangeText(tenure.from, tenure.to)})`)
      .join('; ')
  )
const headLine = (person: Row): Run[] => [
  bold(textOf(person, 'title')),
  ...(textOf(person, 'pronunciation') ? [italic(` (đọc: ${textOf(person, 'pronunciation')})`)] : []),
  run(`: ${posts(person)}`)
]

const portraitOf = (person: Row): string | null => {
  const [first] = itemsOf(person, 'photos')
  return (first && readAttachment(first)?.sha256) ?? null
}

function biographyBlocks(data: DocumentData, person: Row): Block[] {
  const last = lastMeeting(data, person)
  const lines: Run[][] = [
    headLine(person),
    ...(textOf(person, 'biography') ? [[run(textOf(person, 'biography'))]] : []),
    ...(last ? [[bold('Lần gặp gần nhất: '), run(`${dateText(last.data.date)}, ${textOf(last, 'title')}`)]] : [])
  ]
  const portrait = portraitOf(person)
  if (portrait) return [picture(portrait, portraitMm, '', lines)]
  return [list([headLine(person)]), ...lines.slice(1).map((runs) => body(...runs))]
}

/** The last meeting that was held with this person, before this trip. */
function lastMeeting(data: DocumentData, person: Row): Row | undefined {
  const own = new Set(data.events.map((event) => event.id))
  return Array.from(data.byId.values())
    .filter(
      (row) =>
        row.kind === 'event' &&
        !own.has(row.id) &&
        row.data.state === 'held' &&
        itemsOf(row, 'participants').some((one) => one.personId === person.id)
    )
    .sort((a, b) => partialDateSortKey(textOf(a, 'date')).localeCompare(partialDateSortKey(textOf(b, 'date'))))
    .at(-1)
}

/** The bodies of this programme that the office keeps a profile of. */
function organisationBlocks(data: DocumentData): Block[] {
  const ids = new Set(data.events.flatMap((event) => itemsOf(event, 'organisations').map((one) => one.id)))
  return Array.from(ids).flatMap((id) => {
    const organisation = data.byId.get(id)
    if (!organisation || textOf(organisation, 'profile') === '') return []
    return [heading(2, textOf(organisation, 'title')), body(textOf(organisation, 'profile'))]
  })
}
