/** Every kind of document in one table: the dialog, the terminal and the tests run the same builders. */
import type { Row } from '../sync/row.ts'
import { buildAgreementRegister } from './agreement-register.ts'
import { buildAgreementYearReport } from './agreement-year-report.ts'
import { applyTemplate, type TemplateProblem, templateFor } from './apply-template.ts'
import { type CalendarEntry, calendarOf } from './calendar.ts'
import { buildCommitmentReport } from './commitment-report.ts'
import { buildConferenceTable } from './conference-table.ts'
import { buildDelegationList } from './delegation-list.ts'
import { type DocumentData, gatherDocumentData, type OfficeNames, textOf } from './document-data.ts'
import { type EventData, gatherEventData, gatherLetterData, type LetterData } from './event-data.ts'
import { mayPrint } from './export-guard.ts'
import { officeNamesMissing } from './foreign/common.ts'
import { foreignLetter, foreignMemberList, foreignMinutes, foreignProgramme } from './foreign/foreign-documents.ts'
import { sideBySide } from './foreign/side-by-side.ts'
import { createTranslator, type DocumentLanguage, type MissingTranslation, type Translator } from './foreign/translator.ts'
import type { DocumentFormat } from './formats.ts'
import { buildLetter } from './letter.ts'
import { buildMinutes } from './minutes.ts'
import type { DocumentModel } from './model.ts'
import { buildNewsItem } from './news-item.ts'
import { gatherOfficeData, type OfficeData } from './office-data.ts'
import { type PacketOptions, usualPacket } from './packet/options.ts'
import { buildPacket } from './packet/packet.ts'
import { buildProgramme } from './programme.ts'
import { buildReceptionPlan } from './reception-plan.ts'
import { buildTripReport } from './trip-report.ts'

/** One language, or Vietnamese with another beside it where both sides sign. */
export const paperLanguages = ['vi', 'en', 'fr', 'vi-en', 'vi-fr'] as const
export type PaperLanguage = (typeof paperLanguages)[number]

interface Kind<Of extends string, Data> {
  /** What it is about: one delegation, one meeting, what a letter follows from, or the whole office. */
  readonly of: Of
  readonly build: (data: Data, options: PacketOptions) => DocumentModel
  readonly fileName: string
  /** For the other side, in its language: kinds that are handed over. `languages`: all that it is made in. */
  readonly foreign?: (data: Data, translator: Translator, languages: readonly DocumentLanguage[]) => DocumentModel
  /** Beside .docx and .pdf. */
  readonly also?: readonly DocumentFormat[]
}
const ofDelegation = (
  build: (data: DocumentData, options: PacketOptions) => DocumentModel,
  fileName: string,
  also: readonly DocumentFormat[] = [],
  foreign?: Kind<'delegation', DocumentData>['foreign']
): Kind<'delegation', DocumentData> => ({ of: 'delegation', build, fileName, also, ...(foreign && { foreign }) })
/** Registers and tables, which somebody sorts and counts. */
const ofOffice = (build: (data: OfficeData) => DocumentModel, fileName: string): Kind<'office', OfficeData> => ({
  of: 'office',
  build,
  fileName,
  also: ['xlsx']
})

const kinds = {
  packet: ofDelegation(buildPacket, 'Hồ sơ đoàn'),
  'trip-report': ofDelegation(buildTripReport, 'Báo cáo kết quả'),
  programme: ofDelegation(buildProgramme, 'Chương trình', ['ics'], foreignProgramme),
  'delegation-list': ofDelegation(buildDelegationList, 'Danh sách đoàn', ['xlsx'], foreignMemberList),
  'reception-plan': ofDelegation(buildReceptionPlan, 'Kế hoạch đón đoàn'),
  'news-item': ofDelegation(buildNewsItem, 'Tin'),
  minutes: { of: 'event', build: buildMinutes, fileName: 'Biên bản', foreign: foreignMinutes } as Kind<'event', EventData>,
  letter: { of: 'letter', build: buildLetter, fileName: 'Công văn', foreign: foreignLetter } as Kind<'letter', LetterData>,
  'commitment-report': ofOffice(buildCommitmentReport, 'Báo cáo cam kết'),
  'agreement-register': ofOffice(buildAgreementRegister, 'Sổ thỏa thuận quốc tế'),
  'agreement-year-report': ofOffice(buildAgreementYearReport, 'Báo cáo năm về thỏa thuận quốc tế'),
  'conference-table': ofOffice(buildConferenceTable, 'Hội nghị, hội thảo quốc tế')
} as const

export type DocumentKind = keyof typeof kinds
export const documentKinds = Object.keys(kinds) as DocumentKind[]

export function isDocumentKind(text: string): text is DocumentKind {
  return Object.hasOwn(kinds, text)
}

export const formatsOf = (kind: DocumentKind): readonly DocumentFormat[] => ['docx', 'pdf', ...(kinds[kind].also ?? [])]

