/** What a person should know now, above whatever screen is open. */
import { Link } from 'wouter'
import { clockDoubt } from './clock-doubt.ts'
import { useDesk } from './desk-store.ts'
import { localDay } from './local-day.ts'
import { useWords } from './use-words.ts'

export function Notices() {
  const { t } = useWords()
  const connected = useDesk((state) => state.connected)
  const loading = useDesk((state) => state.loading)
  const rebuilt = useDesk((state) => state.rebuilt)
  const refusal = useDesk((state) => state.refusal)
  const records = useDesk((state) => state.rows.size)
  const access = useDesk((state) => state.session?.access)
  const author = useDesk((state) => state.session?.settings.author)
  return (
    <>
      {access?.state === 'revoked' && (
        <p className="banner banner-bad" role="alert" data-testid="revoked">
          {t('notice.revoked')}
        </p>
      )}
      {access?.state === 'member' && access.role === 'reader' && <p className="banner">{t('notice.reader')}</p>}
      {!connected && (
        <p className="banner banner-bad" role="alert">
          {t('notice.hostAway')}
        </p>
      )}
      {loading && loading.total > 0 && (
        <p className="banner" role="status">
          {t('notice.loading', loading)} <progress value={loading.done} max={loading.total} />
        </p>
      )}
      {rebuilt && !loading && (
        <p className="banner" role="status">
          {t('notice.rebuilt', { n: records })}
          <button type="button" className="link-button" onClick={() => useDesk.setState({ rebuilt: false })}>
            {t('common.close')}
          </button>
        </p>
      )}
      {refusal && (
        <p className="banner banner-bad" role="alert">
          {t(`refusal.${refusal.reason}`, {
            field: t(`field.${refusal.field.split('.').at(-1)}`, { defaultValue: refusal.field }),
            rule: t(`rule.${refusal.rule}`, { defaultValue: refusal.rule })
          })}
          <button type="button" className="link-button" onClick={() => useDesk.setState({ refusal: null })}>
            {t('common.close')}
          </button>
        </p>
      )}
      <ClockNotice />
      {author === '' && (
        <p className="banner">
          {t('notice.noName')} <Link href="/settings">{t('notice.giveName')}</Link>
        </p>
      )}
    </>
  )
}

function ClockNotice() {
  const { t, date } = useWords()
  const changes = useDesk((state) => state.futureChanges)
  const device = useDesk((state) => state.session?.device ?? '')
  const now = Date.now()
  const doubt = clockDoubt(changes, device, now)
  if (!doubt) return null
  const day = (time: number) => date(localDay(new Date(time)))
  return (
    <p className="banner" role="status" data-testid="clock-doubt">
      {t(`notice.clock.${doubt.which}`, { who: doubt.author, date: day(doubt.time), today: day(now) })}
    </p>
  )
}
