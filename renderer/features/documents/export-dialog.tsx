/** Takes a dossier to paper: which document, which formats, where to; says where the file is, or why there is none. */
import { FileText, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { buildDocument, type DocumentKind, documentKinds } from '#shared/documents/build-document.ts'
import { ExportRefused } from '#shared/documents/export-guard.ts'
import { call } from '../../app/desk-client.ts'
import { useDesk, useRow } from '../../app/desk-store.ts'
import { localDay } from '../../app/local-day.ts'
import { useWords } from '../../app/use-words.ts'
import { Dialog } from '../../components/dialog.tsx'

const formats = ['docx', 'pdf'] as const

type Outcome = { readonly path: string; readonly sizeBytes: number } | { readonly failure: string; readonly detail: string }

export function ExportDialog({ delegationId }: { delegationId: string }) {
  const { t, title } = useWords()
  const row = useRow(delegationId)
  const rows = useDesk((state) => state.rows)
  const session = useDesk((state) => state.session)
  const [kind, setKind] = useState<DocumentKind>('packet')
  const [folder, setFolder] = useState('')
  const [busy, setBusy] = useState(false)
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([])
  const close = () => useDesk.setState({ exporting: null })
  if (!row || !session) return null

  const run = async (wanted: readonly (typeof formats)[number][]) => {
    setBusy(true)
    setOutcomes([])
    for (const format of wanted) {
      const outcome = await exportOne(format)
      setOutcomes((before) => [...before, outcome])
    }
    setBusy(false)
  }
  const exportOne = async (format: (typeof formats)[number]): Promise<Outcome> => {
    try {
      const built = buildDocument(kind, {
        delegationId,
        rows: Array.from(rows.values()),
        today: localDay(new Date()),
        office: session.settings
      })
      const written = await call('documents.export', {
        model: built.model,
        format,
        fileName: built.fileName,
        folder: folder.trim()
      })
      return written.ok ? written.value : { failure: written.code, detail: written.detail }
    } catch (error) {
      if (error instanceof ExportRefused) return { failure: 'handling-mark', detail: error.record }
      throw error
    }
  }
  const open = (path: string, reveal: boolean) => void call('shell.open', { path, reveal })
  return (
    <Dialog title={t('export.title')} closeLabel={t('common.close')} onClose={close}>
      <p className="muted">{title(row.data)}</p>
      <fieldset className="setting">
        <legend>{t('export.kind')}</legend>
        <div className="choice-cards">
          {documentKinds.map((one) => (
            <button key={one} type="button" aria-pressed={kind === one} onClick={() => setKind(one)}>
              <strong>{t(`export.kindValue.${one}`)}</strong>
              <small>{t(`export.kindHint.${one}`)}</small>
            </button>
          ))}
        </div>
      </fieldset>
      <label className="setting">
        <span>{t('export.folder')}</span>
        <input value={folder} placeholder={session.documentsFolder} onChange={(event) => setFolder(event.target.value)} />
      </label>
      <div className="row-actions">
        <button type="button" className="button button-primary" disabled={busy} onClick={() => void run(formats)}>
          {t('export.both')}
        </button>
        {formats.map((format) => (
          <button key={format} type="button" className="button" disabled={busy} onClick={() => void run([format])}>
            {t(`export.format.${format}`)}
          </button>
        ))}
        {busy && <span role="status">{t('export.busy')}</span>}
      </div>
      {outcomes.map((outcome) =>
        'path' in outcome ? (
          <p key={outcome.path} className="banner banner-good" data-testid="exported">
            <FileText size={15} aria-hidden="true" /> <code className="break">{outcome.path}</code> (
            {Math.ceil(outcome.sizeBytes / 1024)} kB){' '}
            <button type="button" className="link-button" onClick={() => open(outcome.path, false)}>
              {t('export.open')}
            </button>{' '}
            <button type="button" className="link-button" onClick={() => open(outcome.path, true)}>
              <FolderOpen size={14} aria-hidden="true" /> {t('export.reveal')}
            </button>
          </p>
        ) : (
          <p key={outcome.failure} className="banner banner-bad" role="alert">
            {t(`failure.${outcome.failure}`)} <small>{outcome.detail}</small>
          </p>
        )
      )}
    </Dialog>
  )
}
