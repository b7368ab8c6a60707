/** The first screen of a day: what is due, what lacks something, what does not add up. */
import { Link } from 'wouter'
import { type Attention, type AttentionKind, attention, attentionKinds } from '#shared/domain/attention.ts'
import { useDesk } from '../../app/desk-store.ts'
import { localDay } from '../../app/local-day.ts'
import { pathOf } from '../../app/paths.ts'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section } from '../../components/section.tsx'

export function TodayScreen() {
  const { t } = useWords()
  const rows = useDesk((state) => state.rows)
  const loading = useDesk((state) => state.loading !== null)
  const found = attention(Array.from(rows.values()), localDay(new Date()))
  return (
    <div className="page" data-testid="today">
      <header className="screen-head">
        <div>
          <h1>{t('today.title')}</h1>
          <p className="muted">{t('today.lead')}</p>
        </div>
      </header>
      {found.length === 0 && !loading && <EmptyState title={t('today.clear')} hint={t('today.clearHint')} />}
      <div className="today-columns">
        {attentionKinds.map((kind) => (
          <KindSection key={kind} kind={kind} list={found.filter((one) => one.kind === kind)} />
        ))}
      </div>
    </div>
  )
}

function KindSection({ kind, list }: { kind: AttentionKind; list: readonly Attention[] }) {
  const words = useWords()
  if (list.length === 0) return null
  return (
    <Section title={words.t(`today.kind.${kind}`)} actions={<Chip>{list.length}</Chip>}>
      <ul className="linked-list">
        {list.map(({ record, days, other }) => (
          <li key={`${record.id}-${other?.id ?? ''}`}>
            <span>
              <Link href={pathOf(record)}>{words.title(record.data)}</Link>
              {other && <small className="muted">{words.t('today.with', { other: words.title(other.data) })}</small>}
            </span>
            {days !== null && <Days kind={kind} days={days} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Days({ kind, days }: { kind: AttentionKind; days: number }) {
  const { t, language } = useWords()
  const number = new Intl.NumberFormat(language).format(Math.abs(days))
  if (days === 0) return <Chip tone="warn">{t('today.today')}</Chip>
  if (days > 0) return <Chip tone="warn">{t('today.inDays', { n: number })}</Chip>
  return kind === 'invitation' ? (
    <Chip>{t('today.ago', { n: number })}</Chip>
  ) : (
    <Chip tone="bad">{t('today.overdue', { n: number })}</Chip>
  )
}
