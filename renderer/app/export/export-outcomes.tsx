/** How far an export is, and what came of it: where the files are, or why there is none. */
import { FileText, FolderOpen, X } from 'lucide-react'
import { call } from '../desk-client.ts'
import { useDesk } from '../desk-store.ts'
import { useWords } from '../use-words.ts'
import type { Outcome } from './use-export.ts'

export interface ExportOutcomesProps {
  readonly busy: boolean
  readonly outcomes: readonly Outcome[]
  readonly onCancel: () => void
}

export function ExportOutcomes({ busy, outcomes, onCancel }: ExportOutcomesProps) {
  const { t } = useWords()
  const progress = useDesk((state) => state.exportProgress)
  const open = (path: string, reveal: boolean) => void call('shell.open', { path, reveal })
  return (
    <>
      {busy && (
        <div className="export-progress">
          <p role="status" className="muted">
            {t('export.busy')} {progress && progress.total > 1 && t('export.step', progress)}
          </p>
          <progress
            {...(progress && progress.total > 0 && { value: progress.done, max: progress.total })}
            aria-label={t('export.busy')}
          />
          <button type="button" className="button button-small" onClick={onCancel}>
            <X size={14} aria-hidden="true" /> {t('common.cancel')}
          </button>
        </div>
      )}
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
    </>
  )
}
