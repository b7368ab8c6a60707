/** Who has a file: this laptop, the share, nobody who was here yet; while it comes, how much of it. */
import type { AttachmentState } from '#shared/bridge/attachment-calls.ts'
import type { Attachment } from '#shared/domain/attachment.ts'
import { Chip, type Tone } from '../../components/chip.tsx'
import { useWords } from '../use-words.ts'

type Place = 'asking' | 'everywhere' | 'here' | 'only-here' | 'share' | 'part' | 'absent' | 'unknown'

const tones: Readonly<Record<Place, Tone>> = {
  asking: 'plain',
  everywhere: 'good',
  here: 'good',
  'only-here': 'warn',
  share: 'accent',
  part: 'accent',
  absent: 'plain',
  unknown: 'plain'
}

export function AttachmentPlace({ file, state }: { file: Attachment; state: AttachmentState | undefined }) {
  const { t, bytes } = useWords()
  const sizes = { done: bytes(state?.hereBytes ?? 0), total: bytes(file.sizeBytes) }
  if (state?.fetching) {
    return (
      <span className="upload-progress" role="status">
        <progress aria-label={t('attachment.fetching', sizes)} value={state.hereBytes} max={file.sizeBytes || 1} />
        <small>{t('attachment.fetching', sizes)}</small>
      </span>
    )
  }
  const place = placeOf(file, state)
  return (
    <span data-testid="attachment-place" data-place={place}>
      {place !== 'asking' && (
        <Chip tone={tones[place]} title={t(`attachment.placeHint.${place}`)}>
          {t(`attachment.place.${place}`, sizes)}
        </Chip>
      )}
    </span>
  )
}

function placeOf(file: Attachment, state: AttachmentState | undefined): Place {
  if (!state) return 'asking'
  const { hereBytes, totalBytes, onShare } = state
  if (totalBytes === file.sizeBytes && hereBytes === file.sizeBytes) {
    return onShare === null ? 'here' : onShare ? 'everywhere' : 'only-here'
  }
  if (hereBytes > 0) return 'part'
  return onShare === null ? 'unknown' : onShare ? 'share' : 'absent'
}
