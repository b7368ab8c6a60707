/** Day by day over all countries; what has no day stands at the end of its country and says so. */
import { Plus } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import type { Row } from '#shared/sync/row.ts'
import { hanoiTimeOf } from '#shared/text/hanoi-time.ts'
import { fullDay } from '#shared/text/partial-date.ts'
import { createNew, newId } from '../../app/desk-client.ts'
import { useRows } from '../../app/desk-store.ts'
import { countryCodesOf, eventsOf, itemsOf, textOf } from '../../app/selectors.ts'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'
import { EmptyState } from '../../components/empty-state.tsx'

export function ProgrammeTab({ row }: { row: Row }) {
  const words = useWords()
  const { t } = words
  const [, navigate] = useLocation()
  const events = eventsOf(useRows('event'), row.id)
  const zoneOf = (country: unknown) => itemsOf(row, 'legs').find((leg) => leg.country === country)?.timeZone
  const add = async () => {
    const id = newId('event')
    const fields = {
      delegationId: row.id,
      title: t('list.event.newTitle'),
      kind: 'working-session',
      order: events.length + 1,
      country: countryCodesOf(row)[0] ?? null,
      date: textOf(row, 'startDate') || null
    }
    if (await createNew(id, fields)) navigate(`/events/${id}`)
  }
  return (
    <div className="programme">
      {events.length === 0 && <EmptyState title={t('programme.empty')} hint={t('programme.emptyHint')} />}
      {groups(events).map(({ key, day, country, list }) => (
        <section key={key} className="day">
          <h2>
            {day ? words.date(day) : <em className="unknown">{t('programme.noDay')}</em>}
            {day.includes('?') && <span className="inferred">{t('field.inferred')}</span>} <small>{words.country(country)}</small>
          </h2>
          <ol>
            {list.map((event) => (
              <li key={event.id} className="day-event">
                <span className="day-time">
                  {textOf(event, 'startTime') || (event.data.partOfDay ? t(`value.partOfDay.${event.data.partOfDay}`) : '–')}
                  {textOf(event, 'startTime') && (
                    <small>
                      {hanoiTime(
                        textOf(event, 'date'),
                        textOf(event, 'startTime'),
                        zoneOf(event.data.country),
                        t('programme.hanoi')
                      )}
                    </small>
                  )}
                </span>
                <span>
                  <Link href={`/events/${event.id}`}>{words.title(event.data)}</Link>
                  <small className="muted">{[textOf(event, 'venue'), textOf(event, 'city')].filter(Boolean).join(', ')}</small>
                </span>
                <Chip>{t(`value.eventKind.${event.data.kind}`)}</Chip>
              </li>
            ))}
          </ol>
        </section>
      ))}
      <button type="button" className="button" onClick={() => void add()}>
        <Plus size={15} aria-hidden="true" /> {t('programme.add')}
      </button>
    </div>
  )
}

interface Group {
  readonly key: string
  readonly day: string
  readonly country: string
  readonly list: Row[]
}

function groups(events: readonly Row[]): Group[] {
  const result: Group[] = []
  for (const event of events) {
    const day = textOf(event, 'date')
    const country = textOf(event, 'country')
    const last = result.at(-1)
    if (last && last.day === day && last.country === country) last.list.push(event)
    else result.push({ key: `${day}-${country}-${event.id}`, day, country, list: [event] })
  }
  return result
}

/** The same moment in Hà Nội; empty where the day or the zone is not known. */
function hanoiTime(date: string, clock: string, zone: unknown, label: string): string {
  const day = fullDay(date)
  const time = day !== null && typeof zone === 'string' ? hanoiTimeOf(day, clock, zone) : null
  return time === null ? '' : `${time} ${label}`
}
