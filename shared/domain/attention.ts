/**
 * What wants somebody's attention today, worked out from the records alone (domain rules 1, 2, 5, 6, 7 and 10). Time comes in as an
 * argument; the same records and the same day give the same list.
 */
import type { Row } from '../sync/row.ts'
import { fullDay, lastDayOf, parsePartialDate } from '../text/partial-date.ts'
import { type CommitmentState, isOpen } from './commitment.ts'
import { type Delegation, defaultReportDays } from './delegation.ts'
import type { Item } from './record.ts'

export const attentionKinds = [
  'departure',
  'report',
  'agreement-ends',
  'invitation',
  'incomplete-commitment',
  'signed-at-end',
  'period-overlap'
] as const
export type AttentionKind = (typeof attentionKinds)[number]

export interface Attention {
  readonly kind: AttentionKind
  readonly record: Row
  /** Days from today to the day that matters; negative when it has passed; null where there is none. */
  readonly days: number | null
  /** The other record of an overlap. */
  readonly other: Row | null
}

/** Looked ahead: departures in days, ends of agreements in months; an invitation without an answer is asked about after so many months. */
export const lookAhead = { departureDays: 30, agreementMonths: 12, invitationMonths: 6 } as const

const dayMs = 86_400_000
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
const daysPerMonth = 30.44

/** `today` as yyyy-mm-dd. The most pressing first within each kind. */
export function attention(rows: readonly Row[], today: string): Attention[] {
  const alive = rows.filter((row) => row.data.deleted !== true)
  const ofKind = (kind: Row['kind']) => alive.filter((row) => row.kind === kind)
  const found = [
    ...ofKind('delegation').flatMap((row) => [...departure(row, today), ...reportDue(row, today)]),
    ...ofKind('agreement').flatMap((row) => [...agreementEnds(row, today), ...signedAtEnd(row), ...periodOverlap(row, alive)]),
    ...ofKind('commitment').flatMap((row) => [...invitation(row, today), ...incomplete(row)])
  ]
  return found.sort((a, b) => (a.days ?? Number.POSITIVE_INFINITY) - (b.days ?? Number.POSITIVE_INFINITY))
}

const one = (kind: AttentionKind, record: Row, days: number | null = null, other: Row | null = null): Attention[] => [
  { kind, record, days, other }
]

function departure(row: Row, today: string): Attention[] {
  const start = fullDay(text(row, 'startDate'))
  if (!start) return []
  const days = daysBetween(today, start)
  return days >= 0 && days <= lookAhead.departureDays ? one('departure', row, days) : []
}

/** Due so many days after the return (default 15, a setting of each dossier: domain 2.1); only trips of our own are reported on. */
function reportDue(row: Row, today: string): Attention[] {
  const end = fullDay(text(row, 'endDate'))
  if (row.data.direction !== ('outbound' satisfies Delegation['direction']) || row.data.reportedOn || !end || end > today)
    return []
  const due = daysBetween(today, end) + Number(row.data.reportDays ?? defaultReportDays)
  return one('report', row, due)
}

function agreementEnds(row: Row, today: string): Attention[] {
  const end = lastDayOf(text(row, 'periodTo'))
  if (!end || ['ended', 'terminated'].includes(text(row, 'state'))) return []
  const days = daysBetween(today, end)
  return days <= lookAhead.agreementMonths * daysPerMonth ? one('agreement-ends', row, days) : []
}

/** A text is not signed at the end of its own period: one of the two dates is likely wrong. */
function signedAtEnd(row: Row): Attention[] {
  const signed = parsePartialDate(text(row, 'signedOn'))?.year
  const [from, to] = [parsePartialDate(text(row, 'periodFrom'))?.year, parsePartialDate(text(row, 'periodTo'))?.year]
  return signed && to && signed >= to && from !== to ? one('signed-at-end', row) : []
}

function periodOverlap(row: Row, rows: readonly Row[]): Attention[] {
  const before = rows.find((other) => other.id === row.data.predecessorId)
  const start = parsePartialDate(text(row, 'periodFrom'))?.year
  const end = before && parsePartialDate(text(before, 'periodTo'))?.year
  return before && start && end && end >= start ? one('period-overlap', row, null, before) : []
}

function invitation(row: Row, today: string): Attention[] {
  if (row.data.kind !== 'invitation' || !open(row)) return []
  const updates = (row.data.updates as readonly Item[] | undefined) ?? []
  const last = updates
    .map((update) => lastDayOf(String(update.date ?? '')))
    .filter((day) => day !== null)
    .sort()
    .at(-1)
  if (!last) return []
  const days = daysBetween(today, last)
  return -days >= lookAhead.invitationMonths * daysPerMonth ? one('invitation', row, days) : []
}

function incomplete(row: Row): Attention[] {
  return open(row) && (row.data.owner === null || row.data.due === null) ? one('incomplete-commitment', row) : []
}

const open = (row: Row) => isOpen(row.data.state as CommitmentState)
const text = (row: Row, field: string): string => {
  const value = row.data[field]
  return typeof value === 'string' ? value : ''
}
