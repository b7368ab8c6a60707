/** Files that are being added to one record, each with its bytes and a way to stop it. */
import { RotateCw, X } from 'lucide-react'
import { shownName } from '#shared/domain/attachment.ts'
import { useWords } from '../use-words.ts'
import { dropUpload, retryUpload, type Upload, type UploadTrouble } from './uploads.ts'

export function UploadList({ uploads }: { uploads: readonly Upload[] }) {
  if (uploads.length === 0) return null
  return (
    <ul className="uploads" data-testid="uploads">
      {uploads.map((upload) => (
        <UploadLine key={upload.id} upload={upload} />
      ))}
    </ul>
  )
}

/** Nothing that trying again would change. */
const final: ReadonlySet<UploadTrouble> = new Set(['already', 'attachment-too-large', 'handling-mark', 'role-not-allowed'])

const isOurs = (trouble: UploadTrouble) => trouble === 'already' || trouble === 'unreadable' || trouble === 'refused'

function UploadLine({ upload }: { upload: Upload }) {
  const { t, bytes } = useWords()
  const { id, file, phase, doneBytes, trouble } = upload
  const name = shownName(file.name)
  const sizes = { done: bytes(doneBytes), total: bytes(file.size) }
  return (
    <li className={trouble && trouble !== 'already' ? 'upload upload-failed' : 'upload'}>
      <span className="upload-name">{name}</span>
      {trouble ? (
        <span role="alert" className="upload-said">
          {isOurs(trouble) ? t(`attachment.${trouble}`) : t(`failure.${trouble}`)}
        </span>
      ) : (
        <span className="upload-progress">
          <progress aria-label={name} value={doneBytes} max={file.size || 1} />
          <small>
            {phase === 'storing' && t('attachment.storing', sizes)}
            {phase === 'reading' && t('attachment.reading', sizes)}
            {phase === 'waiting' && t('attachment.waiting', { total: sizes.total })}
          </small>
        </span>
      )}
      <span className="attachment-actions">
        {trouble && !final.has(trouble) && (
          <button type="button" className="button button-small" onClick={() => retryUpload(id)}>
            <RotateCw size={14} aria-hidden="true" /> {t('common.retry')}
          </button>
        )}
        <button type="button" className="button button-small" onClick={() => dropUpload(id)}>
          <X size={14} aria-hidden="true" /> {trouble ? t('common.close') : t('common.cancel')}
        </button>
      </span>
    </li>
  )
}
