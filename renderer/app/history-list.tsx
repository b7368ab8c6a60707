/** Who wrote what, when: every field of a record since it began. */
import { useEffect, useState } from 'react'
import { attachmentLists, attachmentMachinery } from '#shared/domain/attachment.ts'
import type { FieldChange, HistoryStep } from '#shared/sync/record-history.ts'
import type { Row } from '#shared/sync/row.ts'
import { historyOf } from './desk-client.ts'
import { fieldLook } from './field-look.ts'
import { shownValue } from './record-field.tsx'
import { useWords } from './use-words.ts'

/** A file's name and caption say something to people; its hashes, its key and its size do not. */
const machinery = new Set([...attachmentMachinery, 'type', 'sizeBytes'].map((field) => `.${field}`))
const isForPeople = ({ field }: FieldChange) =>
  !Object.values(attachmentLists).some((list) => field.startsWith(`${list}.`) && machinery.has(field.slice(list.length)))
const isFileName = (row: Row, field: string) => field === `${attachmentLists[row.kind]}.name`

export function HistoryList({ row }: { row: Row }) {
  const words = useWords()
  const { t } = words
  const [steps, setSteps] = useState<readonly HistoryStep[]>([])
  const version = row.heads.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the record has a new version
  useEffect(() => {
    let current = true
    void historyOf(row.id).then((read) => current && setSteps(read))
    return () => {
      current = false
    }
  }, [row.id, version])
  const show = (field: string, value: Parameters<typeof shownValue>[0]) => {
    const look = fieldLook(row.kind, field)
    const text = shownValue(value, look.kind ?? 'text', look.choices?.name, words)
    return text === '' ? t('history.nothing') : text.length > 160 ? `${text.slice(0, 160)}…` : text
  }
  return (
    <ol className="history" reversed data-testid="history">
      {[...steps].reverse().map((step) => (
        <li key={step.change}>
          <p className="history-who">
            <strong>{step.author || t('history.nobody')}</strong> <span className="muted">{words.moment(step.time)}</span>{' '}
            <code className="muted">{step.device.slice(0, 6)}</code>
          </p>
          <details open={step.changes.length <= 6}>
            <summary>{t('history.changes', { n: step.changes.filter(isForPeople).length })}</summary>
            <ul>
              {step.changes.filter(isForPeople).map((change) => {
                const field = change.field.split('.').at(-1) ?? ''
                return (
                  <li key={`${change.field}.${change.item ?? ''}`}>
                    <span className="history-field">
                      {isFileName(row, change.field)
                        ? t(`field.${change.field.split('.')[0]}`)
                        : change.field
                            .split('.')
                            .map((part) => t(`field.${part}`, { defaultValue: part }))
                            .join(' › ')}
                    </span>
                    {change.before !== null && <del>{show(field, change.before)}</del>} <ins>{show(field, change.after)}</ins>
                  </li>
                )
              })}
            </ul>
          </details>
        </li>
      ))}
    </ol>
  )
}
