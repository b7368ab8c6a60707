/** Where figures of a delegation disagree, before they are printed: what each says, and the way to it. */
import { TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { Link } from 'wouter'
import { gatherDocumentData } from '#shared/documents/document-data.ts'
import { type FigureDoubt, figureDoubts } from '#shared/documents/figures.ts'
import { type HandlingMark, isSecret } from '#shared/domain/handling-mark.ts'
import { useDesk } from '../desk-store.ts'
import { localDay } from '../local-day.ts'
import { pathOf } from '../paths.ts'
import { useWords } from '../use-words.ts'

export function FigureDoubts({ delegationId }: { delegationId: string }) {
  const words = useWords()
  const { t } = words
  const rows = useDesk((state) => state.rows)
  const office = useDesk((state) => state.session?.settings)
  const doubts = useMemo((): FigureDoubt[] => {
    const delegation = rows.get(delegationId)
    if (!delegation || !office || isSecret(delegation.data.mark as HandlingMark)) return []
    const today = localDay(new Date())
    return figureDoubts(gatherDocumentData({ delegationId, rows: Array.from(rows.values()), today, office }))
  }, [rows, office, delegationId])
  if (doubts.length === 0) return null
  const shown = ({ kind, said, expected }: FigureDoubt) => {
    const asDay = (text: string) =>
      kind === 'order' || kind === 'outside' ? text.split(' – ').map(words.date).join(' – ') : text
    return t(`figures.${kind}`, { said: asDay(said), expected: asDay(expected) })
  }
  return (
    <div className="banner banner-warn" role="status" data-testid="figure-doubts">
      <p>
        <TriangleAlert size={15} aria-hidden="true" /> {t('figures.title')}
      </p>
      <ul>
        {doubts.map((doubt) => {
          const row = rows.get(doubt.record)
          return (
            <li key={`${doubt.record} ${doubt.field} ${doubt.kind} ${doubt.said}`}>
              {shown(doubt)}{' '}
              {row && (
                <Link href={pathOf(row)}>
                  {t('figures.at', { field: t(`field.${doubt.field}`), title: words.title(row.data) })}
                </Link>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
