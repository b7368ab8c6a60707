/** What each table shows: a column is a heading, a value to sort and filter by, and how it looks. */

import { isOpen } from '#shared/domain/commitment.ts'
import type { Item, RecordKind } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { partialDateSortKey } from '#shared/text/partial-date.ts'
import type { DeskState } from '../../app/desk-store.ts'
import { RecordDate } from '../../app/record-date.tsx'
import { SaveStateChip } from '../../app/save-state.tsx'
import { countryCodesOf } from '../../app/selectors.ts'
import { agreementTone, commitmentTone } from '../../app/state-tones.ts'
import type { Words } from '../../app/use-words.ts'
import { Chip, type Tone } from '../../components/chip.tsx'
import type { RecordColumn } from '../../components/record-table.tsx'

type Column = RecordColumn<Row>
type Context = Words & { readonly rows: DeskState['rows'] }

const items = (row: Row, list: string) => (row.data[list] as readonly Item[] | undefined) ?? []
const text = (row: Row, field: string) => (typeof row.data[field] === 'string' ? (row.data[field] as string) : '')

function titleColumn(context: Context): Column {
  return {
    id: 'title',
    header: context.t('column.title'),
    size: 225,
    enableHiding: false,
    accessorFn: (row) => `${text(row, 'title')} ${text(row, 'titleEn')}`,
    cell: ({ row }) => (
      <span className="cell-title">
        {context.title(row.original.data)}
        {row.original.conflicts.length > 0 && <Chip tone="bad">{context.t('column.conflict')}</Chip>}
      </span>
    )
  }
}

function dateColumn(context: Context, id: string, header: string, from: string, to: string): Column {
  return {
    id,
    header,
    size: 150,
    accessorFn: (row) => `${partialDateSortKey(text(row, from))} ${context.range(row.data[from], row.data[to])}`,
    cell: ({ row }) => (
      <span className="cell-text">
        <RecordDate from={row.original.data[from]} to={row.original.data[to]} />
      </span>
    )
  }
}

const sinceColumn = (context: Context): Column => ({
  id: 'since',
  header: context.t('column.since'),
  size: 115,
  accessorFn: (row) => partialDateSortKey(String(items(row, 'updates')[0]?.date ?? '')),
  cell: ({ row }) => (
    <span className="cell-text">
      <RecordDate from={items(row.original, 'updates')[0]?.date} />
    </span>
  )
})

const saveColumn = (context: Context): Column => ({
  id: 'saved',
  header: context.t('column.saved'),
  size: 150,
  accessorFn: (row) => row.ownEntry,
  sortFn: 'basic',
  enableColumnFilter: false,
  cell: ({ row }) => <SaveStateChip row={row.original} />
})

const plain = (id: string, header: string, size: number, read: (row: Row) => string): Column => ({
  id,
  header,
  size,
  accessorFn: read,
  cell: ({ row }) => {
    const value = read(row.original)
    return (
      <span className="cell-text" title={value}>
        {value || <em className="unknown">–</em>}
      </span>
    )
  }
})
const counted = (id: string, header: string, read: (row: Row) => number): Column => ({
  id,
  header,
  size: 90,
  accessorFn: read,
  sortFn: 'basic'
})

function countriesOf(row: Row, context: Context): string {
  const codes = row.kind === 'delegation' ? countryCodesOf(row) : items(row, 'countries').map((one) => one.id)
  return Array.from(new Set(codes.map((code) => context.country(code)))).join(', ')
}

function headOf(row: Row): string {
  return String(items(row, 'members').find((member) => member.role === 'head')?.name ?? '')
}

function stateColumn(context: Context, list: string, toneOf: (state: unknown) => Tone): Column {
  return {
    id: 'state',
    header: context.t('column.state'),
    size: 135,
    accessorFn: (row) => context.t(`value.${list}.${text(row, 'state')}`),
    cell: ({ row }) => (
      <Chip tone={toneOf(row.original.data.state)}>{context.t(`value.${list}.${text(row.original, 'state')}`)}</Chip>
    )
  }
}

export function columnsFor(kind: RecordKind, context: Context): Column[] {
  const { t } = context
  const all = Array.from(context.rows.values()).filter((row) => row.data.deleted !== true)
  const events = countBy(kind === 'delegation' ? all.filter((row) => row.kind === 'event') : [], (row) => [row.data.delegationId])
  const open = countBy(
    kind === 'delegation' ? all.filter((row) => row.kind === 'commitment' && isOpen(row.data.state as never)) : [],
    tripsOf
  )
  const titleOf = (id: unknown) => context.title(context.rows.get(String(id))?.data)
  switch (kind) {
    case 'delegation':
      return [
        titleColumn(context),
        plain('direction', t('column.direction'), 92, (row) => t(`value.direction.${text(row, 'direction')}`)),
        dateColumn(context, 'dates', t('column.dates'), 'startDate', 'endDate'),
        plain('countries', t('column.countries'), 105, (row) => countriesOf(row, context)),
        plain('head', t('column.head'), 115, headOf),
        counted('events', t('column.events'), (row) => events.get(row.id) ?? 0),
        counted('open', t('column.open'), (row) => open.get(row.id) ?? 0),
        saveColumn(context)
      ]
    case 'event':
      return [
        titleColumn(context),
        dateColumn(context, 'date', t('column.date'), 'date', 'date'),
        plain('kind', t('column.kind'), 110, (row) => t(`value.eventKind.${text(row, 'kind')}`)),
        plain('place', t('column.place'), 130, (row) =>
          [row.data.city, context.country(row.data.country)].filter(Boolean).join(', ')
        ),
        plain('delegation', t('column.delegation'), 170, (row) => titleOf(row.data.delegationId)),
        counted('points', t('column.points'), (row) => items(row, 'points').length),
        counted('agreed', t('column.agreed'), (row) => items(row, 'points').filter((point) => point.agreed === true).length),
        saveColumn(context)
      ]
    case 'commitment':
      return [
        titleColumn(context),
        stateColumn(context, 'commitmentState', commitmentTone),
        plain('owner', t('column.owner'), 120, (row) =>
          text(row, 'owner') ? t(`value.owner.${text(row, 'owner')}`) : t('field.unknown')
        ),
        plain('countries', t('column.countries'), 115, (row) => countriesOf(row, context)),
        sinceColumn(context),
        dateColumn(context, 'due', t('column.due'), 'due', 'due'),
        counted('updates', t('column.updates'), (row) => items(row, 'updates').length),
        saveColumn(context)
      ]
    default:
      return [
        titleColumn(context),
        stateColumn(context, 'agreementState', agreementTone),
        plain('type', t('column.type'), 130, (row) => t(`value.agreementType.${text(row, 'type')}`)),
        dateColumn(context, 'signed', t('column.signed'), 'signedOn', 'signedOn'),
        dateColumn(context, 'period', t('column.period'), 'periodFrom', 'periodTo'),
        plain('countries', t('column.countries'), 115, (row) => countriesOf(row, context)),
        counted('claims', t('column.claims'), (row) => items(row, 'choices').length),
        saveColumn(context)
      ]
  }
}

/** How many rows name each id; counted once for the whole table, not once for each of its rows. */
function countBy(rows: readonly Row[], idsOf: (row: Row) => readonly unknown[]): Map<unknown, number> {
  const counts = new Map<unknown, number>()
  for (const row of rows) for (const id of new Set(idsOf(row))) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

const tripsOf = (commitment: Row) => [
  commitment.data.delegationId,
  ...items(commitment, 'updates').map((update) => update.delegationId)
]
