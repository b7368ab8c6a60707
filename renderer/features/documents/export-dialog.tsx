/** Takes records to paper: which document, which formats, where to; says where the file is, or why there is none. */
import { Archive } from 'lucide-react'
import { useState } from 'react'
import {
  type BuiltDocument,
  buildDocument,
  type DocumentKind,
  type DocumentSubject,
  formatsOf,
  languagesOf,
  type PaperLanguage
} from '#shared/documents/build-document.ts'
import { ExportRefused } from '#shared/documents/export-guard.ts'
import type { DocumentFormat } from '#shared/documents/formats.ts'
import { call, whenSaved } from '../../app/desk-client.ts'
import { useDesk } from '../../app/desk-store.ts'
import { ExportOutcomes } from '../../app/export/export-outcomes.tsx'
import { type ExportTarget, kindsOf } from '../../app/export/export-target.ts'
import { FigureDoubts } from '../../app/export/figure-doubts.tsx'
import { TemplateProblems } from '../../app/export/template-problems.tsx'
import { useExport } from '../../app/export/use-export.ts'
import { localDay } from '../../app/local-day.ts'
import { useWords } from '../../app/use-words.ts'
import { Dialog } from '../../components/dialog.tsx'
import { MissingTranslations } from './missing-translations.tsx'

export function ExportDialog({ target }: { target: ExportTarget }) {
  const { t, title, country: countryName } = useWords()
  const row = useDesk((state) => (target.of === 'record' ? state.rows.get(target.id) : undefined))
  // Drawn anew when a record changes; what is exported is read when the button is pressed.
  useDesk((state) => state.rows)
  const countries = useDesk((state) => state.byKind.country)
  const session = useDesk((state) => state.session)
  const kinds = kindsOf(target, row)
  const [kind, setKind] = useState<DocumentKind | undefined>(kinds[0])
  const [country, setCountry] = useState('')
  const [chosenLanguage, setLanguage] = useState<PaperLanguage>('vi')
  const [year, setYear] = useState(new Date().getFullYear())
  const [folder, setFolder] = useState('')
  const { busy, outcomes, run, cancel } = useExport()
  const close = () => useDesk.setState({ exporting: null })
  if (!session || !kind || (target.of === 'record' && !row)) return null

  const build = (one: DocumentKind, language = chosenLanguage): BuiltDocument => {
    const subject: DocumentSubject =
      target.of === 'record'
        ? { of: 'record', id: target.id }
        : { of: 'office', country: isYearly(one) ? null : country || null, year }
    return buildDocument(one, {
      subject,
      rows: Array.from(useDesk.getState().rows.values()),
      today: localDay(new Date()),
      office: session.settings,
      language: languagesOf(one).find((known) => known === language) ?? 'vi'
    })
  }
  const writeOne = (formats: readonly DocumentFormat[]) =>
    run(async ({ files, attempt }) => {
      await whenSaved()
      const handed = await files(() => [build(kind).model])
      if (!handed) return
      for (const format of formats) {
        await attempt(() =>
          call('documents.export', {
            ...asArguments(build(kind)),
            format,
            ...handed,
            folder: folder.trim()
          })
        )
      }
    })
  const writeAll = () =>
    run(async ({ files, attempt }) => {
      await whenSaved()
      // For the house: only what was asked about is made in another language.
      const handed = await files(() => kinds.map((one) => build(one, 'vi').model))
      if (!handed) return
      await attempt(() => {
        const parts = kinds.flatMap((one) => formatsOf(one).map((format) => ({ ...asArguments(build(one, 'vi')), format })))
        return call('documents.exportBundle', {
          fileName: row ? title(row.data).slice(0, 200) : t('export.title'),
          ...handed,
          folder: folder.trim(),
          parts
        })
      })
    })
  const { missing, problems } = askedFirst(() => build(kind))
  return (
    <Dialog title={t('export.title')} closeLabel={t('common.close')} onClose={close}>
      {row && <p className="muted">{title(row.data)}</p>}
      <fieldset className="setting">
        <legend>{t('export.kind')}</legend>
        <div className="choice-cards">
          {kinds.map((one) => (
            <button key={one} type="button" aria-pressed={kind === one} onClick={() => setKind(one)}>
              <strong>{t(`export.kindValue.${one}`)}</strong>
              <small>{t(`export.kindHint.${one}`)}</small>
            </button>
          ))}
        </div>
      </fieldset>
      {target.of === 'office' && isYearly(kind) && (
        <label className="setting">
          <span>{t('export.year')}</span>
          <input
            type="number"
            min={1990}
            max={2100}
            value={year}
            onChange={(event) => setYear(Number(event.target.value) || year)}
          />
        </label>
      )}
      {target.of === 'office' && !isYearly(kind) && (
        <label className="setting">
          <span>{t('export.country')}</span>
          <select value={country} onChange={(event) => setCountry(event.target.value)}>
            <option value="">{t('export.allCountries')}</option>
            {countries.map((one) => (
              <option key={one.id} value={String(one.data.code)}>
                {countryName(one.data.code)}
              </option>
            ))}
          </select>
        </label>
      )}
      {languagesOf(kind).length > 1 && (
        <fieldset className="setting">
          <legend>{t('export.language')}</legend>
          <div className="segments">
            {languagesOf(kind).map((one) => (
              <button key={one} type="button" aria-pressed={chosenLanguage === one} onClick={() => setLanguage(one)}>
                {t(`export.languageValue.${one}`)}
              </button>
            ))}
          </div>
        </fieldset>
      )}
      {chosenLanguage !== 'vi' && languagesOf(kind).length > 1 && <MissingTranslations missing={missing} />}
      <TemplateProblems problems={problems} />
      <label className="setting">
        <span>{t('export.folder')}</span>
        <input value={folder} placeholder={session.documentsFolder} onChange={(event) => setFolder(event.target.value)} />
      </label>
      <div className="row-actions">
        <button type="button" className="button button-primary" disabled={busy} onClick={() => void writeOne(['docx', 'pdf'])}>
          {t('export.both')}
        </button>
        {formatsOf(kind).map((format) => (
          <button key={format} type="button" className="button" disabled={busy} onClick={() => void writeOne([format])}>
            {t(`export.format.${format}`)}
          </button>
        ))}
        <span className="spacer" />
        <button type="button" className="button" disabled={busy} title={t('export.allHint')} onClick={() => void writeAll()}>
          <Archive size={15} aria-hidden="true" /> {t('export.all')}
        </button>
      </div>
      {row?.kind === 'delegation' && <FigureDoubts delegationId={row.id} />}
      <ExportOutcomes busy={busy} outcomes={outcomes} onCancel={cancel} />
    </Dialog>
  )
}

/** Nothing to say where a mark forbids the document: then the export says so. */
function askedFirst(build: () => BuiltDocument): Pick<BuiltDocument, 'missing' | 'problems'> {
  try {
    return build()
  } catch (error) {
    if (error instanceof ExportRefused || error instanceof RangeError) return { missing: [], problems: [] }
    throw error
  }
}

/** Of a year and of every country: a country chosen for another kind must not narrow it. */
const isYearly = (kind: DocumentKind): boolean => kind === 'agreement-year-report' || kind === 'conference-table'

const asArguments = ({ model, calendar, fileName }: BuiltDocument) => ({
  model,
  calendar: [...calendar],
  fileName: fileName.slice(0, 300)
})
