/** A person, an organisation, a country, a source or a paper: what is kept about it and where it comes up. */
import { Link } from 'wouter'
import { attachmentLists } from '#shared/domain/attachment.ts'
import type { FieldValue, Item } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { Attachments } from '../../app/attachments/attachments.tsx'
import { useDesk, useRow } from '../../app/desk-store.ts'
import { FactsTable } from '../../app/facts-table.tsx'
import { fieldLook } from '../../app/field-look.ts'
import { NotesField } from '../../app/notes-field.tsx'
import { pathOf } from '../../app/paths.ts'
import { RecordDate } from '../../app/record-date.tsx'
import { RecordField } from '../../app/record-field.tsx'
import { RecordTrail } from '../../app/record-trail.tsx'
import { SaveStateChip } from '../../app/save-state.tsx'
import { itemsOf } from '../../app/selectors.ts'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section } from '../../components/section.tsx'

const ofEveryRecord = new Set(['mark', 'deleted', 'claims', 'choices', 'sources', 'translations'])
/** Shown as files and not as a table. */
const filesOf = (row: Row) => attachmentLists[row.kind]
const mergedText: Readonly<Partial<Record<Row['kind'], string>>> = {
  person: 'biography',
  organisation: 'profile',
  country: 'profile',
  source: 'note',
  paper: 'text'
}

export function RecordScreen({ id }: { id: string }) {
  const words = useWords()
  const { t } = words
  const row = useRow(id)
  const rows = useDesk((state) => state.rows)
  if (!row || row.data.deleted === true) return <EmptyState title={t('dossier.missing')} hint={t('dossier.missingHint')} />
  const long = mergedText[row.kind]
  const files = filesOf(row)
  const fields = Object.entries(row.data).filter(([field]) => !ofEveryRecord.has(field) && field !== long && field !== files)
  const mentions = Array.from(rows.values()).filter(
    (one) => one.id !== row.id && one.data.deleted !== true && mentionsId(one, row.id)
  )
  return (
    <div className="page">
      <header className="dossier-head">
        <div className="dossier-line">
          <Chip tone="accent">{t(`kind.${row.kind}`)}</Chip>
          <SaveStateChip row={row} />
        </div>
        <h1>{words.title(row.data)}</h1>
      </header>
      <Section title={t('dossier.basics')}>
        <div className="fields">
          {fields.map(([field, value]) =>
            Array.isArray(value) ? null : <RecordField key={field} row={row} field={field} {...fieldLook(row.kind, field)} />
          )}
        </div>
        {long && (
          <div className="setting">
            <span>{t(`field.${long}`)}</span>
            <NotesField row={row} field={long} rows={4} />
          </div>
        )}
      </Section>
      {row.kind === 'country' && (
        <Section title={t('facts.title')}>
          <FactsTable row={row} />
        </Section>
      )}
      {fields.map(([field, value]) =>
        field !== 'facts' && Array.isArray(value) && value.length > 0 ? (
          <ListSection key={field} field={field} items={value} />
        ) : null
      )}
      {files && (
        <Section title={t(`field.${files}`)}>
          <Attachments row={row} list={files} />
        </Section>
      )}
      <Section title={t('record.mentions')}>
        {mentions.length === 0 && <p className="muted">{t('record.noMentions')}</p>}
        <ul className="linked-list">
          {mentions.map((one) => (
            <li key={one.id}>
              <Link href={pathOf(one)}>{words.title(one.data)}</Link>
              <span className="muted">{roleIn(one, row.id)}</span>
              <Chip>{t(`kind.${one.kind}`)}</Chip>
            </li>
          ))}
        </ul>
      </Section>
      <RecordTrail row={row} />
    </div>
  )
}

function ListSection({ field, items }: { field: string; items: readonly Item[] }) {
  const words = useWords()
  const rows = useDesk((state) => state.rows)
  const columns = Array.from(new Set(items.flatMap((item) => Object.keys(item)))).filter((column) => column !== 'id')
  const show = (column: string, value: Item[string] | undefined) => {
    if (value === null || value === undefined) return words.t('field.unknown')
    const linked = column.endsWith('Id') ? rows.get(String(value)) : undefined
    if (linked) return words.title(linked.data)
    return fieldLook('person', column).kind === 'date' ? <RecordDate from={value} /> : String(value)
  }
  return (
    <Section title={words.t(`field.${field}`)}>
      <table className="item-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column}>{words.t(`field.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              {columns.map((column) => (
                <td key={column}>{show(column, item[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function mentionsId(row: Row, id: string): boolean {
  return Object.values(row.data).some((value) => value === id || (Array.isArray(value) && itemWith(value, id) !== undefined))
}

const itemWith = (value: FieldValue, id: string): Item | undefined =>
  Array.isArray(value) ? value.find((item) => Object.values(item).includes(id)) : undefined

/** The post under which a person appears there. */
function roleIn(row: Row, id: string): string {
  for (const list of ['members', 'participants', 'hosts', 'signatories']) {
    const item = itemWith(itemsOf(row, list), id)
    if (typeof item?.post === 'string') return item.post
  }
  return ''
}
