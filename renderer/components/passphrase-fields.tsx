/** A new passphrase, typed twice, with what makes a good one. Answers it when both agree and it is long enough. */
import { useState } from 'react'

export interface PassphraseWords {
  readonly label: string
  readonly hint: string
  readonly again: string
  readonly show: string
  readonly tooShort: string
  readonly different: string
}

export const shortestPassphrase = 10

export function PassphraseFields({ words, onChange }: { words: PassphraseWords; onChange: (passphrase: string | null) => void }) {
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [shown, setShown] = useState(false)
  const change = (one: string, other: string) => {
    setFirst(one)
    setSecond(other)
    onChange(isLong(one) && one === other ? one : null)
  }
  const trouble = first !== '' && !isLong(first) ? words.tooShort : second !== '' && first !== second ? words.different : null
  const type = shown ? 'text' : 'password'
  return (
    <div className="passphrase">
      <label className="setting">
        <span>{words.label}</span>
        <input type={type} value={first} autoComplete="new-password" onChange={(event) => change(event.target.value, second)} />
        <small>{words.hint}</small>
      </label>
      <label className="setting">
        <span>{words.again}</span>
        <input type={type} value={second} autoComplete="new-password" onChange={(event) => change(first, event.target.value)} />
      </label>
      <label className="check">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} /> {words.show}
      </label>
      {trouble && (
        <p className="field-trouble" role="status">
          {trouble}
        </p>
      )}
    </div>
  )
}

const isLong = (text: string) => Array.from(text.trim()).length >= shortestPassphrase
