/** Where two people wrote different things without knowing of each other: both shown, one chosen by a person. */
import { useLocation } from 'wouter'
import type { Item } from '#shared/domain/record.ts'
import { edit } from '../../app/desk-client.ts'
import { useDesk } from '../../app/desk-store.ts'
import { fieldLook } from '../../app/field-look.ts'
import { pathOf } from '../../app/paths.ts'
import { RecordField } from '../../app/record-field.tsx'
import { useWords } from '../../app/use-words.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section } from '../../components/section.tsx'

export function ConflictsScreen() {
  const { t, title, moment } = useWords()
  const [, navigate] = useLocation()
  const rows = useDesk((state) => state.rows)
  const deleted = Array.from(rows.values()).filter((row) => row.data.deleted === true)
  const conflicted = Array.from(rows.values()).filter((row) => row.conflicts.length > 0 && row.data.deleted !== true)
  return (
    <div className="page">
      <header className="screen-head">
        <div>
          <h1>{t('conflict.title')}</h1>
          <p className="muted">{t('conflict.lead')}</p>
        </div>
      </header>
      {conflicted.length === 0 && <EmptyState title={t('conflict.none')} hint={t('conflict.noneHint')} />}
      {deleted.length > 0 && (
        <Section title={t('record.deletedTitle')}>
          <ul className="linked-list">
            {deleted.map((row) => (
              <li key={row.id}>
                <span>{title(row.data)}</span>
                <span className="muted">{t('conflict.from', { author: row.updated.author, at: moment(row.updated.time) })}</span>
                <button
                  type="button"
                  className="button button-small"
                  onClick={() => void edit(row.id, { op: 'set', field: 'deleted', value: false })}
                >
                  {t('record.bringBack')}
                </button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {conflicted.map((row) => (
        <section key={row.id} className="card" data-testid="conflict-card">
          <header className="card-head">
            <h2>{title(row.data)}</h2>
            <button type="button" className="link-button" onClick={() => navigate(pathOf(row))}>
              {t('conflict.openRecord')}
            </button>
          </header>
          {row.conflicts.map((conflict) => {
            const item =
              conflict.item &&
              (row.data[conflict.item.list] as readonly Item[] | undefined)?.find((one) => one.id === conflict.item?.id)
            return (
              <RecordField
                key={`${conflict.item?.id ?? ''}.${conflict.field}`}
                row={row}
                field={conflict.field}
                {...fieldLook(row.kind, conflict.field)}
                {...(conflict.item && item && { item: { list: conflict.item.list, item } })}
              />
            )
          })}
        </section>
      ))}
    </div>
  )
}
