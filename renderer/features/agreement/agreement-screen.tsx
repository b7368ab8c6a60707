/** An agreement: what it is, how it stands, what went before it, and where sources disagree about it. */
import { Link } from 'wouter'
import { treatyWords } from '#shared/domain/agreement.ts'
import type { Row } from '#shared/sync/row.ts'
import { DeleteRecord } from '../../app/delete-record.tsx'
import { useRow, useRows } from '../../app/desk-store.ts'
import { fieldLook } from '../../app/field-look.ts'
import { ItemTable } from '../../app/item-table.tsx'
import { NotesField } from '../../app/notes-field.tsx'
import { RecordField } from '../../app/record-field.tsx'
import { RecordTrail } from '../../app/record-trail.tsx'
import { CountryPicker, RecordPicker } from '../../app/reference-picker.tsx'
import { SaveStateChip } from '../../app/save-state.tsx'
import { textOf } from '../../app/selectors.ts'
import { agreementTone } from '../../app/state-tones.ts'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section } from '../../components/section.tsx'

export function AgreementScreen({ id }: { id: string }) {
  const words = useWords()
  const { t } = words
  const row = useRow(id)
  const agreements = useRows('agreement')
  const signings = useRows('event').filter((event) => event.data.kind === 'signing')
  if (!row || row.data.deleted === true) return <EmptyState title={t('dossier.missing')} hint={t('dossier.missingHint')} />
  const chain = chainOf(row, agreements)
  const treaty = treatyWords.find((word) => textOf(row, 'title').toLowerCase().includes(word))
  return (
    <div className="page">
      <header className="dossier-head">
        <div className="dossier-line">
          <Chip tone={agreementTone(row.data.state)}>{t(`value.agreementState.${row.data.state}`)}</Chip>
          <Chip>{t(`value.agreementType.${row.data.type}`)}</Chip>
          <SaveStateChip row={row} />
          <span className="spacer" />
          <DeleteRecord row={row} after="/agreements" />
        </div>
        <h1>{words.title(row.data)}</h1>
      </header>
      {treaty && <p className="banner">{t('agreement.treatyWord', { word: treaty })}</p>}
      <Section title={t('agreement.basics')}>
        <div className="fields">
          {[
            'title',
            'titleEn',
            'type',
            'state',
            'signedOn',
            'signedAt',
            'periodFrom',
            'periodTo',
            'originalLocation',
            'mark'
          ].map((field) => (
            <RecordField key={field} row={row} field={field} {...fieldLook('agreement', field)} />
          ))}
        </div>
        <div className="fields">
          <CountryPicker row={row} />
          <RecordPicker row={row} field="predecessorId" options={agreements.filter((one) => one.id !== row.id)} />
          <RecordPicker row={row} field="signingEventId" options={signings} />
        </div>
        <RecordField row={row} field="evaluation" kind="long" />
      </Section>
      {chain.length > 1 && (
        <Section title={t('agreement.chain')}>
          <ol className="chain">
            {chain.map((one) => (
              <li key={one.id} aria-current={one.id === id ? 'true' : undefined}>
                <strong>{words.range(one.data.periodFrom, one.data.periodTo) || t('field.unknown')}</strong>
                <Link href={`/agreements/${one.id}`}>{words.title(one.data)}</Link>
              </li>
            ))}
          </ol>
        </Section>
      )}
      <Section title={t('agreement.areas')}>
        <ItemTable
          row={row}
          list="areas"
          columns={[
            { field: 'text', wide: true },
            { field: 'proposedBy', kind: 'choice', choices: { name: 'side', values: ['vn', 'partner'] } }
          ]}
          blank={{ text: '', priority: false, proposedBy: null }}
          addLabel={t('agreement.addArea')}
          emptyText={t('agreement.noAreas')}
        />
      </Section>
      <Section title={t('agreement.parties')}>
        <ItemTable
          row={row}
          list="parties"
          columns={[
            { field: 'side', kind: 'choice', choices: { name: 'side', values: ['vn', 'partner'] } },
            { field: 'name', wide: true }
          ]}
          blank={{ side: 'partner', name: '', organisationId: null }}
          addLabel={t('agreement.addParty')}
          emptyText={t('agreement.noParties')}
        />
        <ItemTable
          row={row}
          list="signatories"
          columns={[
            { field: 'side', kind: 'choice', choices: { name: 'side', values: ['vn', 'partner'] } },
            { field: 'name' },
            { field: 'post', wide: true }
          ]}
          blank={{ side: 'partner', name: '', post: null }}
          addLabel={t('agreement.addSignatory')}
          emptyText={t('agreement.noSignatories')}
        />
      </Section>
      <Section title={t('field.notes')}>
        <NotesField row={row} field="notes" rows={4} />
      </Section>
      <RecordTrail row={row} />
    </div>
  )
}

/** From the first forerunner to the last successor; a loop in the data ends the walk. */
function chainOf(row: Row, agreements: readonly Row[]): Row[] {
  const chain = [row]
  for (let first = chain[0]; first; ) {
    const before = agreements.find((one) => one.id === first?.data.predecessorId && !chain.includes(one))
    if (before) chain.unshift(before)
    first = before
  }
  for (let last = chain.at(-1); last; ) {
    const after = agreements.find((one) => one.data.predecessorId === last?.id && !chain.includes(one))
    if (after) chain.push(after)
    last = after
  }
  return chain
}
