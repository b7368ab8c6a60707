import { Link } from 'wouter'
import type { Row } from '#shared/sync/row.ts'
import { useRows } from '../../app/desk-store.ts'
import { ItemTable } from '../../app/item-table.tsx'
import { RecordField } from '../../app/record-field.tsx'
import { commitmentsOf, countryCodesOf, isOpenCommitment, itemsOf } from '../../app/selectors.ts'
import { agreementTone, commitmentTone } from '../../app/state-tones.ts'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'
import { Section } from '../../components/section.tsx'

/** What came of the trip, and what is still open with the same countries from before. */
export function OutcomesTab({ row }: { row: Row }) {
  const words = useWords()
  const { t } = words
  const commitments = useRows('commitment')
  const agreements = useRows('agreement')
  const here = commitmentsOf(commitments, row.id)
  const codes = countryCodesOf(row)
  const before = commitments.filter(
    (one) =>
      !here.includes(one) && isOpenCommitment(one) && itemsOf(one, 'countries').some((country) => codes.includes(country.id))
  )
  const signed = agreements.filter(
    (one) => one.id === row.data.agreementId || itemsOf(one, 'countries').some((country) => codes.includes(country.id))
  )
  return (
    <>
      <Section title={t('outcomes.commitments')}>
        <CommitmentList rows={here} empty={t('outcomes.noCommitments')} />
      </Section>
      {before.length > 0 && (
        <Section title={t('outcomes.openBefore')}>
          <CommitmentList rows={before} empty="" />
        </Section>
      )}
      <Section title={t('outcomes.agreements')}>
        {signed.length === 0 ? (
          <p className="muted">{t('outcomes.noAgreements')}</p>
        ) : (
          <ul className="linked-list">
            {signed.map((one) => (
              <li key={one.id}>
                <Link href={`/agreements/${one.id}`}>{words.title(one.data)}</Link>
                <Chip tone={agreementTone(one.data.state)}>{t(`value.agreementState.${one.data.state}`)}</Chip>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('outcomes.results')}>
        <div className="fields fields-wide">
          <RecordField row={row} field="resultSummary" kind="long" />
          <RecordField row={row} field="lessons" kind="long" />
        </div>
      </Section>
      <Section title={t('outcomes.proposals')}>
        <ItemTable
          row={row}
          list="proposals"
          columns={[{ field: 'text', wide: true }, { field: 'leadUnit' }, { field: 'due', kind: 'date' }]}
          blank={{ text: '', leadUnit: null, due: null }}
          addLabel={t('outcomes.addProposal')}
          emptyText={t('outcomes.noProposals')}
        />
      </Section>
    </>
  )
}

function CommitmentList({ rows, empty }: { rows: readonly Row[]; empty: string }) {
  const words = useWords()
  if (rows.length === 0) return <p className="muted">{empty}</p>
  return (
    <ul className="linked-list">
      {rows.map((one) => (
        <li key={one.id}>
          <Link href={`/commitments/${one.id}`}>{words.title(one.data)}</Link>
          <span className="muted">
            {one.data.owner ? words.t(`value.owner.${one.data.owner}`) : words.t('commitment.noOwner')}
          </span>
          <Chip tone={commitmentTone(one.data.state)}>{words.t(`value.commitmentState.${one.data.state}`)}</Chip>
        </li>
      ))}
    </ul>
  )
}
