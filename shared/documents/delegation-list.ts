/** The list of a delegation (danh sách đoàn) as the annex of the sending decision, with the columns such lists have (domain 2.1). */

import { type DocumentData, itemsOf, textOf } from './document-data.ts'
import type { Block, DocumentModel } from './model.ts'
import { stampOf } from './official-head.ts'
import { timeAndPlace } from './programme-blocks.ts'
import { body, bold, centred, dateText, italic, note, orUnknown, table } from './text-blocks.ts'
import { roleText } from './wording.ts'

export function buildDelegationList(data: DocumentData): DocumentModel {
  const { delegation } = data
  const title = textOf(delegation, 'title')
  return {
    language: 'vi',
    title: `Danh sách đoàn: ${title}`,
    stamp: stampOf(delegation),
    cover: null,
    head: null,
    addressee: [],
    blocks: [
      centred(bold('PHỤ LỤC')),
      centred(bold(`DANH SÁCH ${title.toUpperCase()}`)),
      centred(italic(referenceText(data))),
      timeAndPlace(data),
      ...listBlocks(data)
    ],
    signature: null
  }
}

/** "(Kèm theo Quyết định số … ngày … của …)": Decree 30, Appendix I, on annexes. */
function referenceText({ delegation, office }: DocumentData): string {
  const number = textOf(delegation, 'decisionNumber') || '………'
  const day = delegation.data.decisionDate ? dateText(delegation.data.decisionDate) : '………'
  return `(Kèm theo Quyết định số ${number} ngày ${day} của ${office.ministry})`
}

function listBlocks(data: DocumentData): Block[] {
  const members = itemsOf(data.delegation, 'members')
  const headCount = data.delegation.data.headCount
  if (members.length === 0) return [body('Chưa có danh sách thành viên.')]
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return [
    table(
      [
        { title: 'STT', share: 6 },
        { title: 'Họ và tên', share: 22 },
        { title: 'Chức vụ', share: 22 },
        { title: 'Đơn vị công tác', share: 20 },
        { title: 'Mã ngạch', share: 9 },
        { title: 'Bậc', share: 6 },
        { title: 'Loại', share: 7 },
        { title: 'Ghi chú', share: 14 }
      ],
      members.map((member, index) => [
        String(index + 1),
        String(member.name),
        orUnknown(text(member.post)),
        orUnknown(text(member.unit)),
        text(member.gradeCode),
        text(member.gradeStep),
        text(member.gradeClass),
        [roleText[String(member.role)], text(member.note)].filter(Boolean).join('; ')
      ])
    ),
    typeof headCount === 'number'
      ? body(`Danh sách này có ${members.length} người; đoàn có ${headCount} người./.`)
      : note('Tổng số thành viên của đoàn chưa được ghi.')
  ]
}
