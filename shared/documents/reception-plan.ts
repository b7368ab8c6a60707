/** The plan for receiving a delegation (kế hoạch đón đoàn): who comes, who receives, what they asked about and who answers. */
import { countryList } from './country-names.ts'
import { type DocumentData, itemsOf, textOf } from './document-data.ts'
import { memberBlocks } from './member-blocks.ts'
import type { Block, DocumentModel } from './model.ts'
import { officialHead, stampOf, unitSignature } from './official-head.ts'
import { hasUndated, programmeTable } from './programme-blocks.ts'
import { body, bold, heading, list, note, orUnknown, rangeText, table } from './text-blocks.ts'

export function buildReceptionPlan(data: DocumentData): DocumentModel {
  const { delegation, office } = data
  const title = textOf(delegation, 'title')
  return {
    language: 'vi',
    title: `Kế hoạch đón đoàn: ${title}`,
    stamp: stampOf(delegation),
    cover: null,
    head: officialHead(data, { symbol: 'KH-HTQT', documentType: 'KẾ HOẠCH', subject: `Đón tiếp ${title}` }),
    addressee: [`Lãnh đạo ${office.ministry}`],
    blocks: [
      heading(1, 'I. MỤC ĐÍCH, CĂN CỨ'),
      body(bold('Mục đích: '), orUnknown(textOf(delegation, 'purpose'))),
      ...(textOf(delegation, 'mandate') ? [body(bold('Ủy quyền: '), textOf(delegation, 'mandate'))] : []),
      heading(1, 'II. ĐOÀN KHÁCH'),
      ...guestBlocks(data),
      heading(1, 'III. THỜI GIAN, CHƯƠNG TRÌNH'),
      body(bold('Thời gian: '), rangeText(delegation.data.startDate, delegation.data.endDate), '.'),
      ...(data.events.length === 0 ? [body('Chương trình chưa có.')] : [programmeTable(data)]),
      ...(hasUndated(data.events) ? [note('Một số hoạt động chưa có ngày cụ thể.')] : []),
      heading(1, 'IV. PHÍA TIẾP ĐOÀN'),
      ...hostBlocks(data),
      heading(1, 'V. NỘI DUNG ĐOÀN QUAN TÂM'),
      ...topicBlocks(data),
      ...giftBlocks(data),
      body(`${office.unit} kính trình Lãnh đạo ${office.ministry} xem xét, phê duyệt./.`)
    ],
    signature: unitSignature(data)
  }
}

function guestBlocks(data: DocumentData): Block[] {
  const { delegation } = data
  const headCount = delegation.data.headCount
  return [
    body(
      bold('Nước cử đoàn: '),
      orUnknown(countryList(data)),
      '. ',
      bold('Số người: '),
      typeof headCount === 'number' ? String(headCount) : 'chưa rõ',
      '.'
    ),
    ...(textOf(delegation, 'composition') ? [body(bold('Thành phần: '), textOf(delegation, 'composition'))] : []),
    ...memberBlocks(data)
  ]
}

function hostBlocks({ delegation }: DocumentData): Block[] {
  const hosts = itemsOf(delegation, 'hosts')
  if (hosts.length === 0) return [body('Chưa phân công người tiếp đoàn.')]
  return [
    list(
      hosts.map((host) => [
        bold(String(host.name)),
        [host.post, host.unit, host.role]
          .filter(Boolean)
          .map((part) => `, ${part}`)
          .join('')
      ])
    )
  ]
}

/** What they asked about beforehand, who answers: a topic without anybody is what the plan is read for. */
function topicBlocks(data: DocumentData): Block[] {
  const topics = data.events.flatMap((event) => itemsOf(event, 'requestedTopics').map((topic) => ({ event, topic })))
  if (topics.length === 0) return [body('Đoàn chưa nêu chủ đề quan tâm.')]
  return [
    table(
      [
        { title: 'Chủ đề', share: 44 },
        { title: 'Bên nêu', share: 22 },
        { title: 'Đơn vị trả lời', share: 34 }
      ],
      topics.map(({ topic }) => [
        String(topic.topic),
        orUnknown(topic.raisedBy as string | null),
        topic.answeredBy ? String(topic.answeredBy) : 'chưa phân công'
      ])
    )
  ]
}

function giftBlocks({ delegation }: DocumentData): Block[] {
  const gifts = itemsOf(delegation, 'gifts')
  if (gifts.length === 0) return []
  return [
    heading(1, 'VI. QUÀ TẶNG'),
    list(gifts.map((gift) => [`${[gift.giver, gift.receiver].filter(Boolean).join(' – ')}${gift.item ? `: ${gift.item}` : ''}`]))
  ]
}
