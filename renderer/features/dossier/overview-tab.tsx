import type { Row } from '#shared/sync/row.ts'
import { fieldLook } from '../../app/field-look.ts'
import { ItemTable } from '../../app/item-table.tsx'
import { NotesField } from '../../app/notes-field.tsx'
import { RecordField } from '../../app/record-field.tsx'
import { useWords } from '../../app/use-words.ts'
import { Section } from '../../components/section.tsx'

const basics = ['title', 'titleEn', 'direction', 'type', 'startDate', 'endDate', 'headCount', 'mark']
const bases = [
  'programmeName',
  'programmeLevel',
  'parentVisit',
  'mandate',
  'decisionNumber',
  'decisionDate',
  'relationLevel',
  'reportDays',
  'reportedOn'
]

export function OverviewTab({ row }: { row: Row }) {
  const { t, language } = useWords()
  const fields = (names: readonly string[]) =>
    names.map((field) => <RecordField key={field} row={row} field={field} {...fieldLook(row.kind, field)} />)
  return (
    <>
      <Section title={t('dossier.basics')}>
        <div className="fields">{fields(row.data.direction === 'inbound' ? [...basics, 'partnerCountry'] : basics)}</div>
      </Section>
      <Section title={t('dossier.purpose')}>
        <div className="fields fields-wide">
          {fields([language === 'en' && row.data.purposeEn ? 'purposeEn' : 'purpose', 'composition'])}
        </div>
      </Section>
      <Section title={t('dossier.legs')}>
        <ItemTable
          row={row}
          list="legs"
          columns={[
            { field: 'country', kind: 'country' },
            { field: 'city' },
            { field: 'from', kind: 'date' },
            { field: 'to', kind: 'date' },
            { field: 'timeZone' }
          ]}
          blank={{ country: 'FR', city: null, from: null, to: null, timeZone: null }}
          addLabel={t('dossier.addLeg')}
          emptyText={t('dossier.noLegs')}
        />
      </Section>
      <Section title={t('dossier.bases')}>
        <div className="fields">{fields(bases)}</div>
      </Section>
      <Section title={t('field.notes')}>
        <NotesField row={row} field="notes" />
      </Section>
    </>
  )
}
