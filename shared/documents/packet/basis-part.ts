/** Why the delegation goes: decision, invitation, agreement, mandate, aim (domain 5.1, part 3). */
import { type DocumentData, textOf } from '../document-data.ts'
import type { Block } from '../model.ts'
import { body, bold, dateText, list, orUnknown } from '../text-blocks.ts'

export function basisBlocks(data: DocumentData): Block[] {
  const { delegation } = data
  const agreement = data.byId.get(textOf(delegation, 'agreementId'))
  const decided = delegation.data.decisionDate ? ` ngày ${dateText(delegation.data.decisionDate)}` : ''
  const invitations = data.papers.filter((paper) => paper.data.type === 'invitation')
  const facts: [string, string][] = [
    ['Quyết định cử đoàn', textOf(delegation, 'decisionNumber') && `${textOf(delegation, 'decisionNumber')}${decided}`],
    ...invitations.map((paper): [string, string] => [
      'Thư mời',
      [
        textOf(paper, 'title'),
        textOf(paper, 'issuer') && ` của ${textOf(paper, 'issuer')}`,
        paper.data.date && ` ngày ${dateText(paper.data.date)}`
      ]
        .filter(Boolean)
        .join('')
    ]),
    ['Văn kiện hợp tác', textOf(agreement, 'title')],
    ['Chương trình', textOf(delegation, 'programmeName')],
    ['Trong khuôn khổ', textOf(delegation, 'parentVisit')],
    ['Ủy quyền', textOf(delegation, 'mandate')]
  ]
  return [
    list(facts.filter(([, text]) => text !== '').map(([label, text]) => [bold(`${label}: `), text])),
    body(bold('Mục đích: '), orUnknown(textOf(delegation, 'purpose')))
  ].filter((block) => block.type !== 'list' || block.items.length > 0)
}
