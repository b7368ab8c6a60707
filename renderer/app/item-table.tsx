/** A list field as a small table: each cell a field, a row to add, a row to take away (and bring back at once). */
import { Plus, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Item, Scalar } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import type { FieldKind } from '../components/editable-field.tsx'
import { edit, newItemId } from './desk-client.ts'
import { RecordField } from './record-field.tsx'
import { useWords } from './use-words.ts'

export interface ItemColumn {
  readonly field: string
  readonly kind?: FieldKind
  readonly choices?: { readonly name: string; readonly values: readonly string[] }
  readonly wide?: boolean
  /** A code or two digits. */
  readonly narrow?: boolean
}

export interface ItemTableProps {
  readonly row: Row
  readonly list: string
  readonly columns: readonly ItemColumn[]
  /** What a new item starts with. */
  readonly blank: Readonly<Record<string, Scalar>>
  readonly addLabel: string
  readonly emptyText: string
}

export function ItemTable({ row, list, columns, blank, addLabel, emptyText }: ItemTableProps) {
  const { t } = useWords()
  const [removed, setRemoved] = useState<string | null>(null)
  const items = (row.data[list] as readonly Item[] | undefined) ?? []
  const remove = (id: string) => {
    setRemoved(id)
    void edit(row.id, { op: 'remove', list, id })
  }
  const restore = () => {
    if (removed) void edit(row.id, { op: 'restore', list, id: removed })
    setRemoved(null)
  }
  return (
    <div className="item-table-wrap">
      {items.length === 0 ? (
        <p className="muted">{emptyText}</p>
      ) : (
        <table className="item-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.field} className={column.wide ? 'wide' : column.narrow ? 'narrow' : undefined}>
                  {t(`field.${column.field}`)}
                </th>
              ))}
              <th aria-label={t('common.remove')} />
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                {columns.map((column) => (
                  <td key={column.field}>
                    <RecordField
                      row={row}
                      field={column.field}
                      kind={column.kind ?? 'text'}
                      {...(column.choices && { choices: column.choices })}
                      item={{ list, item }}
                    />
                  </td>
                ))}
                <td>
                  <button type="button" className="icon-button" aria-label={t('common.remove')} onClick={() => remove(item.id)}>
                    <Trash2 size={15} aria-hidden="true" />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="row-actions">
        <button
          type="button"
          className="button button-small"
          onClick={() => void edit(row.id, { op: 'put', list, item: { id: newItemId(), ...blank } })}
        >
          <Plus size={14} aria-hidden="true" /> {addLabel}
        </button>
        {removed && (
          <button type="button" className="button button-small" onClick={restore}>
            <Undo2 size={14} aria-hidden="true" /> {t('common.undoRemove')}
          </button>
        )}
      </div>
    </div>
  )
}
