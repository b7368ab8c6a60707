/** The files of a whole delegation, to have with one where there is no network: fetched ahead, after every exchange, until let go. */
import { Luggage } from 'lucide-react'
import { useState } from 'react'
import type { Row } from '#shared/sync/row.ts'
import { useDesk, useRows } from '../desk-store.ts'
import { useWords } from '../use-words.ts'
import { useAttachmentStates } from './attachment-calls.ts'
import { useAttachmentView } from './attachment-view.ts'
import { filesOfTrip } from './files-of-trip.ts'
import { pinTrip, unpinTrip } from './keep-pins.ts'

export function TravelPack({ row }: { row: Row }) {
  const { t, bytes } = useWords()
  const papers = useRows('paper')
  const events = useRows('event')
  const sealed = useDesk((state) => state.session?.office?.sealed)
  const states = useAttachmentView((view) => view.states)
  const isPinned = useAttachmentView((view) => view.pinned.some((one) => one.group === row.id))
  const [failure, setFailure] = useState<string | null>(null)
  const files = filesOfTrip(row.id, papers, events)
  useAttachmentStates(files)
  if (!sealed || files.length === 0) return null
  const total = files.reduce((sum, file) => sum + file.sizeBytes, 0)
  const here = files.reduce((sum, file) => sum + Math.min(file.sizeBytes, states.get(file.blob)?.hereBytes ?? 0), 0)
  const sizes = { n: files.length, total: bytes(total), here: bytes(here), missing: bytes(total - here) }
  const toggle = async () => setFailure(isPinned ? await unpinTrip(row.id) : await pinTrip(row.id, files))
  return (
    <div className="travel-pack" data-testid="travel-pack">
      <span>
        <strong>{t('attachment.along')}</strong> {t('attachment.alongWhat', sizes)}{' '}
        <span className="muted">
          {here >= total
            ? t('attachment.alongHere')
            : isPinned
              ? t('attachment.alongComing', sizes)
              : t('attachment.alongMissing', sizes)}
        </span>
      </span>
      {isPinned && here < total && <progress aria-label={t('attachment.along')} value={here} max={total || 1} />}
      <button type="button" className="button button-small" aria-pressed={isPinned} onClick={() => void toggle()}>
        <Luggage size={14} aria-hidden="true" /> {isPinned ? t('attachment.alongOff') : t('attachment.alongOn')}
      </button>
      {failure && (
        <p className="banner banner-bad" role="alert">
          {t(`failure.${failure}`)}
        </p>
      )}
    </div>
  )
}
