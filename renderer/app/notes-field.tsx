/** A text in which two people's writing merges letter by letter; saved as one types. */
import { useCallback } from 'react'
import type { Row } from '#shared/sync/row.ts'
import { useDraft } from '../components/use-draft.ts'
import { editText } from './desk-client.ts'
import { useWords } from './use-words.ts'

export function NotesField({ row, field, rows = 8 }: { row: Row; field: string; rows?: number }) {
  const { t } = useWords()
  const save = useCallback((text: string, base: readonly string[]) => editText(row.id, field, text, base), [row.id, field])
  const draft = useDraft(String(row.data[field] ?? ''), row.heads, save)
  return (
    <textarea
      className="notes"
      rows={rows}
      aria-label={t(`field.${field}`)}
      placeholder={t('notes.placeholder')}
      value={draft.text}
      onChange={(event) => draft.change(event.target.value)}
      onBlur={draft.flush}
    />
  )
}
