/** One point: whose it is, who said it, what was said; agreed, internal, made a commitment, or taken out. */
import { Check, EyeOff, Handshake, Trash2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Link } from 'wouter'
import { likelihoods, pointPurposes } from '#shared/domain/event.ts'
import type { Item, Scalar } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { edit } from '../../app/desk-client.ts'
import { RecordField } from '../../app/record-field.tsx'
import { useWords } from '../../app/use-words.ts'

export interface PointItemProps {
  readonly row: Row
  readonly point: Item
  readonly isSelected: boolean
  readonly onSelect: () => void
  readonly onToggle: () => void
  readonly onCommit: () => void
  readonly onRemove: () => void
}

export function PointItem({ row, point, isSelected, onSelect, onToggle, onCommit, onRemove }: PointItemProps) {
  const { t } = useWords()
  const set = (field: string, value: Scalar) => void edit(row.id, { op: 'set-item', list: 'points', id: point.id, field, value })
  return (
    <li
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move between points, F8 and F9 act on the one in focus
      tabIndex={0}
      className={`point point-${point.side}${isSelected ? ' point-selected' : ''}${point.internal === true ? ' point-internal' : ''}`}
      onFocus={onSelect}
      onKeyDown={moveFocus}
    >
      <div className="point-head">
        <select
          className="side-select"
          aria-label={t('field.side')}
          value={String(point.side)}
          onChange={(event) => set('side', event.target.value)}
        >
          {(['vn', 'partner', 'both'] as const).map((side) => (
            <option key={side} value={side}>
              {t(`value.side.${side}`)}
            </option>
          ))}
        </select>
        <select
          className={point.purpose ? 'side-select' : 'side-select when-near'}
          aria-label={t('field.purpose')}
          value={String(point.purpose ?? '')}
          onChange={(event) => set('purpose', event.target.value || null)}
        >
          <option value="">{t('value.pointPurpose.none')}</option>
          {pointPurposes.map((purpose) => (
            <option key={purpose} value={purpose}>
              {t(`value.pointPurpose.${purpose}`)}
            </option>
          ))}
        </select>
        {point.purpose && (
          <select
            className="side-select"
            aria-label={t('field.likelihood')}
            value={String(point.likelihood ?? '')}
            onChange={(event) => set('likelihood', event.target.value || null)}
          >
            <option value="">{t('value.likelihood.none')}</option>
            {likelihoods.map((one) => (
              <option key={one} value={one}>
                {t(`value.likelihood.${one}`)}
              </option>
            ))}
          </select>
        )}
        <span className="point-speaker">
          <RecordField row={row} field="speaker" item={{ list: 'points', item: point }} />
        </span>
        <button type="button" className="button button-small" aria-pressed={point.agreed === true} onClick={onToggle}>
          <Check size={13} aria-hidden="true" /> {t('meeting.agreed')}
        </button>
        {point.commitmentId ? (
          <Link className="button button-small" href={`/commitments/${point.commitmentId}`}>
            <Handshake size={13} aria-hidden="true" /> {t('meeting.openCommitment')}
          </Link>
        ) : (
          <button type="button" className="button button-small when-near" onClick={onCommit}>
            <Handshake size={13} aria-hidden="true" /> {t('meeting.makeCommitment')}
          </button>
        )}
        <button
          type="button"
          className="button button-small when-near"
          aria-pressed={point.internal === true}
          aria-label={t('field.internal')}
          title={`${t('field.internal')}: ${t('meeting.internalHint')}`}
          onClick={() => set('internal', point.internal !== true)}
        >
          <EyeOff size={13} aria-hidden="true" />
        </button>
        <button type="button" className="icon-button when-near" aria-label={t('common.remove')} onClick={onRemove}>
          <Trash2 size={14} aria-hidden="true" />
        </button>
      </div>
      <RecordField row={row} field="text" kind="long" item={{ list: 'points', item: point }} label={t('meeting.point')} />
    </li>
  )
}

function moveFocus(event: KeyboardEvent<HTMLLIElement>): void {
  if (event.target !== event.currentTarget) return
  const { nextElementSibling, previousElementSibling } = event.currentTarget
  const next = event.key === 'ArrowDown' ? nextElementSibling : event.key === 'ArrowUp' ? previousElementSibling : null
  if (!(next instanceof HTMLElement)) return
  event.preventDefault()
  next.focus()
}
