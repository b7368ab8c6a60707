/** Who travels, in rank order as given, with the post held then. */
import { type DocumentData, itemsOf } from './document-data.ts'
import type { Block } from './model.ts'
import { body, note, orUnknown, table } from './text-blocks.ts'
import { roleText } from './wording.ts'

export function memberBlocks(data: DocumentData): Block[] {
  const members = itemsOf(data.delegation, 'members')
  const headCount = data.delegation.data.headCount
  if (members.length === 0) return [body('Danh sách thành viên: chưa rõ.')]
  return [
    table(
      [
        { title: 'STT', share: 8 },
        { title: 'Họ và tên', share: 28 },
        { title: 'Chức vụ', share: 36 },
        { title: 'Vai trò', share: 28 }
      ],
      members.map((member, index) => [
        String(index + 1),
        String(member.name),
        orUnknown([member.post, member.unit].filter(Boolean).join(', ')),
        roleText[String(member.role)] ?? ''
      ])
    ),
    ...(headCount === null || headCount === undefined
      ? [note('Tổng số thành viên: nguồn không nêu; bảng chỉ ghi những người được nêu tên.')]
      : [])
  ]
}
