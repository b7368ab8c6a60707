/** The journey itself: who goes, when and where, gifts, whom to ring (domain 5.1, parts 4, 5, 12 and 13). */
import type { Item } from '../../domain/record.ts'
import type { Row } from '../../sync/row.ts'
import { type DocumentData, itemsOf, textOf } from '../document-data.ts'
import { memberBlocks } from '../member-blocks.ts'
import type { Block } from '../model.ts'
import { hasUndated, participantsText } from '../programme-blocks.ts'
import { dayBlocks } from '../programme-days.ts'
import { bold, dateText, heading, list, note, orUnknown, table } from '../text-blocks.ts'
import { giftText, logisticsText } from '../wording.ts'
import type { PacketOptions } from './options.ts'

const said = (value: Item[string] | undefined): string => (typeof value === 'string' ? value : '')

export function memberPartBlocks(data: DocumentData, { without }: PacketOptions): Block[] {
  const members = itemsOf(data.delegation, 'members')
  const hosts = itemsOf(data.delegation, 'hosts')
  const withPhone = !without.includes('contacts')
  const more = members.flatMap((member) => {
    const facts = [said(member.task), withPhone && said(member.phone) ? `ĐT: ${said(member.phone)}` : ''].filter(Boolean)
    return facts.length > 0 ? [[bold(`${said(member.name)}: `), facts.join('; ')]] : []
  })
  return [
    ...memberBlocks(data),
    ...(more.length > 0 ? [heading(2, withPhone ? 'Phân công và liên lạc' : 'Phân công'), list(more)] : []),
    ...(hosts.length > 0
      ? [
          heading(2, 'Phía đón tiếp'),
          list(
            hosts.map((host) => [
              bold(said(host.name)),
              `: ${orUnknown([host.post, host.unit, host.role].filter(Boolean).join(', '))}`
            ])
          )
        ]
      : [])
  ]
}

export function scheduleBlocks(data: DocumentData): Block[] {
  const prepared = data.events.some((event) => preparations(event) !== '')
  const columns = [
    { title: 'Phía bạn', share: 24, cell: (event: Row) => participantsText(event, 'partner') },
    ...(prepared ? [{ title: 'Chuẩn bị', share: 24, cell: (event: Row) => preparations(event) || '–' }] : [])
  ]
  return [...dayBlocks(data, 2, columns), ...(hasUndated(data.events) ? [note('Một số hoạt động chưa có ngày cụ thể.')] : [])]
}

/** Who leads, what to wear, who interprets, how to get there. */
function preparations(event: Row): string {
  const facts: [string, string][] = [
    ['Chủ trì', textOf(event, 'lead')],
    ['Trang phục', textOf(event, 'dress')],
    ['Phiên dịch', textOf(event, 'interpreter')],
    ['Đi lại', textOf(event, 'transport')]
  ]
  return facts.flatMap(([label, text]) => (text ? [`${label}: ${text}`] : [])).join('; ')
}

export function giftBlocks(data: DocumentData): Block[] {
  const gifts = itemsOf(data.delegation, 'gifts')
  if (gifts.length === 0) return []
  return [
    table(
      [
        { title: 'Hình thức', share: 16 },
        { title: 'Người tặng', share: 28 },
        { title: 'Người nhận', share: 28 },
        { title: 'Quà', share: 28 }
      ],
      gifts.map((gift) => [
        giftText[String(gift.direction)] ?? '',
        orUnknown(gift.giver as string | null),
        orUnknown(gift.receiver as string | null),
        orUnknown(gift.item as string | null)
      ])
    )
  ]
}

export function logisticsBlocks(data: DocumentData, { without }: PacketOptions): Block[] {
  const logistics = itemsOf(data.delegation, 'logistics')
  const contacts = without.includes('contacts') ? [] : itemsOf(data.delegation, 'contacts')
  const support = itemsOf(data.delegation, 'support')
  return [
    ...(logistics.length > 0
      ? [
          table(
            [
              { title: 'Việc', share: 18 },
              { title: 'Nội dung', share: 44 },
              { title: 'Ngày', share: 18 },
              { title: 'Mã, số hiệu', share: 20 }
            ],
            logistics.map((one) => [
              logisticsText[said(one.what)] ?? '',
              orUnknown(said(one.text)),
              one.date ? dateText(one.date) : '–',
              said(one.reference) || '–'
            ])
          )
        ]
      : []),
    ...(contacts.length > 0
      ? [
          heading(2, 'Liên hệ khi cần'),
          table(
            [
              { title: 'Họ và tên', share: 30 },
              { title: 'Vai trò', share: 30 },
              { title: 'Điện thoại', share: 20 },
              { title: 'Thư điện tử', share: 24 }
            ],
            contacts.map((one) => [said(one.name), said(one.role) || '–', said(one.phone) || '–', said(one.email) || '–'])
          )
        ]
      : []),
    ...(support.length > 0
      ? [
          heading(2, 'Cơ quan đại diện hỗ trợ'),
          list(support.map((one) => [bold(`${said(one.mission)}: `), orUnknown(said(one.what))]))
        ]
      : [])
  ]
}
