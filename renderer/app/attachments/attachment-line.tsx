/** One file of a record: what it is, who has it, and what can be done with it. */
import { CloudDownload, Download, Eye, FileText, FolderOpen, ImageIcon, Trash2, X } from 'lucide-react'
import { useId, useState } from 'react'
import { type Attachment, isViewable, shownName } from '#shared/domain/attachment.ts'
import type { Item } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { call, edit } from '../desk-client.ts'
import { RecordField } from '../record-field.tsx'
import { useWords } from '../use-words.ts'
import { fetchFile, type Outcome, openFile, saveCopy, stopFetching } from './attachment-calls.ts'
import { AttachmentPlace } from './attachment-place.tsx'
import { useAttachmentView } from './attachment-view.ts'

export interface AttachmentLineProps {
  readonly row: Row
  readonly list: string
  readonly item: Item
  readonly file: Attachment
  /** With a line of its own for what a photo shows and whose it is. */
  readonly described: boolean
  readonly mayChange: boolean
  readonly onRemoved: () => void
}

export function AttachmentLine({ row, list, item, file, described, mayChange, onRemoved }: AttachmentLineProps) {
  const { t, bytes } = useWords()
  const state = useAttachmentView((view) => view.states.get(file.blob))
  const [failure, setFailure] = useState<Outcome>(null)
  const [saved, setSaved] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const name = shownName(file.name)
  const nameId = useId()
  const isHere = state?.totalBytes === file.sizeBytes && state.hereBytes === file.sizeBytes
  const Icon = file.type?.startsWith('image/') ? ImageIcon : FileText

  const run = async (act: () => Promise<Outcome>) => {
    setFailure(null)
    setSaved(null)
    setBusy(true)
    setFailure(await act())
    setBusy(false)
  }
  const save = async (): Promise<Outcome> => {
    const outcome = await saveCopy(file)
    if ('failure' in outcome) return outcome.failure
    setSaved(outcome.path)
    return null
  }
  const remove = () => {
    onRemoved()
    void edit(row.id, { op: 'remove', list, id: item.id })
  }
  return (
    <li className="attachment" data-testid="attachment">
      <span className="attachment-name">
        <Icon size={16} aria-hidden="true" />
        <span id={nameId} className="break">
          {name}
        </span>
        <small className="muted">{bytes(file.sizeBytes)}</small>
      </span>
      <AttachmentPlace file={file} state={state} />
      <span className="attachment-actions">
        {state?.fetching ? (
          <button type="button" className="button button-small" aria-describedby={nameId} onClick={() => stopFetching(file)}>
            <X size={14} aria-hidden="true" /> {t('common.cancel')}
          </button>
        ) : (
          <>
            {!isHere && state?.onShare !== false && (
              <button
                type="button"
                className="button button-small"
                aria-describedby={nameId}
                disabled={busy}
                onClick={() => void run(() => fetchFile(file))}
              >
                <CloudDownload size={14} aria-hidden="true" /> {t('attachment.fetch')}
              </button>
            )}
            {isViewable(file.name) && (
              <button
                type="button"
                className="button button-small"
                aria-describedby={nameId}
                disabled={busy}
                title={t('attachment.viewOnly')}
                onClick={() => void run(() => openFile(file))}
              >
                <Eye size={14} aria-hidden="true" /> {t('attachment.open')}
              </button>
            )}
            <button
              type="button"
              className="button button-small"
              aria-describedby={nameId}
              disabled={busy}
              onClick={() => void run(save)}
            >
              <Download size={14} aria-hidden="true" /> {t('attachment.save')}
            </button>
          </>
        )}
        {mayChange && (
          <button type="button" className="icon-button" aria-label={t('attachment.remove', { name })} onClick={remove}>
            <Trash2 size={15} aria-hidden="true" />
          </button>
        )}
      </span>
      {described && (
        <div className="attachment-words">
          <RecordField row={row} field="caption" item={{ list, item }} />
          <RecordField row={row} field="credit" item={{ list, item }} />
        </div>
      )}
      {saved && (
        <p className="banner banner-good" role="status" data-testid="saved-copy">
          {t('attachment.savedAt')} <code className="break">{saved}</code>
          {isViewable(file.name) && (
            <button type="button" className="link-button" onClick={() => void call('shell.open', { path: saved, reveal: true })}>
              <FolderOpen size={14} aria-hidden="true" /> {t('export.reveal')}
            </button>
          )}
        </p>
      )}
      {failure && (
        <p className="banner banner-bad" role="alert">
          {t(`failure.${failure}`)}
        </p>
      )}
    </li>
  )
}
