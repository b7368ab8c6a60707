/**
 * One field of a record: what it says, what is not known, what was inferred, what sources or colleagues disagree about; and, on a click
 * or Enter, a place to write. Props in, events out.
 */
import { AlertTriangle, Layers } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'

export type FieldKind = 'text' | 'long' | 'date' | 'choice' | 'country' | 'number'

export interface Alternative {
  readonly key: string
  readonly text: string
  readonly from: string
  readonly chosen: boolean
}

export interface EditableFieldProps {
  readonly label: string
  readonly kind: FieldKind
  /** Stored value as text; null: not known. */
  readonly value: string | null
  /** How the value reads. */
  readonly shown: string
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly inferred?: boolean
  /** Takes two columns: long titles and names. */
  readonly wide?: boolean
  readonly claims?: readonly Alternative[]
  readonly claimsReason?: string
  readonly conflict?: readonly Alternative[]
  readonly words: FieldWords
  /** Null when the text cannot be read as this kind of field. */
  readonly read: (typed: string) => string | null
  readonly onSave: (value: string) => void
  readonly onChooseClaim?: (key: string) => void
  readonly onChooseConflict?: (key: string) => void
}

export interface FieldWords {
  readonly unknown: string
  readonly inferred: string
  readonly inferredHint: string
  readonly unreadable: string
  readonly sources: string
  readonly chosen: string
  readonly choose: string
  readonly shownNow: string
  readonly keepThis: string
  readonly conflict: string
  readonly edit: string
}

export function EditableField(props: EditableFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const inputId = useId()
  const unreadable = typed !== null && props.read(typed) === null
  const finish = () => {
    if (typed === null || unreadable) return
    const value = props.read(typed) ?? ''
    if (value !== (props.value ?? '')) props.onSave(value)
    setTyped(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setTyped(null)
    if (event.key === 'Enter' && (props.kind !== 'long' || event.ctrlKey)) finish()
  }
  const shared = { id: inputId, onBlur: finish, onKeyDown, autoFocus: true, 'aria-invalid': unreadable }
  return (
    <div
      className={['field', props.conflict && 'field-conflict', props.wide && 'field-wide'].filter(Boolean).join(' ')}
      data-field={props.label}
    >
      <label className="field-label" htmlFor={inputId}>
        {props.label}
        {props.claims && props.claims.length > 1 && (
          <button type="button" className="mini-button" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Layers size={13} aria-hidden="true" /> {props.words.sources.replace('{n}', String(props.claims.length))}
          </button>
        )}
      </label>
      {typed === null ? (
        <button
          id={inputId}
          type="button"
          className="field-value"
          aria-label={`${props.label}: ${props.shown || props.words.unknown}. ${props.words.edit}`}
          onClick={() => setTyped(props.value ?? '')}
        >
          {props.shown || <em className="unknown">{props.words.unknown}</em>}
          {props.inferred && (
            <span className="inferred" title={props.words.inferredHint}>
              {props.words.inferred}
            </span>
          )}
        </button>
      ) : props.kind === 'long' ? (
        <textarea {...shared} rows={5} value={typed} onChange={(event) => setTyped(event.target.value)} />
      ) : props.kind === 'choice' || props.kind === 'country' ? (
        <select {...shared} value={typed} onChange={(event) => setTyped(event.target.value)}>
          {props.value === null && <option value="">{props.words.unknown}</option>}
          {props.options?.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : (
        <input {...shared} value={typed} onChange={(event) => setTyped(event.target.value)} />
      )}
      {unreadable && <p className="field-error">{props.words.unreadable}</p>}
      {props.conflict && (
        <Alternatives
          title={props.words.conflict}
          list={props.conflict}
          words={props.words}
          onChoose={props.onChooseConflict}
          alarm
        />
      )}
      {open && props.claims && (
        <Alternatives title={props.claimsReason ?? ''} list={props.claims} words={props.words} onChoose={props.onChooseClaim} />
      )}
    </div>
  )
}

interface AlternativesProps {
  readonly title: string
  readonly list: readonly Alternative[]
  readonly words: FieldWords
  readonly onChoose?: ((key: string) => void) | undefined
  readonly alarm?: boolean
}

/** Values side by side with where each comes from; one is chosen by a person. */
export function Alternatives({ title, list, words, onChoose, alarm = false }: AlternativesProps) {
  return (
    <div className={alarm ? 'alternatives alternatives-alarm' : 'alternatives'}>
      {title !== '' && (
        <p className="alternatives-title">
          {alarm && <AlertTriangle size={14} aria-hidden="true" />} {title}
        </p>
      )}
      <ul>
        {list.map((one) => (
          <li key={one.key}>
            <span className="alternative-text">{one.text || <em className="unknown">{words.unknown}</em>}</span>
            <span className="alternative-from">{one.from}</span>
            <span className="alternative-act">
              {one.chosen && <span className="chip chip-accent">{alarm ? words.shownNow : words.chosen}</span>}
              {(alarm || !one.chosen) && (
                <button type="button" className="button button-small" onClick={() => onChoose?.(one.key)}>
                  {alarm ? words.keepThis : words.choose}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
