/** Another passphrase for this laptop's keys; the old one is asked for first. */
import { useState } from 'react'
import { call } from '../../app/desk-client.ts'
import { usePassphraseWords } from '../../app/use-passphrase-words.ts'
import { useWords } from '../../app/use-words.ts'
import { PassphraseFields } from '../../components/passphrase-fields.tsx'

export function PassphraseSetting() {
  const { t } = useWords()
  const words = usePassphraseWords()
  const [old, setOld] = useState('')
  const [next, setNext] = useState<string | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [tries, setTries] = useState(0)
  const change = async () => {
    if (next === null) return
    const changed = await call('keys.change', { passphrase: old, next })
    setSaid(changed.ok ? 'changed' : changed.code)
    if (!changed.ok) return
    setOld('')
    setNext(null)
    setTries((count) => count + 1)
  }
  return (
    <details>
      <summary>{t('keys.change')}</summary>
      <form
        className="gate-form"
        onSubmit={(event) => {
          event.preventDefault()
          void change()
        }}
      >
        <label className="setting">
          <span>{t('keys.old')}</span>
          <input type="password" value={old} autoComplete="current-password" onChange={(event) => setOld(event.target.value)} />
        </label>
        <PassphraseFields key={tries} words={words} onChange={setNext} />
        {said && (
          <p className={said === 'changed' ? 'banner banner-good' : 'banner banner-bad'} role="status">
            {said === 'changed' ? t('keys.changed') : t(`failure.${said}`)}
          </p>
        )}
        <button type="submit" className="button" disabled={old === '' || next === null}>
          {t('keys.changeNow')}
        </button>
      </form>
    </details>
  )
}
