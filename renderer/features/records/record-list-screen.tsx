/** One table for each kind a person browses: search with or without marks, sort, filter, choose columns, start a new record. */
import type { ColumnFiltersState, ColumnVisibilityState, SortingState } from '@tanstack/react-table'
import { Columns3, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { DocumentKind } from '#shared/documents/build-document.ts'
import type { FieldValue, RecordKind } from '#shared/domain/record.ts'
import { foldedWords } from '#shared/text/fold.ts'
import { createNew, newId } from '../../app/desk-client.ts'
import { useDesk, useRows } from '../../app/desk-store.ts'
import { ExportButton } from '../../app/export/export-button.tsx'
import { pathOf } from '../../app/paths.ts'
import { useWords } from '../../app/use-words.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { RecordTable } from '../../components/record-table.tsx'
import { columnsFor } from './columns.tsx'

type ListedKind = Extract<RecordKind, 'delegation' | 'event' | 'commitment' | 'agreement'>

const firstSorting: Readonly<Record<ListedKind, SortingState>> = {
  delegation: [{ id: 'dates', desc: true }],
  event: [{ id: 'date', desc: true }],
  commitment: [{ id: 'state', desc: false }],
  agreement: [{ id: 'signed', desc: true }]
}

/** The register or report that such a table is printed as. */
const officeKindOf: Readonly<Partial<Record<ListedKind, DocumentKind>>> = {
  event: 'conference-table',
  commitment: 'commitment-report',
  agreement: 'agreement-register'
}

export function RecordListScreen({ kind }: { kind: ListedKind }) {
  const words = useWords()
  const { t } = words
  const [, navigate] = useLocation()
  const rows = useRows(kind)
  const all = useDesk((state) => state.rows)
  const loading = useDesk((state) => state.loading !== null)
  const [query, setQuery] = useState('')
  const [sorting, setSorting] = useState(firstSorting[kind])
  const [visibility, setVisibility] = useState<ColumnVisibilityState>({})
  const [filters, setFilters] = useState<ColumnFiltersState>([])
  const [selected, setSelected] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: words are made anew each time, the language is what matters
  const columns = useMemo(() => columnsFor(kind, { ...words, rows: all }), [kind, all, words.language])
  const found = useMemo(() => {
    const shown = columns.map((column) => ('accessorFn' in column ? column.accessorFn : null))
    return filterRows(rows, query, (row) => shown.map((read, index) => String(read?.(row, index) ?? '')).join(' '))
  }, [rows, query, columns])

  const addNew = async () => {
    const id = newId(kind)
    if (await createNew(id, blankOf(kind, t(`list.${kind}.newTitle`)))) navigate(pathOf({ id, kind }))
  }
  return (
    <div className="list-screen">
      <header className="screen-head">
        <div>
          <h1>{t(`list.${kind}.title`)}</h1>
          <p className="muted" data-testid="list-count">
            {t('list.count', { shown: found.length, all: rows.length })}
          </p>
        </div>
        <div className="screen-actions">
          <input
            className="quick-search"
            type="search"
            aria-label={t('list.search')}
            placeholder={t('list.search')}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <details className="menu">
            <summary className="button">
              <Columns3 size={15} aria-hidden="true" /> {t('list.columns')}
            </summary>
            <div className="menu-body">
              {columns.map((column) => (
                <label key={column.id}>
                  <input
                    type="checkbox"
                    disabled={column.id === 'title'}
                    checked={visibility[column.id ?? ''] !== false}
                    onChange={(event) => setVisibility({ ...visibility, [column.id ?? '']: event.target.checked })}
                  />
                  {String(column.header)}
                </label>
              ))}
            </div>
          </details>
          {officeKindOf[kind] && <ExportButton target={{ of: 'office', first: officeKindOf[kind] }} />}
          {kind !== 'event' && (
            <button type="button" className="button button-primary" onClick={() => void addNew()}>
              <Plus size={15} aria-hidden="true" /> {t(`list.${kind}.new`)}
            </button>
          )}
        </div>
      </header>
      {rows.length === 0 ? (
        !loading && <EmptyState title={t(`list.${kind}.empty`)} hint={t(`list.${kind}.emptyHint`)} />
      ) : (
        <RecordTable
          label={t(`list.${kind}.title`)}
          filterLabel={t('list.filter')}
          data={found}
          columns={columns}
          rowId={(row) => row.id}
          sorting={sorting}
          onSorting={setSorting}
          visibility={visibility}
          onVisibility={setVisibility}
          filters={filters}
          onFilters={setFilters}
          selected={selected}
          onSelect={setSelected}
          onOpen={(row) => navigate(pathOf(row))}
        />
      )}
    </div>
  )
}

/** Rows in whose columns every word of the query begins a word, marks or not; those spelled as typed come first. */
function filterRows<R>(rows: readonly R[], query: string, textOf: (row: R) => string): readonly R[] {
  const wanted = foldedWords(query)
  if (wanted.length === 0) return rows
  const exact = query.normalize('NFC').trim().toLowerCase()
  const found = rows.flatMap((row) => {
    const text = textOf(row)
    const words = foldedWords(text)
    const fits = wanted.every((word) => words.some((one) => one.startsWith(word)))
    return fits ? [{ row, spelled: text.toLowerCase().includes(exact) }] : []
  })
  return found.sort((a, b) => Number(b.spelled) - Number(a.spelled)).map(({ row }) => row)
}

function blankOf(kind: ListedKind, title: string): Record<string, FieldValue> {
  switch (kind) {
    case 'delegation':
      return { title, direction: 'outbound' }
    case 'event':
      return { title, kind: 'working-session', delegationId: '' }
    default:
      return { title }
  }
}
