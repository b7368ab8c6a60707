/** Full-text search over all records: words folded, every word must be there, exact Vietnamese spelling first. */
import MiniSearch from 'minisearch'
import { attachmentMachinery } from '#shared/domain/attachment.ts'
import type { FieldValue } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { fold, foldedWords } from '#shared/text/fold.ts'

/** Words by which a person asks for a kind, whatever the title says. */
const kindWords: Readonly<Partial<Record<Row['kind'], string>>> = {
  delegation: 'đoàn công tác chuyến đi delegation trip visit',
  event: 'cuộc họp làm việc meeting',
  commitment: 'cam kết commitment',
  agreement: 'thỏa thuận bản ghi nhớ agreement'
}

interface Indexed {
  id: string
  title: string
  text: string
}

export interface SearchIndex {
  readonly put: (rows: readonly Row[]) => void
  readonly clear: () => void
  readonly search: (query: string, limit: number) => string[]
}

export function createSearchIndex(): SearchIndex {
  const index = new MiniSearch<Indexed>({
    fields: ['title', 'text'],
    tokenize: foldedWords,
    processTerm: (term) => term,
    searchOptions: { combineWith: 'AND', prefix: (term) => term.length > 1, boost: { title: 4 } }
  })
  const spelling = new Map<string, string>()
  return {
    put: (rows) => {
      for (const row of rows) {
        // A word about a record, and not one itself.
        if (row.kind === 'approval' || row.kind === 'template') continue
        const text = `${kindWords[row.kind] ?? ''} ${textOf(row)}`
        const title = String(row.data.title ?? '')
        spelling.set(row.id, `${title} ${text}`.toLowerCase())
        if (index.has(row.id)) index.discard(row.id)
        if (row.data.deleted !== true) index.add({ id: row.id, title, text })
      }
    },
    clear: () => {
      index.removeAll()
      spelling.clear()
    },
    search: (query, limit) => {
      const typed = query.normalize('NFC').trim().toLowerCase()
      if (typed === '') return []
      const marked = typed !== fold(typed)
      return index
        .search(typed)
        .map((hit) => ({
          id: String(hit.id),
          score: hit.score,
          exact: marked && (spelling.get(String(hit.id))?.includes(typed) ?? false)
        }))
        .sort((a, b) => Number(b.exact) - Number(a.exact) || b.score - a.score)
        .slice(0, limit)
        .map((hit) => hit.id)
    }
  }
}

const notText = new Set([
  'id',
  'mark',
  'claimId',
  'sourceId',
  'personId',
  'eventId',
  'delegationId',
  'commitmentId',
  'organisationId',
  ...attachmentMachinery
])

function textOf(row: Row): string {
  return Object.entries(row.data)
    .flatMap(([field, value]) => (notText.has(field) ? [] : stringsOf(value)))
    .join(' ')
}

function stringsOf(value: FieldValue): string[] {
  if (typeof value === 'string') return [value]
  if (!Array.isArray(value)) return []
  return value.flatMap((item) =>
    Object.entries(item).flatMap(([field, inner]) => (typeof inner === 'string' && !notText.has(field) ? [inner] : []))
  )
}
