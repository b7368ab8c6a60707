/** A commitment: who has to act, by when, and its history over every trip. */
import { Link } from 'wouter'
import { commitmentStates } from '#shared/domain/commitment.ts'
import { DeleteRecord } from '../../app/delete-record.tsx'
import { useDesk, useRow } from '../../app/desk-store.ts'
import { ExportButton } from '../../app/export/export-button.tsx'
import { fieldLook } from '../../app/field-look.ts'
import { ItemTable } from '../../app/item-table.tsx'
import { NotesField } from '../../app/notes-field.tsx'
import { RecordDate } from '../../app/record-date.tsx'
import { RecordField } from '../../app/record-field.tsx'
import { RecordTrail } from '../../app/record-trail.tsx'
import { CountryPicker } from '../../app/reference-picker.tsx'
import { SaveStateChip } from '../../app/save-state.tsx'
import { isOpenCommitment, itemsOf, textOf } from '../../app/selectors.ts'
import { commitmentTone } from '../../app/state-tones.ts'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section } from '../../components/section.tsx'

export function CommitmentScreen({ id }: { id: string }) {
  const words = useWords()
  const { t } = words
  const row = useRow(id)
  const rows = useDesk((state) => state.rows)
  if (!row || row.data.deleted === true) return <EmptyState title={t('dossier.missing')} hint={t('dossier.missingHint')} />
  return (
    <div className="page">
      <header className="dossier-head">
        <div className="dossier-line">
          <Chip tone={commitmentTone(row.data.state)}>{t(`value.commitmentState.${row.data.state}`)}</Chip>
          <Chip>{t(`value.commitmentKind.${row.data.kind}`)}</Chip>
          {isOpenCommitment(row) && !row.data.owner && <Chip tone="warn">{t('commitment.noOwnerChip')}</Chip>}
          {isOpenCommitment(row) && !row.data.due && <Chip tone="warn">{t('commitment.noDueChip')}</Chip>}
          <SaveStateChip row={row} />
          <span className="spacer" />
          <DeleteRecord row={row} after="/commitments" />
          <ExportButton target={{ of: 'record', id: row.id }} />
        </div>
        <h1>{words.title(row.data)}</h1>
      </header>
      <Section title={t('commitment.duty')}>
        <div className="fields">
          {['title', 'state', 'kind', 'owner', 'ownerName', 'leadUnit', 'beneficiary', 'due', 'mark'].map((field) => (
            <RecordField key={field} row={row} field={field} {...fieldLook('commitment', field)} />
          ))}
        </div>
        <CountryPicker row={row} />
        <div className="fields fields-wide">
          <RecordField row={row} field={words.language === 'en' && row.data.detailEn ? 'detailEn' : 'detail'} kind="long" />
          <RecordField row={row} field="nextStep" kind="long" />
        </div>
      </Section>
      <Section title={t('commitment.thread')}>
        <ol className="thread" data-testid="thread">
          {itemsOf(row, 'updates').map((update) => {
            const trip = rows.get(String(update.delegationId))
            return (
              <li key={update.id}>
                <p className="thread-when">
                  <span>
                    <RecordDate from={update.date} />
                  </span>
                  {trip && <Link href={`/delegations/${trip.id}`}>{words.title(trip.data)}</Link>}
                  {update.state && <Chip>{t(`value.commitmentState.${update.state}`)}</Chip>}
                </p>
                <p>{words.title(update, 'text')}</p>
                {update.sourceId && (
                  <p className="muted">
                    {t('commitment.source')}{' '}
                    <Link href={`/records/${update.sourceId}`}>{textOf(rows.get(String(update.sourceId)), 'title')}</Link>
                  </p>
                )}
              </li>
            )
          })}
        </ol>
        <details>
          <summary>{t('commitment.editThread')}</summary>
          <ItemTable
            row={row}
            list="updates"
            columns={[
              { field: 'date', kind: 'date' },
              { field: 'text', kind: 'long', wide: true },
              { field: 'state', kind: 'choice', choices: { name: 'commitmentState', values: commitmentStates } }
            ]}
            blank={{ date: null, delegationId: null, eventId: null, text: '', textEn: null, state: null, sourceId: null }}
            addLabel={t('commitment.addUpdate')}
            emptyText={t('commitment.noUpdates')}
          />
        </details>
      </Section>
      <Section title={t('field.notes')}>
        <NotesField row={row} field="notes" rows={4} />
      </Section>
      <RecordTrail row={row} />
    </div>
  )
}
