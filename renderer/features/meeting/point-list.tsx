import { Check, Handshake } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Link } from 'wouter'
import type { Item } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { useDesk } from '../../app/desk-store.ts'
import { RecordField } from '../../app/record-field.tsx'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'

/** Points that were written but are not on the laptop's disk yet: never out of sight. */
function useWaitingPoints(recordId: string): readonly Item[] {
  const pending = useDesk((state) => state.pending)
  return pending.flatMap(({ wish, state }) =>
    state === 'waiting' && wish.type === 'edit' && wish.id === recordId
      ? wish.operations.flatMap((operation) => (operation.op === 'put' && operation.list === 'points' ? [operation.item] : []))
      : []
  )
}

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
  const waiting = useWaitingPoints(row.id)
  if (points.length + waiting.length === 0) return <p className="muted">{t('meeting.noPoints')}</p>
  const move = (event: KeyboardEvent<HTMLLIElement>) => {
    if (event.target !== event.currentTarget) return
    const next =
      event.key === 'ArrowDown'
        ? event.currentTarget.nextElementSibling
        : event.key === 'ArrowUp'
          ? event.currentTarget.previousElementSibling
          : null
    if (!(next instanceof HTMLElement)) return
    event.preventDefault()
    next.focus()
  }
  return (
    <ol className="point-list" data-testid="points">
      {points.map((point) => (
        <li
          key={point.id}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move between points, F8 and F9 act on the one in focus
          tabIndex={0}
          className={`point point-${point.side}${point.id === selected ? ' point-selected' : ''}`}
          onFocus={() => onSelect(point.id)}
          onKeyDown={move}
        >
          <div className="point-head">
            <Chip tone={point.side === 'vn' ? 'accent' : 'plain'}>{t(`value.side.${point.side}`)}</Chip>
            {point.speaker && <strong>{point.speaker}</strong>}
            <span className="spacer" />
            <button
              type="button"
              className="button button-small"
              aria-pressed={point.agreed === true}
              onClick={() => onToggle(point)}
            >
              <Check size={13} aria-hidden="true" /> {t('meeting.agreed')}
            </button>
            {point.commitmentId ? (
              <Link className="button button-small" href={`/commitments/${point.commitmentId}`}>
                <Handshake size={13} aria-hidden="true" /> {t('meeting.openCommitment')}
              </Link>
            ) : (
              <button type="button" className="button button-small" onClick={() => onCommit(point)}>
                <Handshake size={13} aria-hidden="true" /> {t('meeting.makeCommitment')}
              </button>
            )}
          </div>
          <RecordField row={row} field="text" kind="long" item={{ list: 'points', item: point }} label={t('meeting.point')} />
        </li>
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
  )
}
