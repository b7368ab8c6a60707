/** The points of a meeting in order; what waits to be saved stands at the end, and what was taken out can be brought back. */
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Item } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { edit } from '../../app/desk-client.ts'
import { useDesk } from '../../app/desk-store.ts'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'
import { PointItem } from './point-item.tsx'

export interface PointListProps {
  readonly row: Row
  readonly points: readonly Item[]
  readonly selected: string | null
  readonly onSelect: (id: string) => void
  readonly onToggle: (point: Item) => void
  readonly onCommit: (point: Item) => void
}

export function PointList({ row, points, selected, onSelect, onToggle, onCommit }: PointListProps) {
  const { t } = useWords()
  const [removed, setRemoved] = useState<string | null>(null)
  const waiting = useWaitingPoints(row.id)
  const remove = (id: string) => {
    setRemoved(id)
    void edit(row.id, { op: 'remove', list: 'points', id })
  }
  const restore = () => {
    if (removed) void edit(row.id, { op: 'restore', list: 'points', id: removed })
    setRemoved(null)
  }
  return (
    <>
      {points.length + waiting.length === 0 && <p className="muted">{t('meeting.noPoints')}</p>}
      <ol className="point-list" data-testid="points">
        {points.map((point) => (
          <PointItem
            key={point.id}
            row={row}
            point={point}
            isSelected={point.id === selected}
            onSelect={() => onSelect(point.id)}
            onToggle={() => onToggle(point)}
            onCommit={() => onCommit(point)}
            onRemove={() => remove(point.id)}
          />
        ))}
        {waiting.map((point) => (
          <li key={point.id} className="point point-waiting">
            <div className="point-head">
              <Chip tone="bad">{t('save.unsaved')}</Chip>
              {point.speaker && <strong>{point.speaker}</strong>}
            </div>
            <p>{point.text}</p>
          </li>
        ))}
      </ol>
      {removed && (
        <button type="button" className="button button-small" onClick={restore}>
          <Undo2 size={14} aria-hidden="true" /> {t('common.undoRemove')}
        </button>
      )}
    </>
  )
}

/** Points that were written but are not on the laptop's disk yet: never out of sight. */
function useWaitingPoints(recordId: string): readonly Item[] {
  const pending = useDesk((state) => state.pending)
  return pending.flatMap(({ wish, state }) =>
    state === 'waiting' && wish.type === 'edit' && wish.id === recordId
      ? wish.operations.flatMap((operation) => (operation.op === 'put' && operation.list === 'points' ? [operation.item] : []))
      : []
  )
}