export type SubjectKind = (typeof kinds)[DocumentKind]['of']
export const subjectOfKind = (kind: DocumentKind): SubjectKind => kinds[kind].of
/** Only who comes in is received. */
export const kindsFor = (subject: SubjectKind, row?: Row): DocumentKind[] =>
  documentKinds.filter(
    (kind) => kinds[kind].of === subject && (kind !== 'reception-plan' || row === undefined || row.data.direction === 'inbound')
  )

export type DocumentSubject =
  | { readonly of: 'record' /** Of a delegation, an event or a commitment, as the kind wants it. */; readonly id: string }
  | { readonly of: 'office' /** ISO code; null for all. */; readonly country: string | null; readonly year: number }

export interface DocumentRequest {
  readonly subject: DocumentSubject
  readonly rows: readonly Row[]
  /** yyyy-mm-dd */
  readonly today: string
  readonly office: OfficeNames
  /** Of a briefing packet; without it, everything in the usual order. */
  readonly packet?: PacketOptions
  /** Vietnamese unless said. */
  readonly language?: PaperLanguage
}

export interface BuiltDocument {
  readonly model: DocumentModel
  /** Programme and deadlines, where the kind has any. */
  readonly calendar: readonly CalendarEntry[]
  /** Without an ending. */
  readonly fileName: string
  /** What stands in Vietnamese because nobody has translated it. */
  readonly missing: readonly MissingTranslation[]
  /** What is wrong with the office's own template; then the built-in way was used. */
  readonly problems: readonly TemplateProblem[]
}

export const languagesOf = (kind: DocumentKind): readonly PaperLanguage[] => (kinds[kind].foreign ? paperLanguages : ['vi'])

/**
 * Throws `ExportRefused` when a handling mark forbids it and `RangeError` for a record that is not there, or a language that the kind is
 * not made in.
 */
export function buildDocument(kind: DocumentKind, request: DocumentRequest): BuiltDocument {
  const { subject, packet = usualPacket, language = 'vi', ...rest } = request
  const one = kinds[kind]
  if (!languagesOf(kind).includes(language)) throw new RangeError(`${kind} is not made in ${language}`)
  const made = <Data>(of: Kind<string, Data>, data: Data) => {
    const built = inLanguage(of, data, language, packet, request.rows, request.office)
    // In another language the office's own wording would be Vietnamese.
    const template = language === 'vi' ? templateFor(request.rows, kind) : null
    if (!template) return built
    const { office, today } = request
    return { ...built, ...applyTemplate(built.model, template, { office, today, title: built.model.title }) }
  }
  if (one.of === 'office') {
    if (subject.of !== 'office') throw new RangeError(`${kind} is about the whole office`)
    const { country, year } = subject
    return {
      ...made<OfficeData>(one, gatherOfficeData({ ...rest, country, year })),
      calendar: [],
      fileName: [one.fileName, country, year].filter(Boolean).join(' - ')
    }
  }
  if (subject.of !== 'record') throw new RangeError(`${kind} is about one record`)
  const { id } = subject
  switch (one.of) {
    case 'delegation': {
      const data = gatherDocumentData({ ...rest, delegationId: id })
      const calendar = formatsOf(kind).includes('ics') ? calendarOf(data) : []
      return { ...made<DocumentData>(one, data), calendar, fileName: named(one.fileName, data.delegation, language) }
    }
    case 'event': {
      const data = gatherEventData({ ...rest, id })
      return { ...made<EventData>(one, data), calendar: [], fileName: named(one.fileName, data.event, language) }
    }
    case 'letter': {
      const data = gatherLetterData({ ...rest, id })
      return { ...made<LetterData>(one, data), calendar: [], fileName: named(one.fileName, data.about, language) }
    }
  }
}

const named = (fileName: string, row: Row, language: PaperLanguage): string =>
  `${fileName}${language === 'vi' ? '' : ` (${language})`} - ${textOf(row, 'title')}`

function inLanguage<Data>(
  kind: Kind<string, Data>,
  data: Data,
  language: PaperLanguage,
  packet: PacketOptions,
  rows: readonly Row[],
  office: OfficeNames
): Pick<BuiltDocument, 'model' | 'missing' | 'problems'> {
  if (language === 'vi' || !kind.foreign) return { model: kind.build(data, packet), missing: [], problems: [] }
  const isDouble = language === 'vi-en' || language === 'vi-fr'
  const other = language === 'en' || language === 'vi-en' ? 'en' : 'fr'
  const translator = createTranslator(other, rows.filter(mayPrint))
  const languages: DocumentLanguage[] = isDouble ? ['vi', other] : [other]
  const model = kind.foreign(data, translator, languages)
  const missing = [
    ...officeNamesMissing(other, office).map((text) => ({ record: '', field: '', itemId: null, language: other, text }) as const),
    ...translator.missing()
  ]
  if (!isDouble) return { model, missing, problems: [] }
  const vietnamese = createTranslator('vi', rows)
  return { model: sideBySide(kind.foreign(data, vietnamese, languages), model), missing, problems: [] }
}
