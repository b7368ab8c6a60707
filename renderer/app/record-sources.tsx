/** Where a record's facts come from. */
import { Link } from 'wouter'
import type { Row } from '#shared/sync/row.ts'
import { useDesk } from './desk-store.ts'
import { itemsOf, textOf } from './selectors.ts'
import { useWords } from './use-words.ts'

export function RecordSources({ row }: { row: Row }) {
  const words = useWords()
  const rows = useDesk((state) => state.rows)
  const sources = itemsOf(row, 'sources').flatMap((item) => rows.get(item.id) ?? [])
  if (sources.length === 0) return <p className="muted">{words.t('papers.noSources')}</p>
  return (
    <ul className="linked-list">
      {sources.map((source) => (
        <li key={source.id}>
          <span>
            <Link href={`/records/${source.id}`}>{textOf(source, 'title')}</Link>
            <small className="muted">
              {[textOf(source, 'outlet'), textOf(source, 'author'), textOf(source, 'unit'), words.date(source.data.publishedOn)]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </span>
        </li>
      ))}
    </ul>
  )
}
