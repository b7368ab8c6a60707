/** Asking to be let into an office with keys; or entering it with the printed key when nobody is left to ask. */
import { useState } from 'react'
import { call, openSession } from '../../app/desk-client.ts'
import { useWords } from '../../app/use-words.ts'
import { StepScreen } from './step-screen.tsx'

export function AskStep({ path, onBack }: { path: string; onBack: () => void }) {
  const { t } = useWords()
  const [withKey, setWithKey] = useState(false)
  const [recoveryKey, setRecoveryKey] = useState('')
  const ask = async (passphrase: string, laptop: string) => {
    const done = withKey
      ? await call('office.recover', { path, passphrase, laptop, recoveryKey })
      : await call('office.ask', { path, passphrase, laptop })
    if (!done.ok) return done.code
    await openSession()
    return null
  }
  return (
    <StepScreen
      title={withKey ? t('ask.recoverTitle') : t('ask.title')}
      lead={withKey ? t('ask.recoverLead') : t('ask.lead')}
      action={withKey ? t('ask.recoverAction') : t('ask.action')}
      onDone={ask}
      onBack={onBack}
    >
      <label className="check">
        <input type="checkbox" checked={withKey} onChange={(event) => setWithKey(event.target.checked)} /> {t('ask.withKey')}
      </label>
      {withKey && (
        <label className="setting">
          <span>{t('ask.key')}</span>
          <textarea
            className="key-text"
            rows={3}
            value={recoveryKey}
            spellCheck={false}
            placeholder="AGE-SECRET-KEY-1…"
            onChange={(event) => setRecoveryKey(event.target.value)}
          />
          <small>{t('ask.keyHint')}</small>
        </label>
      )}
    </StepScreen>
  )
}
