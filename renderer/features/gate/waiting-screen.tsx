/** This laptop has asked to be let in: the code to compare by voice, and what happens next. */
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../app/desk-client.ts'
import { useDesk } from '../../app/desk-store.ts'
import { Gate, GateTrouble } from '../../app/gate.tsx'
import { useWords } from '../../app/use-words.ts'
import { VoiceCode } from '../../components/voice-code.tsx'

export function WaitingScreen() {
  const { t } = useWords()
  const access = useDesk((state) => state.session?.access)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [looked, setLooked] = useState(false)
  const [stick, setStick] = useState('')
  const [busy, setBusy] = useState(false)
  const look = async (folder: string) => {
    setBusy(true)
    setTrouble(null)
    // A new stick is set up by whoever has it first: the newcomer, usually.
    if (folder !== '') await call('exchange.prepare', { folder })
    const result = await call('exchange.run', folder === '' ? {} : { folder })
    setBusy(false)
    setLooked(true)
    if (!result.ok) setTrouble(result.code)
  }
  return (
    <Gate title={t('waiting.title')}>
      <p>{t('waiting.lead')}</p>
      <VoiceCode code={access?.state === 'waiting' ? access.code : ''} label={t('waiting.code')} />
      <ol className="steps">
        <li>{t('waiting.step1')}</li>
        <li>{t('waiting.step2')}</li>
        <li>{t('waiting.step3')}</li>
      </ol>
      <GateTrouble code={trouble} />
      {looked && !trouble && !busy && (
        <p className="banner" role="status">
          {t('waiting.notYet')}
        </p>
      )}
      <button type="button" className="button button-primary" disabled={busy} onClick={() => void look('')}>
        <RefreshCw size={15} aria-hidden="true" /> {t('waiting.look')}
      </button>
      <details>
        <summary>{t('waiting.stick')}</summary>
        <div className="with-button">
          <input
            aria-label={t('exchange.stick')}
            value={stick}
            placeholder={t('exchange.stickPlaceholder')}
            onChange={(event) => setStick(event.target.value)}
          />
          <button type="button" className="button" disabled={busy || stick.trim() === ''} onClick={() => void look(stick.trim())}>
            {t('waiting.lookThere')}
          </button>
        </div>
        <small className="muted">{t('waiting.stickHint')}</small>
      </details>
    </Gate>
  )
}
