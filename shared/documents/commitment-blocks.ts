/** A commitment as it is told on paper: who has to act, since when, each trip it came up on, and what to say next. */
import type { Row } from '../sync/row.ts'
import { type DocumentData, itemsOf, textOf } from './document-data.ts'
import type { Block } from './model.ts'
import { body, bold, dateText, heading, list, orUnknown } from './text-blocks.ts'
import { commitmentStateText, ownerText } from './wording.ts'

export function commitmentBlocks(data: DocumentData, commitments: readonly Row[]): Block[] {
  return commitments.flatMap((one, index) => [
    heading(2, `${index + 1}. ${textOf(one, 'title')}`),
    body(
      bold('Trách nhiệm: '),
      orUnknown([ownerText[textOf(one, 'owner')], textOf(one, 'ownerName')].filter(Boolean).join(', ')),
      bold('. Thời hạn: '),
      dateText(one.data.due),
      bold('. Tình trạng: '),
      commitmentStateText[textOf(one, 'state')] ?? textOf(one, 'state'),
      '.'
    ),
    ...(textOf(one, 'detail') ? [body(textOf(one, 'detail'))] : []),
    ...historyBlocks(data, one),
    ...(textOf(one, 'nextStep') ? [body(bold('Gợi ý trao đổi: '), textOf(one, 'nextStep'))] : [])
  ])
}

function historyBlocks(data: DocumentData, commitment: Row): Block[] {
  const updates = itemsOf(commitment, 'updates')
  if (updates.length === 0) return []
  return [
    body(bold('Quá trình:')),
    list(
      updates.map((update) => {
        const trip = data.byId.get(String(update.delegationId))
        return [bold(dateText(update.date)), trip ? ` – ${textOf(trip, 'title')}: ` : ': ', String(update.text ?? '')]
      })
    )
  ]
}
