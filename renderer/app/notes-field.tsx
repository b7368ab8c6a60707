/** A text in which two people's writing merges letter by letter; saved as one types. */
import { useCallback, useMemo } from 'react'
import type { Row } from '#shared/sync/row.ts'
import { useDraft } from '../components/use-draft.ts'
import { editText } from './desk-client.ts'
import { useDesk } from './desk-store.ts'
import { useWords } from './use-words.ts'

export interface NotesFieldProps {
  readonly row: Row
  readonly field: string
  readonly rows?: number
}

/** One draft a record and field: what was typed for one must never end up in another. */
export function NotesField(props: NotesFieldProps) {
  return <NotesOfRecord key={`${props.row.id}:${props.field}`} {...props} />
}

function NotesOfRecord({ row, field, rows = 8 }: NotesFieldProps) {
  const { t } = useWords()
  const waiting = useWaitingWording(row.id, field)
  const saved = String(row.data[field] ?? '')
  const source = useMemo(() => ({ saved, version: row.heads, waiting }), [saved, row.heads, waiting])
  const save = useCallback(
    (text: string, base: readonly string[], after: string | null) => editText(row.id, field, text, base, after),
    [row.id, field]
  )
  const draft = useDraft(source, save)
  return (
    <textarea
      className={draft.refused ? 'notes notes-refused' : 'notes'}
      rows={rows}
      aria-label={t(`field.${field}`)}
      aria-invalid={draft.refused}
      placeholder={t('notes.placeholder')}
      value={draft.text}
      onChange={(event) => draft.change(event.target.value)}
      onBlur={draft.flush}
    />
  )
}

/** The last wording of this field that is on its way to the disk. */
function useWaitingWording(id: string, field: string): { editId: string; text: string } | null {
  const pending = useDesk((state) => state.pending)
  return useMemo(() => {
    for (const { wish } of [...pending].reverse()) {
      if (wish.type !== 'edit' || wish.id !== id) continue
      const wording = wish.operations.find((operation) => operation.op === 'text' && operation.field === field)
      if (wording?.op === 'text') return { editId: wish.editId, text: wording.value }
    }
    return null
  }, [pending, id, field])
}
