/** One folder to exchange with: look first, exchange, see how it went, stop. */
import { Eye, RefreshCw, XCircle } from 'lucide-react'
import { useState } from 'react'
import type { ExchangePreview } from '#shared/bridge/contract.ts'
import { call } from '../../app/desk-client.ts'
import { useDesk } from '../../app/desk-store.ts'
import { useWords } from '../../app/use-words.ts'

export interface RunPanelProps {
  /** Null: the chosen share. */
  readonly folder: string | null
  readonly action: string
  readonly disabled?: boolean
  readonly onDone: () => void
}

export function RunPanel({ folder, action, disabled = false, onDone }: RunPanelProps) {
  const { t, bytes } = useWords()
  const running = useDesk((state) => state.exchange)
  const [preview, setPreview] = useState<ExchangePreview | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const args = folder === null ? {} : { folder }
  const run = async () => {
    setFailure(null)
    setPreview(null)
    useDesk.setState({ exchange: { step: 'list', done: 0, total: 0 } })
    const result = await call('exchange.run', args)
    useDesk.setState({ exchange: null })
    setFailure(result.ok ? result.value.trouble : result.code)
    onDone()
  }
  const look = async () => {
    setFailure(null)
    const seen = await call('exchange.preview', args)
    setPreview(seen.ok ? seen.value : null)
    setFailure(seen.ok ? null : seen.code)
  }
  const prepare = async (empty: string) => {
    const made = await call('exchange.prepare', { folder: empty })
    setFailure(made.ok ? null : made.code)
    if (made.ok) await run()
  }
  return (
    <>
      <div className="exchange-run">
        {running ? (
          <>
            <span role="status">{t(`exchange.step.${running.step}`, running)}</span>
            <progress value={running.done} max={running.total || 1} />
            <button type="button" className="button" onClick={() => void call('exchange.cancel', {})}>
              <XCircle size={15} aria-hidden="true" /> {t('common.cancel')}
            </button>
          </>
        ) : (
          <>
            <button type="button" className="button button-primary" disabled={disabled} onClick={() => void run()}>
              <RefreshCw size={15} aria-hidden="true" /> {action}
            </button>
            <button type="button" className="button" disabled={disabled} onClick={() => void look()}>
              <Eye size={15} aria-hidden="true" /> {t('exchange.look')}
            </button>
          </>
        )}
      </div>
      {preview && !running && (
        <dl className="facts preview" data-testid="preview">
          <dt>{t('exchange.preview.office')}</dt>
          <dd>
            <code>{preview.office.slice(0, 8)}</code> {preview.rolledBack && t('share.rolledBack')}
          </dd>
          <dt>{t('exchange.preview.receive')}</dt>
          <dd>{t('exchange.preview.files', { n: preview.receive })}</dd>
          <dt>{t('exchange.preview.send')}</dt>
          <dd>
            {t('exchange.preview.files', { n: preview.send })} · {bytes(preview.sendBytes)}
          </dd>
          <dt>{t('exchange.preview.free')}</dt>
          <dd>{preview.freeBytes === null ? t('exchange.preview.unknown') : bytes(preview.freeBytes)}</dd>
        </dl>
      )}
      {failure && (
        <p className="banner banner-bad" role="alert" data-testid="exchange-failure">
          {t(`failure.${failure}`)}{' '}
          {failure === 'share-empty' && folder !== null && (
            <button type="button" className="button button-small" onClick={() => void prepare(folder)}>
              {t('exchange.prepare')}
            </button>
          )}
        </p>
      )}
    </>
  )
}
