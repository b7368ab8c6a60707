import { useTranslation } from 'react-i18next'
import { takeOverWindow } from './desk-client.ts'
import type { Phase } from './desk-store.ts'

/** Starting, no host, or open in another window: said plainly, with what to do. */
export function PhaseNotice({ phase }: { phase: Extract<Phase, { name: 'connecting' | 'unreachable' | 'elsewhere' }> }) {
  const { t } = useTranslation()
  return (
    <main className="notice">
      <div className="notice-card">
        <h1>{t('app.title')}</h1>
        {phase.name === 'connecting' && <p role="status">{t('phase.connecting')}</p>}
        {phase.name === 'unreachable' && (
          <>
            <p className="notice-strong">{t('phase.unreachable')}</p>
            <p>{t('phase.unreachableNext')}</p>
            <button type="button" className="button button-primary" onClick={() => location.reload()}>
              {t('common.retry')}
            </button>
          </>
        )}
        {phase.name === 'elsewhere' && (
          <>
            <p className="notice-strong">{t('phase.elsewhere')}</p>
            <button type="button" className="button button-primary" onClick={() => void takeOverWindow()}>
              {t('phase.takeOver')}
            </button>
          </>
        )}
      </div>
    </main>
  )
}
