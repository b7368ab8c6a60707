/** Agreements with the countries of the trip, and where sources disagree about them. */
import { type DocumentData, itemsOf, textOf } from './document-data.ts'
import type { Block } from './model.ts'
import { body, dateText, list, note, rangeText, table } from './text-blocks.ts'
import { agreementStateText } from './wording.ts'

export function agreementBlocks(data: DocumentData): Block[] {
  if (data.agreements.length === 0) return [body('Chưa ghi nhận thỏa thuận nào với (các) nước đến.')]
  const doubts = data.agreements.flatMap((agreement) =>
    itemsOf(agreement, 'choices').flatMap((choice) => {
      const values = new Set(
        itemsOf(agreement, 'claims').flatMap((claim) => (claim.field === choice.id ? [String(claim.value)] : []))
      )
      if (values.size < 2) return []
      return `${textOf(agreement, 'title')}: các nguồn nêu khác nhau (${Array.from(values).join(' / ')}). ${choice.reason ?? ''}`.trim()
    })
  )
  return [
    table(
      [
        { title: 'Văn kiện', share: 44 },
        { title: 'Ngày ký', share: 18 },
        { title: 'Giai đoạn', share: 18 },
        { title: 'Tình trạng', share: 20 }
      ],
      data.agreements.map((one) => [
        textOf(one, 'title'),
        dateText(one.data.signedOn),
        rangeText(one.data.periodFrom, one.data.periodTo),
        agreementStateText[textOf(one, 'state')] ?? ''
      ])
    ),
    ...(doubts.length > 0 ? [note('Cần kiểm tra trước khi dùng:'), list(doubts.map((doubt) => [doubt]))] : [])
  ]
}
