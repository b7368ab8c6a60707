/** The files of one record: add by dropping or choosing, see who has each, fetch, look, save a copy, take out. */
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { readAttachment } from '#shared/domain/attachment.ts'
import { type HandlingMark, isSecret } from '#shared/domain/handling-mark.ts'
import { mayWrite } from '#shared/sync/roles.ts'
import type { Row } from '#shared/sync/row.ts'
import { FileDrop } from '../../components/file-drop.tsx'
import { edit } from '../desk-client.ts'
import { useDesk } from '../desk-store.ts'
import { itemsOf } from '../selectors.ts'
import { useWords } from '../use-words.ts'
import { useAttachmentStates } from './attachment-calls.ts'
import { AttachmentLine } from './attachment-line.tsx'
import { UploadList } from './upload-list.tsx'
import { addFiles, useUploads } from './uploads.ts'

export interface AttachmentsProps {
  readonly row: Row
  readonly list: string
  readonly described?: boolean
}

export function Attachments({ row, list, described = false }: AttachmentsProps) {
  const { t } = useWords()
  const session = useDesk((state) => state.session)
  const uploads = useUploads((state) => state.uploads).filter((one) => one.record === row.id && one.list === list)
  const [removed, setRemoved] = useState<string | null>(null)
  const items = itemsOf(row, list).map((item) => ({ item, file: readAttachment(item) }))
  useAttachmentStates(items.flatMap(({ file }) => file ?? []))

  if (isSecret(row.data.mark as HandlingMark)) return <p className="banner banner-bad">{t('papers.secret')}</p>
  if (!session?.office?.sealed) return <p className="muted">{t('attachment.needsKeys')}</p>
  const mayChange = session.access.state === 'member' && mayWrite(session.access.role)
  const restore = () => {
    if (removed) void edit(row.id, { op: 'restore', list, id: removed })
    setRemoved(null)
  }
  return (
    <div className="attachments" data-testid="attachments">
      {items.length > 0 && (
        <ul className="attachment-list">
          {items.map(({ item, file }) =>
            file ? (
              <AttachmentLine
                key={item.id}
                row={row}
                list={list}
                item={item}
                file={file}
                described={described}
                mayChange={mayChange}
                onRemoved={() => setRemoved(item.id)}
              />
            ) : (
              <li key={item.id} className="attachment muted">
                {t('attachment.notReadable')}
              </li>
            )
          )}
        </ul>
      )}
      <UploadList uploads={uploads} />
      {mayChange && (
        <FileDrop
          hint={items.length === 0 && uploads.length === 0 ? t('attachment.dropFirst') : t('attachment.drop')}
          action={t('attachment.choose')}
          onFiles={(files) => addFiles(row.id, list, files)}
        />
      )}
      {!mayChange && items.length === 0 && <p className="muted">{t('attachment.none')}</p>}
      {removed && (
        <button type="button" className="button button-small" onClick={restore}>
          <Undo2 size={14} aria-hidden="true" /> {t('attachment.bringBack')}
        </button>
      )}
    </div>
  )
}
