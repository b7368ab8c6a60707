/** The records one delegation's documents are made from, gathered once: builders read this and nothing else. */
import { type CommitmentState, isOpen } from '../domain/commitment.ts'
import { inTripOrder } from '../domain/event-order.ts'
import type { Item } from '../domain/record.ts'
import type { Row } from '../sync/row.ts'
import { partialDateSortKey } from '../text/partial-date.ts'
import { guardExport, mayPrint } from './export-guard.ts'

export interface OfficeNames {
  readonly ministry: string
  readonly unit: string
  readonly author: string
  readonly ministryEn?: string
  readonly unitEn?: string
  readonly ministryFr?: string
  readonly unitFr?: string
}

export interface DelegationRequest {
  readonly delegationId: string
  readonly rows: readonly Row[]
  /** yyyy-mm-dd */
  readonly today: string
  readonly office: OfficeNames
}

export interface DocumentData {
  readonly delegation: Row
  readonly today: string
  readonly office: OfficeNames
  readonly byId: ReadonlyMap<string, Row>
  readonly events: readonly Row[]
  /** ISO codes in the order of the trip. */
  readonly countries: readonly string[]
  /** Commitments that began on this trip or were taken up on it. */
  readonly ofTrip: readonly Row[]
  /** Open commitments with the same countries or organisations, whatever trip they come from. */
  readonly open: readonly Row[]
  readonly agreements: readonly Row[]
  readonly earlierTrips: readonly Row[]
  readonly papers: readonly Row[]
  /** How many records were left out because of their mark. */
  readonly withheld: number
}

export const itemsOf = (row: Row | undefined, list: string): readonly Item[] =>
  (row?.data[list] as readonly Item[] | undefined) ?? []
export function textOf(row: Row | undefined, field: string): string {
  const value = row?.data[field]
  return typeof value === 'string' ? value : ''
}

/** Throws `ExportRefused` for a secret dossier and `RangeError` for an unknown one. */
export function gatherDocumentData(request: DelegationRequest): DocumentData {
  const byId = new Map(request.rows.filter(mayPrint).map((row) => [row.id as string, row]))
  const delegation = request.rows.find((row) => row.id === request.delegationId && row.kind === 'delegation')
  if (!delegation) throw new RangeError(`no such delegation: ${request.delegationId}`)
  guardExport(delegation)
  const rows = Array.from(byId.values())
  const ofKind = (kind: Row['kind']) => rows.filter((row) => row.kind === kind)
  const countries = countriesOf(delegation)
  const shares = (row: Row) => itemsOf(row, 'countries').some((country) => countries.includes(country.id))
  const events = ofKind('event').filter((event) => event.data.delegationId === delegation.id)
  const commitments = ofKind('commitment')
  const ofTrip = commitments.filter(
    (one) =>
      one.data.delegationId === delegation.id || itemsOf(one, 'updates').some((update) => update.delegationId === delegation.id)
  )
  const related = new Set(itemsOf(delegation, 'related').map((one) => one.id))
  return {
    delegation,
    today: request.today,
    office: request.office,
    byId,
    events: inTripOrder(events),
    countries,
    ofTrip,
    open: commitments.filter(
      (one) =>
        isOpen(one.data.state as CommitmentState) && (shares(one) || ofTrip.includes(one) || metInCountries(one, byId, countries))
    ),
    agreements: byDate(
      ofKind('agreement').filter((one) => shares(one) || one.id === delegation.data.agreementId),
      'periodFrom'
    ),
    earlierTrips: byDate(
      ofKind('delegation').filter(
        (one) =>
          one.id !== delegation.id &&
          (related.has(one.id) || countriesOf(one).some((country) => countries.includes(country))) &&
          isBefore(one, delegation)
      ),
      'startDate'
    ),
    papers: ofKind('paper').filter((paper) => paper.data.delegationId === delegation.id),
    withheld: request.rows.filter((row) => row.data.deleted !== true && !mayPrint(row) && row.data.delegationId === delegation.id)
      .length
  }
}

/** Whom a trip concerns: where an inbound delegation comes from, where an outbound one goes. */
function countriesOf(delegation: Row): string[] {
  const partner = textOf(delegation, 'partnerCountry')
  return partner ? [partner] : Array.from(new Set(itemsOf(delegation, 'legs').map((leg) => String(leg.country))))
}

/** A promise made at a meeting held in one of the countries concerns a trip there, whoever the partner was (an organisation, say). */
function metInCountries(commitment: Row, byId: ReadonlyMap<string, Row>, countries: readonly string[]): boolean {
  const event = byId.get(textOf(commitment, 'eventId'))
  return event !== undefined && countries.includes(textOf(event, 'country'))
}

function byDate(rows: readonly Row[], field: string): Row[] {
  return [...rows].sort((a, b) => partialDateSortKey(textOf(a, field)).localeCompare(partialDateSortKey(textOf(b, field))))
}

function isBefore(one: Row, other: Row): boolean {
  const start = partialDateSortKey(textOf(other, 'startDate'))
  return start === '' || partialDateSortKey(textOf(one, 'startDate')) < start
}
