import { Link } from 'wouter'
import type { Item } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { useRows } from '../../app/desk-store.ts'
import { RecordDate } from '../../app/record-date.tsx'
import { eventsOf, itemsOf, textOf } from '../../app/selectors.ts'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'
import { EmptyState } from '../../components/empty-state.tsx'

/** Each meeting with who said what, by side. */
export function MeetingsTab({ row }: { row: Row }) {
  const words = useWords()
  const { t } = words
  const events = eventsOf(useRows('event'), row.id)
  if (events.length === 0) return <EmptyState title={t('programme.empty')} hint={t('programme.emptyHint')} />
  return (
    <>
      {events.map((event) => (
        <article key={event.id} className="card meeting-card">
          <header className="card-head">
            <h2>
              <Link href={`/events/${event.id}`}>{words.title(event.data)}</Link>
            </h2>
            <span className="muted">
              <RecordDate from={event.data.date} />
            </span>
          </header>
          <div className="sides">
            {(['vn', 'partner'] as const).map((side) => (
              <div key={side} className={`side-column side-${side}`}>
                <h3>{t(`value.side.${side}`)}</h3>
                <p className="muted">
                  {itemsOf(event, 'participants')
                    .filter((one) => one.side === side)
                    .map((one) => [one.name, one.post].filter(Boolean).join(', '))
                    .join('; ') || t('field.unknown')}
                </p>
                <Points
                  points={itemsOf(event, 'points').filter((point) => point.side === side)}
                  agreedLabel={t('meeting.agreed')}
                />
              </div>
            ))}
          </div>
          {itemsOf(event, 'points').some((point) => point.side === 'both') && (
            <div className="side-both">
              <h3>{t('value.side.both')}</h3>
              <Points
                points={itemsOf(event, 'points').filter((point) => point.side === 'both')}
                agreedLabel={t('meeting.agreed')}
              />
            </div>
          )}
          {itemsOf(event, 'facts').length > 0 && (
            <dl className="facts">
              {itemsOf(event, 'facts').map((fact) => (
                <div key={fact.id}>
                  <dt>{fact.indicator}</dt>
                  <dd>
                    {fact.value} {fact.unit} {fact.asOf && <small className="muted">({words.date(fact.asOf)})</small>}
                  </dd>
                </div>
              ))}
            </dl>
          )}
          {itemsOf(event, 'requestedTopics').length > 0 && (
            <>
              <h3>{t('field.requestedTopics')}</h3>
              <ul className="points">
                {itemsOf(event, 'requestedTopics').map((topic) => (
                  <li key={topic.id}>
                    {topic.topic}{' '}
                    {topic.answeredBy && <small className="muted">{t('meeting.answeredBy', { who: topic.answeredBy })}</small>}
                  </li>
                ))}
              </ul>
            </>
          )}
          {textOf(event, 'assessment') && <p className="assessment">{textOf(event, 'assessment')}</p>}
        </article>
      ))}
    </>
  )
}

function Points({ points, agreedLabel }: { points: readonly Item[]; agreedLabel: string }) {
  return (
    <ul className="points">
      {points.map((point) => (
        <li key={point.id}>
          {point.speaker && <strong>{point.speaker}: </strong>}
          {point.text} {point.agreed === true && <Chip tone="good">{agreedLabel}</Chip>}
        </li>
      ))}
    </ul>
  )
}
