/** Every kind of document in one table: the dialog, the terminal and the tests run the same builders. */
import type { Row } from '../sync/row.ts'
import { buildAgreementRegister } from './agreement-register.ts'
import { buildAgreementYearReport } from './agreement-year-report.ts'
import { type CalendarEntry, calendarOf } from './calendar.ts'
import { buildCommitmentReport } from './commitment-report.ts'
import { buildConferenceTable } from './conference-table.ts'
import { buildDelegationList } from './delegation-list.ts'
import { type DocumentData, gatherDocumentData, type OfficeNames, textOf } from './document-data.ts'
import { type EventData, gatherEventData, gatherLetterData, type LetterData } from './event-data.ts'
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

interface Kind<Of extends string, Data> {
  /** What it is about: one delegation, one meeting, what a letter follows from, or the whole office. */
  readonly of: Of
  readonly build: (data: Data, options: PacketOptions) => DocumentModel
  readonly fileName: string
  /** Beside .docx and .pdf. */
  readonly also?: readonly DocumentFormat[]
}
const ofDelegation = (
  build: (data: DocumentData, options: PacketOptions) => DocumentModel,
  fileName: string,
  also: readonly DocumentFormat[] = []
): Kind<'delegation', DocumentData> => ({ of: 'delegation', build, fileName, also })
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
  programme: ofDelegation(buildProgramme, 'Chương trình', ['ics']),
  'delegation-list': ofDelegation(buildDelegationList, 'Danh sách đoàn', ['xlsx']),
  'reception-plan': ofDelegation(buildReceptionPlan, 'Kế hoạch đón đoàn'),
  'news-item': ofDelegation(buildNewsItem, 'Tin'),
  minutes: { of: 'event', build: buildMinutes, fileName: 'Biên bản' } as Kind<'event', EventData>,
  letter: { of: 'letter', build: buildLetter, fileName: 'Công văn' } as Kind<'letter', LetterData>,
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
}

export interface BuiltDocument {
  readonly model: DocumentModel
  /** Programme and deadlines, where the kind has any. */
  readonly calendar: readonly CalendarEntry[]
  /** Without an ending. */
  readonly fileName: string
}

/**
 * Throws `ExportRefused` when a handling mark forbids it and `RangeError` for a record that is not there.
 */
export function buildDocument(kind: DocumentKind, request: DocumentRequest): BuiltDocument {
  const { subject, packet = usualPacket, ...rest } = request
  const one = kinds[kind]
  if (one.of === 'office') {
    if (subject.of !== 'office') throw new RangeError(`${kind} is about the whole office`)
    const { country, year } = subject
    const model = one.build(gatherOfficeData({ ...rest, country, year }), packet)
    return { model, calendar: [], fileName: [one.fileName, country, year].filter(Boolean).join(' - ') }
  }
  if (subject.of !== 'record') throw new RangeError(`${kind} is about one record`)
  const { id } = subject
  switch (one.of) {
    case 'delegation': {
      const data = gatherDocumentData({ ...rest, delegationId: id })
      const calendar = formatsOf(kind).includes('ics') ? calendarOf(data) : []
      return { model: one.build(data, packet), calendar, fileName: `${one.fileName} - ${textOf(data.delegation, 'title')}` }
    }
    case 'event': {
      const data = gatherEventData({ ...rest, id })
      return { model: one.build(data, packet), calendar: [], fileName: `${one.fileName} - ${textOf(data.event, 'title')}` }
    }
    case 'letter': {
      const data = gatherLetterData({ ...rest, id })
      return { model: one.build(data, packet), calendar: [], fileName: `${one.fileName} - ${textOf(data.about, 'title')}` }
    }
  }
}
