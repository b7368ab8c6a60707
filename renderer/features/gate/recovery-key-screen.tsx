/** The office's recovery key, shown once: to be printed, or written down, before the work begins. */
import { KeyRound, Printer } from 'lucide-react'
import { useState } from 'react'
import { openSession } from '../../app/desk-client.ts'
import { Gate } from '../../app/gate.tsx'
import { useWords } from '../../app/use-words.ts'

export function RecoveryKeyScreen({ recoveryKey, office }: { recoveryKey: string; office: string }) {
  const { t, moment } = useWords()
  const [kept, setKept] = useState(false)
  return (
    <Gate title={t('recovery.title')}>
      <section className="sheet" aria-label={t('recovery.title')}>
        <p className="sheet-office">
          <KeyRound size={18} aria-hidden="true" /> {office}
        </p>
        <p>{t('recovery.lead')}</p>
        <code className="sheet-key" data-testid="recovery-key">
          {recoveryKey.match(/.{1,19}/g)?.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </code>
        <p className="muted">{t('recovery.tool')}</p>
        <p className="muted">{t('recovery.printed', { at: moment(Date.now()) })}</p>
      </section>
      <button type="button" className="button" onClick={() => print()}>
        <Printer size={15} aria-hidden="true" /> {t('recovery.print')}
      </button>
      <label className="check">
        <input type="checkbox" checked={kept} onChange={(event) => setKept(event.target.checked)} /> {t('recovery.kept')}
      </label>
      <button type="button" className="button button-primary" disabled={!kept} onClick={() => void openSession()}>
        {t('recovery.begin')}
      </button>
    </Gate>
  )
}
