/** The exchange centre, in plain words: which share, what waits, who has what, which files are not right. */
import { RefreshCw, XCircle } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { ExchangeStatus } from '#shared/bridge/contract.ts'
import { call } from '../../app/desk-client.ts'
import { useDesk } from '../../app/desk-store.ts'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'
import { Section } from '../../components/section.tsx'
import { ShareChooser } from './share-chooser.tsx'

export function ExchangeScreen() {
  const words = useWords()
  const { t } = words
  const marks = useDesk((state) => state.marks)
  const author = useDesk((state) => state.session?.settings.author)
  const running = useDesk((state) => state.exchange)
  const [status, setStatus] = useState<ExchangeStatus | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const refresh = useCallback(async () => {
    const read = await call('exchange.status', {})
    if (read.ok) setStatus(read.value)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever something was saved, sent or received
  useEffect(() => void refresh(), [refresh, marks, running === null])

  const run = async () => {
    setFailure(null)
    useDesk.setState({ exchange: { step: 'list', done: 0, total: 0 } })
    const result = await call('exchange.run', {})
    useDesk.setState({ exchange: null })
    setFailure(result.ok ? result.value.trouble : result.code)
    await refresh()
  }
  const seen = Object.values(marks.seenBy).filter((number) => number >= marks.journaled && marks.journaled > 0).length
  const bad = status?.quarantine.filter((file) => !file.resolved) ?? []
  return (
    <div className="page">
      <header className="screen-head">
        <div>
          <h1>{t('exchange.title')}</h1>
          <p className="muted">{t('exchange.lead')}</p>
        </div>
      </header>
      <div className="tiles">
        <Tile label={t('exchange.tile.laptop')} value={marks.journaled} hint={t('exchange.tile.laptopHint')} />
        <Tile
          label={t('exchange.tile.share')}
          value={marks.onShare}
          hint={t('exchange.tile.shareHint', { n: Math.max(0, marks.journaled - marks.onShare) })}
        />
        <Tile label={t('exchange.tile.seen')} value={seen} hint={t('exchange.tile.seenHint')} />
      </div>
      <Section title={t('exchange.share')}>
        <ShareChooser shareFolder={status?.shareFolder ?? ''} onChanged={() => void refresh()} />
        {status && status.shareFolder !== '' && (
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
              <button type="button" className="button button-primary" onClick={() => void run()}>
                <RefreshCw size={15} aria-hidden="true" /> {t('exchange.run')}
              </button>
            )}
            {status?.last && !running && (
              <p className="muted" data-testid="exchange-report">
                {t('exchange.last', {
                  at: words.moment(status.last.at),
                  pulled: status.last.pulledEntries,
                  pushed: status.last.pushedEntries
                })}
                {status.last.waiting > 0 && ` ${t('exchange.waiting', { n: status.last.waiting })}`}
              </p>
            )}
          </div>
        )}
        {failure && (
          <p className="banner banner-bad" role="alert" data-testid="exchange-failure">
            {t(`failure.${failure}`)}
          </p>
        )}
      </Section>
      <Section title={t('exchange.devices')}>
        <table className="item-table">
          <thead>
            <tr>
              {['device', 'author', 'entries', 'lastChange', 'seenOurs'].map((column) => (
                <th key={column}>{t(`exchange.column.${column}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {status?.devices.map((device) => (
              <tr key={device.device}>
                <td>
                  <code>{device.device.slice(0, 8)}</code> {device.own && <Chip tone="accent">{t('exchange.thisLaptop')}</Chip>}
                </td>
                <td>{(device.own && author) || device.author || '–'}</td>
                <td>{device.entries}</td>
                <td>{device.lastChangeAt ? words.moment(device.lastChangeAt) : '–'}</td>
                <td>{device.own ? '–' : t('exchange.seenOurs', { n: device.seenOurs, all: marks.journaled })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section title={t('exchange.quarantine')}>
        {bad.length === 0 ? (
          <p className="muted">{t('exchange.noQuarantine')}</p>
        ) : (
          <table className="item-table" data-testid="quarantine">
            <thead>
              <tr>
                <th>{t('exchange.column.file')}</th>
                <th>{t('exchange.column.reason')}</th>
                <th>{t('exchange.column.noticed')}</th>
              </tr>
            </thead>
            <tbody>
              {bad.map((file) => (
                <tr key={`${file.file}-${file.noticedAt}`}>
                  <td>
                    <code className="break">{file.file}</code>
                  </td>
                  <td>{t(`quarantine.${file.reason}`)}</td>
                  <td>{words.moment(file.noticedAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
    </div>
  )
}

function Tile({ label, value, hint }: { label: string; value: number; hint: string }) {
  return (
    <div className="tile">
      <span>{label}</span>
      <strong>{value}</strong>
      <small>{hint}</small>
    </div>
  )
}
