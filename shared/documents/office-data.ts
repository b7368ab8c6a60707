/** The records that a document about the whole office is made from: registers, tables and yearly reports. Builders read this and nothing else. */
import type { Row } from '../sync/row.ts'
import { partialDateSortKey } from '../text/partial-date.ts'
import { itemsOf, type OfficeNames, textOf } from './document-data.ts'
import { mayPrint } from './export-guard.ts'

export interface OfficeRequest {
  readonly rows: readonly Row[]
  /** yyyy-mm-dd */
  readonly today: string
  readonly office: OfficeNames
  /** ISO code; null for all. */
  readonly country: string | null
  readonly year: number
}

export interface OfficeData {
  readonly today: string
  readonly office: OfficeNames
  readonly country: string | null
  readonly year: number
  readonly byId: ReadonlyMap<string, Row>
  readonly agreements: readonly Row[]
  readonly commitments: readonly Row[]
  readonly delegations: readonly Row[]
  readonly events: readonly Row[]
  /** Records of these kinds that were left out because of their mark. */
  readonly withheld: number
}

export function gatherOfficeData({ rows, today, office, country, year }: OfficeRequest): OfficeData {
  const printable = rows.filter(mayPrint)
  const isWanted = (row: Row) => country === null || itemsOf(row, 'countries').some((one) => one.id === country)
  const ofKind = (kind: Row['kind']) => printable.filter((row) => row.kind === kind)
  return {
    today,
    office,
    country,
    year,
    byId: new Map(printable.map((row) => [row.id as string, row])),
    agreements: byDate(ofKind('agreement').filter(isWanted), 'signedOn', 'periodFrom'),
    commitments: byDate(ofKind('commitment').filter(isWanted), 'due'),
    delegations: byDate(ofKind('delegation'), 'startDate'),
    events: byDate(ofKind('event'), 'date'),
    withheld: rows.filter(
      (row) => row.data.deleted !== true && !mayPrint(row) && (row.kind === 'agreement' || row.kind === 'commitment')
    ).length
  }
}

/** Those without a date last. */
function byDate(rows: readonly Row[], ...fields: readonly string[]): Row[] {
  const key = (row: Row) => fields.map((field) => partialDateSortKey(textOf(row, field))).find((one) => one !== '') ?? '9999'
  return [...rows].sort((a, b) => key(a).localeCompare(key(b)) || (a.id < b.id ? -1 : 1))
}
