/** Who belongs to the office, with which laptop and role; who asks to be let in. Administrators decide, everybody sees. */
import { useCallback, useEffect, useState } from 'react'
import type { RosterView } from '#shared/bridge/contract.ts'
import { mayEnrol } from '#shared/sync/roles.ts'
import { call } from '../../app/desk-client.ts'
import { useDesk } from '../../app/desk-store.ts'
import { useWords } from '../../app/use-words.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section } from '../../components/section.tsx'
import { MemberTable } from './member-table.tsx'
import { RequestCard } from './request-card.tsx'

export function PeopleScreen() {
  const { t } = useWords()
  const access = useDesk((state) => state.session?.access)
  const marks = useDesk((state) => state.marks)
  const [roster, setRoster] = useState<RosterView | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const isSealed = access?.state === 'member' || access?.state === 'revoked'
  const decides = access?.state === 'member' && mayEnrol(access.role)
  const refresh = useCallback(async () => {
    const read = await call('roster.read', {})
    if (read.ok) setRoster(read.value)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever something was received or decided
  useEffect(() => {
    if (isSealed) void refresh()
  }, [refresh, isSealed, marks, access])
  const decide = async (done: Promise<{ ok: true } | { ok: false; code: string }>) => {
    const result = await done
    setTrouble(result.ok ? null : result.code)
    await refresh()
  }
  return (
    <div className="page">
      <header className="screen-head">
        <div>
          <h1>{t('people.title')}</h1>
          <p className="muted">{t('people.lead')}</p>
        </div>
      </header>
      {!isSealed && <EmptyState title={t('people.open')} hint={t('people.openHint')} />}
      {trouble && (
        <p className="banner banner-bad" role="alert">
          {t(`failure.${trouble}`)}
        </p>
      )}
      {roster?.needsEpoch && (
        <p className="banner banner-warn" role="status">
          {t('people.needsEpoch')}
        </p>
      )}
      {roster && roster.refused > 0 && (
        <p className="banner banner-warn" role="status">
          {t('people.refused', { n: roster.refused })}
        </p>
      )}
      {roster && (decides || roster.requests.length > 0) && (
        <Section title={t('people.requests')}>
          {roster.requests.length === 0 && <p className="muted">{t('people.noRequests')}</p>}
          {roster.requests.length > 0 && !decides && <p className="muted">{t('people.notYours')}</p>}
          {decides &&
            roster.requests.map((request) => (
              <RequestCard
                key={request.device}
                request={request}
                onApprove={(role) => void decide(call('roster.approve', { device: request.device, role }))}
              />
            ))}
        </Section>
      )}
      {roster && (
        <Section title={t('people.members')}>
          <MemberTable
            members={roster.members}
            decides={decides}
            onRole={(device, role) => void decide(call('roster.change', { device, role }))}
            onRevoke={(device) => void decide(call('roster.revoke', { device }))}
          />
          <p className="muted">{t('people.epoch', { n: roster.epoch })}</p>
        </Section>
      )}
    </div>
  )
}
