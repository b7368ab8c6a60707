/** A table of records: sorting, a filter for each column, columns to choose, rows drawn only where they are seen. */
import {
  type ColumnDef,
  type ColumnFiltersState,
  type ColumnVisibilityState,
  columnFilteringFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  constructFilterFn,
  constructSortFn,
  createFilteredRowModel,
  createSortedRowModel,
  type OnChangeFn,
  type RowData,
  rowSortingFeature,
  type SortingState,
  sortFn_basic,
  tableFeatures,
  useTable
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useRef } from 'react'
import { fold } from '#shared/text/fold.ts'

const collator = new Intl.Collator('vi', { numeric: true })
const contains = constructFilterFn({
  resolveFilterValue: (value: unknown) => fold(String(value ?? '')),
  resolveDataValue: (value: unknown) => fold(String(value ?? '')),
  filter: (value: string, query: string) => value.includes(query),
  autoRemove: (value: unknown) => value === null || value === undefined || value === ''
})
const collate = constructSortFn({ sort: (a, b) => collator.compare(String(a ?? ''), String(b ?? '')) })

const features = tableFeatures({
  columnFilteringFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
  filterFns: { contains },
  sortFns: { collate, basic: sortFn_basic }
})
export type RecordColumn<Row extends RowData> = ColumnDef<typeof features, Row>

export interface RecordTableProps<Row extends RowData> {
  readonly label: string
  readonly filterLabel: string
  /** Stable references, both. */
  readonly data: readonly Row[]
  readonly columns: readonly RecordColumn<Row>[]
  readonly rowId: (row: Row) => string
  readonly sorting: SortingState
  readonly onSorting: OnChangeFn<SortingState>
  readonly visibility: ColumnVisibilityState
  readonly onVisibility: OnChangeFn<ColumnVisibilityState>
  readonly filters: ColumnFiltersState
  readonly onFilters: OnChangeFn<ColumnFiltersState>
  readonly selected: string | null
  readonly onSelect: (id: string) => void
  readonly onOpen: (row: Row) => void
}

const rowHeight = 54
const headHeight = 66
const defaultColumn = { filterFn: 'contains', sortFn: 'collate', size: 160 } as const
const ariaSort = { asc: 'ascending', desc: 'descending' } as const

export function RecordTable<Row extends RowData>(props: RecordTableProps<Row>) {
  const table = useTable({
    features,
    data: props.data,
    columns: props.columns,
    getRowId: props.rowId,
    defaultColumn,
    sortDescFirst: false,
    state: { sorting: props.sorting, columnVisibility: props.visibility, columnFilters: props.filters },
    onSortingChange: props.onSorting,
    onColumnVisibilityChange: props.onVisibility,
    onColumnFiltersChange: props.onFilters
  })
  const rows = table.getRowModel().rows
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    getItemKey: (index) => rows[index]?.id ?? index,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight
  })
  const selected = rows.findIndex((row) => row.id === props.selected)

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || rows.length === 0) return
    const last = rows.length - 1
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: selected + 1,
      ArrowUp: selected < 0 ? last : selected - 1,
      PageDown: selected + 10,
      PageUp: selected - 10,
      Home: 0,
      End: last
    }
    const to = moves[event.key]
    const row = rows[Math.min(last, Math.max(0, to ?? selected))]
    if (!row || (to === undefined && (event.key !== 'Enter' || selected < 0))) return
    event.preventDefault()
    if (to === undefined) return props.onOpen(row.original)
    props.onSelect(row.id)
    virtualizer.scrollToIndex(rows.indexOf(row), { align: 'auto' })
  }
  const items = virtualizer.getVirtualItems()
  const width = table.getTotalSize()
  const track = { minWidth: width, width: '100%' }
  const cell = (size: number) => ({ flex: `${size} 0 ${size}px` })
  return (
    <div
      ref={scroller}
      className="table"
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={items.some((item) => item.index === selected) ? `row-${props.selected}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-testid="record-table"
      data-rows={rows.length}
    >
      <div className="table-head" role="rowgroup" style={{ height: headHeight, ...track }}>
        {table.getHeaderGroups().map((group) => (
          <div key={group.id} role="row" className="table-row" aria-rowindex={1} style={track}>
            {group.headers.map((header) => {
              const sorted = header.column.getIsSorted()
              return (
                <div
                  key={header.id}
                  role="columnheader"
                  aria-sort={sorted ? ariaSort[sorted] : 'none'}
                  className="table-th"
                  style={cell(header.getSize())}
                >
                  <button type="button" onClick={header.column.getToggleSortingHandler()}>
                    <table.FlexRender header={header} />
                    <span aria-hidden="true" className="sort-mark">
                      {sorted === 'asc' ? '▲' : sorted === 'desc' ? '▼' : ''}
                    </span>
                  </button>
                  {header.column.getCanFilter() && (
                    <input
                      type="search"
                      aria-label={`${props.filterLabel}: ${String(header.column.columnDef.header)}`}
                      placeholder={props.filterLabel}
                      value={String(header.column.getFilterValue() ?? '')}
                      onChange={(event) => header.column.setFilterValue(event.target.value)}
                    />
                  )}
                </div>
              )
            })}
          </div>
        ))}
      </div>
      <div role="rowgroup" style={{ height: virtualizer.getTotalSize(), position: 'relative', ...track }}>
        {items.map((item) => {
          const row = rows[item.index]
          if (!row) return null
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself handles Enter
            <div
              key={row.id}
              id={`row-${row.id}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={item.index + 2}
              aria-selected={item.index === selected}
              className="table-row table-body-row"
              onClick={() => props.onOpen(row.original)}
              style={{
                position: 'absolute',
                top: 0,
                height: rowHeight,
                transform: `translateY(${item.start - headHeight}px)`,
                ...track
              }}
            >
              {row.getVisibleCells().map((one) => (
                <div key={one.id} role="gridcell" tabIndex={-1} className="table-td" style={cell(one.column.getSize())}>
                  <table.FlexRender cell={one} />
                </div>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}
