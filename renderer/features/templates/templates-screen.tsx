/** The office's own wording and letter head for each kind of document, beside the page that comes of it. */
import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import { Link } from 'wouter'
import { placeholders, templateFor } from '#shared/documents/apply-template.ts'
import {
  buildDocument,
  type DocumentKind,
  documentKinds,
  isDocumentKind,
  subjectOfKind
} from '#shared/documents/build-document.ts'
import { ExportRefused } from '#shared/documents/export-guard.ts'
import type { Row } from '#shared/sync/row.ts'
import { createNew, edit, newId } from '../../app/desk-client.ts'
import { useDesk, useRows } from '../../app/desk-store.ts'
import { DocumentPreview } from '../../app/export/document-preview.tsx'
import { TemplateProblems } from '../../app/export/template-problems.tsx'
import { ItemTable } from '../../app/item-table.tsx'
import { localDay } from '../../app/local-day.ts'
import { RecordField } from '../../app/record-field.tsx'
import { useWords } from '../../app/use-words.ts'
import { Section } from '../../components/section.tsx'

const short = ['governing', 'issuing', 'place', 'symbol', 'documentType', 'signer'] as const
const long = ['authority', 'recipients', 'opening', 'closing', 'order'] as const

export function TemplatesScreen({ kind: chosen }: { kind: string }) {
  const { t } = useWords()
  const kind: DocumentKind = isDocumentKind(chosen) ? chosen : 'trip-report'
  const templates = useRows('template')
  const template = templateFor(templates, kind) ?? templates.find((one) => one.data.documentKind === kind)
  const make = () => void createNew(newId('template'), { title: t(`export.kindValue.${kind}`), documentKind: kind, inUse: true })
  return (
    <div className="page">
      <header className="dossier-head">
        <div className="dossier-line">
          <Link href="/settings">← {t('settings.title')}</Link>
        </div>
        <h1>{t('templates.title')}</h1>
        <p className="dossier-sub">{t('templates.hint')}</p>
      </header>
      <nav className="tabs" aria-label={t('export.kind')}>
        {documentKinds.map((one) => (
          <Link key={one} href={`/templates/${one}`} aria-current={one === kind ? 'page' : undefined}>
            {t(`export.kindValue.${one}`)}
            {templates.some((row) => row.data.documentKind === one && row.data.inUse !== false) && ' •'}
          </Link>
        ))}
      </nav>
      <div className="packet-columns">
        <div className="packet-choices">
          {template ? (
            <TemplateForm row={template} kind={kind} />
          ) : (
            <Section title={t(`export.kindValue.${kind}`)}>
              <p className="muted">{t('templates.builtIn')}</p>
              <button type="button" className="button button-primary" onClick={make}>
                <Plus size={15} aria-hidden="true" /> {t('templates.make')}
              </button>
            </Section>
          )}
        </div>
        <Result kind={kind} />
      </div>
    </div>
  )
}

function TemplateForm({ row, kind }: { row: Row; kind: DocumentKind }) {
  const { t } = useWords()
  return (
    <>
      <Section title={t('templates.head')}>
        <label className="part-list">
          <input
            type="checkbox"
            checked={row.data.inUse !== false}
            onChange={(event) => void edit(row.id, { op: 'set', field: 'inUse', value: event.target.checked })}
          />{' '}
          {t('field.inUse')}
        </label>
        <div className="fields">
          {short.map((field) => (
            <RecordField key={field} row={row} field={field} label={t(`templates.field.${field}`)} />
          ))}
        </div>
        <p className="muted">{t('templates.placeholders', { names: placeholders.map((one) => `{${one}}`).join(', ') })}</p>
      </Section>
      <Section title={t('templates.text')}>
        <div className="fields fields-wide">
          {long
            .filter((field) => field !== 'order' || kind !== 'packet')
            .map((field) => (
              <RecordField key={field} row={row} field={field} kind="long" label={t(`templates.field.${field}`)} />
            ))}
        </div>
      </Section>
      <Section title={t('templates.wording')}>
        <ItemTable
          row={row}
          list="wording"
          columns={[{ field: 'from' }, { field: 'to' }]}
          blank={{ from: '', to: '' }}
          addLabel={t('templates.addWording')}
          emptyText={t('templates.noWording')}
        />
      </Section>
    </>
  )
}

/** Made of the latest record that there is, as it would be printed. */
function Result({ kind }: { kind: DocumentKind }) {
  const { t } = useWords()
  const rows = useDesk((state) => state.rows)
  const office = useDesk((state) => state.session?.settings)
  const all = useMemo(() => Array.from(rows.values()), [rows])
  const built = useMemo(() => {
    const subject = subjectFor(kind, all)
    if (!subject || !office) return null
    try {
      return buildDocument(kind, { subject, rows: all, today: localDay(new Date()), office })
    } catch (error) {
      if (error instanceof ExportRefused) return null
      throw error
    }
  }, [kind, all, office])
  if (!built) return <p className="muted">{t('templates.nothingToShow')}</p>
  return (
    <div>
      <TemplateProblems problems={built.problems} />
      <DocumentPreview model={built.model} />
    </div>
  )
}

function subjectFor(kind: DocumentKind, rows: readonly Row[]) {
  const subject = subjectOfKind(kind)
  if (subject === 'office') return { of: 'office' as const, country: null, year: new Date().getFullYear() }
  const wanted = subject === 'delegation' ? 'delegation' : 'event'
  const found = rows
    .filter(
      (row) => row.kind === wanted && row.data.deleted !== true && (kind !== 'reception-plan' || row.data.direction === 'inbound')
    )
    .sort((a, b) => (String(a.data.startDate ?? a.data.date ?? '') < String(b.data.startDate ?? b.data.date ?? '') ? 1 : -1))
  return found[0] ? { of: 'record' as const, id: found[0].id } : null
}
