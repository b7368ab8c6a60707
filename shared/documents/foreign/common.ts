/** What the papers handed to the other side have alike: letter head, dates, places and people in the paper's language. */
import type { Item, TranslationLanguage } from '../../domain/record.ts'
import type { Row } from '../../sync/row.ts'
import { hanoiTimeOf } from '../../text/hanoi-time.ts'
import { formatDateRange, formatPartialDate, fullDay, isInferred } from '../../text/partial-date.ts'
import { itemsOf, type OfficeNames, textOf } from '../document-data.ts'
import type { DocumentModel } from '../model.ts'
import { placeAndDateText } from '../text-blocks.ts'
import { officialName } from './official-names.ts'
import type { Translator } from './translator.ts'

const suffixes = { en: 'En', fr: 'Fr' } as const

/** In its official foreign name, where the settings have one. */
export function officeIn({ language }: Translator, office: OfficeNames): { readonly ministry: string; readonly unit: string } {
  if (language === 'vi') return { ministry: office.ministry, unit: office.unit }
  const suffix = suffixes[language]
  return {
    ministry: office[`ministry${suffix}`] || officialName(office.ministry, language) || office.ministry,
    unit: office[`unit${suffix}`] || officialName(office.unit, language) || office.unit
  }
}

/** Names of the office that neither the settings nor the official list have in this language. */
export const officeNamesMissing = (language: TranslationLanguage, office: OfficeNames): string[] =>
  (['ministry', 'unit'] as const).flatMap((name) =>
    office[`${name}${suffixes[language]}`] || officialName(office[name], language) ? [] : [office[name]]
  )

export interface HeadParts {
  readonly symbol: string
  readonly documentType: string
  readonly subject: string
  readonly regarding?: string
  readonly isDated: boolean
}

export function foreignHead(
  translator: Translator,
  { office, today }: { readonly office: OfficeNames; readonly today: string },
  { isDated, ...words }: HeadParts
): NonNullable<DocumentModel['head']> {
  const { ministry, unit } = officeIn(translator, office)
  const { language, phrases } = translator
  const day =
    language === 'vi' ? placeAndDateText(phrases.place, today) : `${phrases.place}, ${formatPartialDate(today, language)}`
  return {
    governing: ministry.toUpperCase(),
    issuing: unit.toUpperCase(),
    number: null,
    placeAndDate: isDated ? day : '',
    ...words
  }
}

export function dateIn({ language, phrases }: Translator, date: unknown): string {
  if (typeof date !== 'string' || date === '') return phrases.unknown
  return `${formatPartialDate(date, language)}${isInferred(date) ? ` ${phrases.inferred}` : ''}`
}

export function rangeIn({ language, phrases }: Translator, from: unknown, to: unknown): string {
  const [start, end] = [from, to].map((one) => (typeof one === 'string' && one !== '' ? one : null))
  const text = formatDateRange(start, end, language)
  if (text === '') return phrases.unknown
  if (!start !== !end) return `${start ? phrases.from : phrases.until} ${text}`
  return `${text}${isInferred(start) || isInferred(end) ? ` ${phrases.inferred}` : ''}`
}

/** The office's own name for a country, else the one that the world's list of names gives. */
export function countryIn(translator: Translator, byId: ReadonlyMap<string, Row>, code: string): string {
  const { language } = translator
  const row = byId.get(`country.${code.toLowerCase()}`)
  if (code === 'VN') return language === 'vi' ? 'Việt Nam' : 'Viet Nam'
  const listed = /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code) : code
  if (language === 'vi') return textOf(row, 'title') || listed
  return (language === 'en' ? textOf(row, 'titleEn') : textOf(row, 'titleFr')) || listed
}

export function placeIn(translator: Translator, byId: ReadonlyMap<string, Row>, event: Row): string {
  const country = textOf(event, 'country')
  const parts = [
    translator.field(event, 'venue'),
    translator.field(event, 'city'),
    country && countryIn(translator, byId, country)
  ]
  return parts.filter(Boolean).join(', ') || translator.phrases.unknown
}

export function participantsIn(translator: Translator, event: Row, side: 'vn' | 'partner'): string {
  const people = itemsOf(event, 'participants').filter((one) => one.side === side)
  return people.map((one) => personIn(translator, event, 'participants', one)).join('; ') || translator.phrases.unknown
}

/** Names of people are not translated; what they are is. */
export const personIn = (translator: Translator, row: Row, list: string, item: Item): string =>
  [String(item.name), translator.item(row, list, item, 'post')].filter(Boolean).join(', ')

export function clockIn(translator: Translator, event: Row, legs: readonly Item[]): string {
  const [start, end] = [textOf(event, 'startTime'), textOf(event, 'endTime')]
  const { phrases } = translator
  if (start === '') return phrases.partsOfDay[textOf(event, 'partOfDay')] ?? dateIn(translator, event.data.date)
  const clock = [start, end].filter(Boolean).join(' – ')
  const zone = legs.find((leg) => leg.country === event.data.country)?.timeZone
  const day = fullDay(textOf(event, 'date'))
  const hanoi = day && typeof zone === 'string' ? hanoiTimeOf(day, start, zone) : null
  return hanoi && hanoi !== start ? `${clock} ${phrases.hanoiTime(hanoi)}` : clock
}
