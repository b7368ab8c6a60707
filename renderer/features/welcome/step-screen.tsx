/** The second step of the first start, before a sealed office: a passphrase for this laptop, and what the laptop is called. */
import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Gate, GateTrouble } from '../../app/gate.tsx'
import { usePassphraseWords } from '../../app/use-passphrase-words.ts'
import { useWords } from '../../app/use-words.ts'
import { PassphraseFields } from '../../components/passphrase-fields.tsx'

export interface StepProps {
  readonly title: string
  readonly lead: string
  readonly action: string
  readonly children?: ReactNode
  /** The code of what went wrong, or null. */
  readonly onDone: (passphrase: string, laptop: string) => Promise<string | null>
  readonly onBack: () => void
}

export function StepScreen({ title, lead, action, children, onDone, onBack }: StepProps) {
  const { t } = useWords()
  const passphraseWords = usePassphraseWords()
  const [passphrase, setPassphrase] = useState<string | null>(null)
  const [laptop, setLaptop] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const finish = async () => {
    if (passphrase === null) return
    setBusy(true)
    setTrouble(null)
    setTrouble(await onDone(passphrase, laptop.trim()))
    setBusy(false)
  }
  return (
    <Gate title={title}>
      <p className="muted">{lead}</p>
      <form
        className="gate-form"
        onSubmit={(event) => {
          event.preventDefault()
          void finish()
        }}
      >
        {children}
        <PassphraseFields words={passphraseWords} onChange={setPassphrase} />
        <label className="setting">
          <span>{t('keys.laptop')}</span>
          <input value={laptop} placeholder={t('keys.laptopPlaceholder')} onChange={(event) => setLaptop(event.target.value)} />
          <small>{t('keys.laptopHint')}</small>
        </label>
        <GateTrouble code={trouble} />
        <div className="gate-actions">
          <button type="button" className="button button-quiet" onClick={onBack}>
            <ArrowLeft size={15} aria-hidden="true" /> {t('common.back')}
          </button>
          <button type="submit" className="button button-primary" disabled={busy || passphrase === null}>
            {busy ? t('keys.working') : action}
          </button>
        </div>
      </form>
    </Gate>
  )
}
