/** The keys of this laptop are locked: the passphrase opens them. */
import { LockKeyhole } from 'lucide-react'
import { useEffect, useState } from 'react'
import { call, openSession } from '../../app/desk-client.ts'
import { useDesk } from '../../app/desk-store.ts'
import { Gate, GateTrouble } from '../../app/gate.tsx'
import { useWords } from '../../app/use-words.ts'

export function LockScreen() {
  const { t } = useWords()
  const [passphrase, setPassphrase] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const keyStore = useDesk((state) => state.session?.keyStore)
  const [remember, setRemember] = useState(false)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (keyStore !== 'remembered') return
    setBusy(true)
    // What the key store keeps may not open any more: then the passphrase is asked for, and nothing else is said.
    void call('keys.unlockRemembered', {}).then((opened) => (opened.ok ? openSession() : setBusy(false)))
  }, [keyStore])
  const unlock = async () => {
    setBusy(true)
    setTrouble(null)
    const opened = await call('keys.unlock', { passphrase, remember })
    setBusy(false)
    if (opened.ok) await openSession()
    else setTrouble(opened.code)
  }
  return (
    <Gate title={t('lock.title')}>
      <form
        className="gate-form"
        onSubmit={(event) => {
          event.preventDefault()
          void unlock()
        }}
      >
        <label className="setting">
          <span>{t('keys.passphrase')}</span>
          <input
            type="password"
            value={passphrase}
            autoComplete="current-password"
            // biome-ignore lint/a11y/noAutofocus: the only thing to do on this screen
            autoFocus
            onChange={(event) => setPassphrase(event.target.value)}
          />
          <small>{t('lock.hint')}</small>
        </label>
        {keyStore && keyStore !== 'unavailable' && (
          <label className="check">
            <input type="checkbox" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
            <span>
              {t('lock.remember')}
              <small>{t('lock.rememberHint')}</small>
            </span>
          </label>
        )}
        <GateTrouble code={trouble} />
        <button type="submit" className="button button-primary" disabled={busy || passphrase === ''}>
          <LockKeyhole size={15} aria-hidden="true" /> {busy ? t('lock.opening') : t('lock.open')}
        </button>
      </form>
      <p className="muted">{t('lock.forgotten')}</p>
    </Gate>
  )
}
