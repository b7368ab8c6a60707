/** The records that a document about one meeting, or a letter that follows from it, is made from. */
import type { Row } from '../sync/row.ts'
import { itemsOf, type OfficeNames, textOf } from './document-data.ts'
import { ExportRefused, guardExport, mayPrint } from './export-guard.ts'

export interface EventRequest {
  /** Of an event or a commitment. */
  readonly id: string
  readonly rows: readonly Row[]
  /** yyyy-mm-dd */
  readonly today: string
  readonly office: OfficeNames
}

export interface EventData {
  readonly today: string
  readonly office: OfficeNames
  readonly byId: ReadonlyMap<string, Row>
  readonly event: Row
  readonly delegation: Row | null
  /** What was promised there. */
  readonly commitments: readonly Row[]
}

export interface LetterData {
  readonly today: string
  readonly office: OfficeNames
  readonly byId: ReadonlyMap<string, Row>
  /** The invitation or other commitment that it is about, or the meeting that it gives thanks for. */
  readonly about: Row
  readonly event: Row | null
}

/** Throws `ExportRefused` for a secret one, or one of a secret dossier, and `RangeError` for an unknown one. */
export function gatherEventData({ id, rows, today, office }: EventRequest): EventData {
  const event = find(rows, id, 'event')
  const byId = new Map(rows.filter(mayPrint).map((row) => [row.id as string, row]))
  const delegation = rows.find((row) => row.id === textOf(event, 'delegationId')) ?? null
  if (delegation) guardExport(delegation)
  return {
    today,
    office,
    byId,
    event,
    delegation,
    commitments: Array.from(byId.values()).filter(
      (row) => row.kind === 'commitment' && row.data.eventId === event.id && row.data.internal !== true
    )
  }
}

export function gatherLetterData({ id, rows, today, office }: EventRequest): LetterData {
  const about = find(rows, id, 'event', 'commitment')
  // A letter goes to the other side.
  if (about.data.internal === true) throw new ExportRefused(textOf(about, 'title'))
  const byId = new Map(rows.filter(mayPrint).map((row) => [row.id as string, row]))
  const event = about.kind === 'event' ? about : (byId.get(textOf(about, 'eventId')) ?? null)
  const delegation = rows.find((row) => row.id === textOf(event ?? about, 'delegationId'))
  if (delegation) guardExport(delegation)
  return { today, office, byId, about, event }
}

function find(rows: readonly Row[], id: string, ...kinds: readonly Row['kind'][]): Row {
  const row = rows.find((one) => one.id === id && kinds.includes(one.kind) && one.data.deleted !== true)
  if (!row) throw new RangeError(`no such record: ${id}`)
  guardExport(row)
  return row
}

/** Who sat across the table, the first of them first. */
export const partnersOf = (event: Row | null): string[] =>
  itemsOf(event ?? undefined, 'participants')
    .filter(({ side }) => side === 'partner')
    .map(({ name, post }) => [name, post].filter(Boolean).join(', '))
