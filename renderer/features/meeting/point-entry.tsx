import { type KeyboardEvent, useRef, useState } from 'react'
import { useWords } from '../../app/use-words.ts'

export type Side = 'vn' | 'partner' | 'both'
const sides = ['vn', 'partner', 'both'] as const

const keys = [
  ['Enter', 'meeting.keyAdd'],
  ['Ctrl Enter', 'meeting.keyAddAgreed'],
  ['F8', 'meeting.keyAgreed'],
  ['F9', 'meeting.keyCommit']
] as const

export interface PointEntryProps {
  readonly side: Side
  readonly onSide: (side: Side) => void
  readonly onAdd: (speaker: string, text: string, agreed: boolean) => void
  readonly speakers: readonly string[]
}

/** One line to write in; Enter keeps it and leaves the line ready for the next. */
export function PointEntry({ side, onSide, onAdd, speakers }: PointEntryProps) {
  const { t } = useWords()
  const [speaker, setSpeaker] = useState('')
  const [text, setText] = useState('')
  const line = useRef<HTMLTextAreaElement>(null)
  const add = (agreed: boolean) => {
    const written = text.trim().normalize('NFC')
    if (written === '') return
    onAdd(speaker.trim(), written, agreed)
    setText('')
    line.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    add(event.ctrlKey)
  }
  return (
    <div className="point-entry">
      <div className="point-entry-top">
        <fieldset className="segments" aria-label={t('field.side')}>
          {sides.map((one, index) => (
            <button key={one} type="button" aria-pressed={side === one} onClick={() => onSide(one)}>
              {t(`value.side.${one}`)} <kbd>Alt {index + 1}</kbd>
            </button>
          ))}
        </fieldset>
        <input
          list="speakers"
          aria-label={t('field.speaker')}
          placeholder={t('field.speaker')}
          value={speaker}
          onChange={(event) => setSpeaker(event.target.value)}
        />
        <datalist id="speakers">
          {speakers.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </div>
      <textarea
        ref={line}
        rows={2}
        data-testid="point-text"
        aria-label={t('meeting.newPoint')}
        placeholder={t('meeting.newPointHint')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <p className="keys">
        {keys.map(([key, words]) => (
          <span key={key}>
            <kbd>{key}</kbd> {t(words)}
          </span>
        ))}
      </p>
    </div>
  )
}
