/** Figures of a country or a meeting, each with the day it holds for. */
import type { Row } from '#shared/sync/row.ts'
import { ItemTable } from './item-table.tsx'
import { useWords } from './use-words.ts'

export function FactsTable({ row }: { row: Row }) {
  const { t } = useWords()
  return (
    <ItemTable
      row={row}
      list="facts"
      columns={[
        { field: 'indicator', wide: true },
        { field: 'value' },
        { field: 'unit', narrow: true },
        { field: 'asOf', kind: 'date' }
      ]}
      blank={{ indicator: '', value: '', unit: null, asOf: null }}
      addLabel={t('facts.add')}
      emptyText={t('facts.none')}
    />
  )
}
