/** The exchange centre, in plain words: which share, what waits, who has what, which files are not right and what to do. */
import { useCallback, useEffect, useState } from 'react'
import type { ExchangeStatus } from '#shared/bridge/contract.ts'
import { call } from '../../app/desk-client.ts'
import { useDesk } from '../../app/desk-store.ts'
import { useWords } from '../../app/use-words.ts'
import { Section } from '../../components/section.tsx'
import { DeviceTable } from './device-table.tsx'
import { QuarantineTable } from './quarantine-table.tsx'
import { RunPanel } from './run-panel.tsx'
import { ShareChooser } from './share-chooser.tsx'

export function ExchangeScreen() {
  const words = useWords()
  const { t } = words
  const marks = useDesk((state) => state.marks)
  const author = useDesk((state) => state.session?.settings.author)
  const running = useDesk((state) => state.exchange)
  const [status, setStatus] = useState<ExchangeStatus | null>(null)
  const [stick, setStick] = useState('')
  const refresh = useCallback(async () => {
    const read = await call('exchange.status', {})
    if (read.ok) setStatus(read.value)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever something was saved, sent or received
  useEffect(() => void refresh(), [refresh, marks, running === null])

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
          <>
            <RunPanel folder={null} action={t('exchange.run')} onDone={() => void refresh()} />
            <p className="muted" data-testid="exchange-report">
              {status.last && !running
                ? t('exchange.last', {
                    at: words.moment(status.last.at),
                    pulled: status.last.pulledEntries,
                    pushed: status.last.pushedEntries
                  })
                : ''}
              {status.last && status.last.waiting > 0 && ` ${t('exchange.waiting', { n: status.last.waiting })}`}{' '}
              {t('exchange.automatic')}
            </p>
          </>
        )}
      </Section>
      <Section title={t('exchange.stick')}>
        <p className="muted">{t('exchange.stickLead')}</p>
        <label className="setting">
          <span>{t('exchange.stickFolder')}</span>
          <input value={stick} placeholder={t('exchange.stickPlaceholder')} onChange={(event) => setStick(event.target.value)} />
        </label>
        <RunPanel
          folder={stick.trim()}
          action={t('exchange.runStick')}
          disabled={stick.trim() === ''}
          onDone={() => void refresh()}
        />
      </Section>
      <Section title={t('exchange.devices')}>
        <DeviceTable devices={status?.devices ?? []} ours={marks.journaled} author={author ?? ''} />
      </Section>
      <Section title={t('exchange.quarantine')}>
        {bad.length === 0 ? <p className="muted">{t('exchange.noQuarantine')}</p> : <QuarantineTable files={bad} />}
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
