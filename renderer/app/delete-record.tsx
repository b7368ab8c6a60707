/** Takes a record out of sight; it stays in the files and can be brought back from the differences screen. */
import { Trash2 } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Row } from '#shared/sync/row.ts'
import { edit } from './desk-client.ts'
import { useWords } from './use-words.ts'

export function DeleteRecord({ row, after }: { row: Row; after: string }) {
  const { t } = useWords()
  const [, navigate] = useLocation()
  const remove = async () => {
    if (await edit(row.id, { op: 'set', field: 'deleted', value: true })) navigate(after)
  }
  return (
    <button type="button" className="button button-quiet" title={t('record.deleteHint')} onClick={() => void remove()}>
      <Trash2 size={15} aria-hidden="true" /> {t('record.delete')}
    </button>
  )
}
