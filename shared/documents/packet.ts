/**
 * The briefing packet (hồ sơ đoàn): what the head of a delegation reads the night before. As a whole it is a working paper, so cover and
 * order are free; the parts follow domain 5.1.
 */
import { agreementBlocks } from './agreement-blocks.ts'
import { commitmentBlocks } from './commitment-blocks.ts'
import { countriesLabel, countryList, countryName } from './country-names.ts'
import { type DocumentData, itemsOf, textOf } from './document-data.ts'
import { memberBlocks } from './member-blocks.ts'
import type { Block, DocumentModel } from './model.ts'
import { stampOf } from './official-head.ts'
import { hasUndated, placeText, pointList, programmeTable, timeText } from './programme-blocks.ts'
import { body, bold, dateText, heading, list, note, orUnknown, rangeText, table } from './text-blocks.ts'
import { eventKindText, giftText } from './wording.ts'

export function buildPacket(data: DocumentData): DocumentModel {
  const { delegation, office } = data
  const title = textOf(delegation, 'title')
  const head = itemsOf(delegation, 'members').find((member) => member.role === 'head')
  const parts = packetParts(data)
  return {
    language: 'vi',
    title: `Hồ sơ đoàn: ${title}`,
    stamp: stampOf(delegation),
    cover: {
      organisation: [office.ministry.toUpperCase(), office.unit.toUpperCase()],
      title: 'HỒ SƠ ĐOÀN CÔNG TÁC',
      subtitle: title,
      lines: [
        `Trưởng đoàn: ${orUnknown(head && [head.name, head.post].filter(Boolean).join(', '))}`,
        `${countriesLabel(data)}: ${orUnknown(countryList(data))}`,
        `Thời gian: ${rangeText(delegation.data.startDate, delegation.data.endDate)}`
      ],
      foot: `Lập ngày ${dateText(data.today)}${office.author ? ` – ${office.author}` : ''}`
    },
    head: null,
    addressee: [],
    blocks: [
      heading(1, 'MỤC LỤC'),
      list(parts.map((part, index) => [`Phần ${index + 1}. ${part.title}`])),
      ...parts.flatMap((part, index) => [heading(1, `PHẦN ${index + 1}. ${part.title.toUpperCase()}`), ...part.blocks])
    ],
    signature: null
  }
}

interface Part {
  readonly title: string
  readonly blocks: readonly Block[]
}

function packetParts(data: DocumentData): Part[] {
  const inSequence: Part[] = [
    { title: 'Căn cứ và mục đích', blocks: basisBlocks(data) },
    { title: 'Thành phần đoàn', blocks: memberBlocks(data) },
    { title: 'Chương trình', blocks: scheduleBlocks(data) },
    { title: 'Thông tin nước và đối tác', blocks: countryBlocks(data) },
    { title: 'Hợp tác đã qua', blocks: [...agreementBlocks(data), ...earlierTripBlocks(data)] },
    { title: 'Tình trạng cam kết', blocks: openCommitmentBlocks(data) },
    { title: 'Gợi ý nội dung trao đổi', blocks: talkingBlocks(data) },
    { title: 'Quà tặng', blocks: giftBlocks(data) },
    { title: 'Giấy tờ kèm theo', blocks: paperBlocks(data) }
  ]
  return inSequence.filter((part) => part.blocks.length > 0)
}

function basisBlocks(data: DocumentData): Block[] {
  const { delegation } = data
  const agreement = data.byId.get(textOf(delegation, 'agreementId'))
  const facts: [string, string][] = [
    ['Quyết định cử đoàn', textOf(delegation, 'decisionNumber')],
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

function scheduleBlocks(data: DocumentData): Block[] {
  if (data.events.length === 0) return [body('Chương trình chưa có.')]
  return [programmeTable(data), ...(hasUndated(data.events) ? [note('Một số hoạt động chưa có ngày cụ thể.')] : [])]
}

function countryBlocks(data: DocumentData): Block[] {
  return data.countries.flatMap((code) => {
    const country = data.byId.get(`country.${code.toLowerCase()}`)
    if (!country) return [heading(2, countryName(data, code)), body('Chưa có thông tin trong sổ tay.')]
    const facts = [
      ...(textOf(country, 'relation') ? [['Quan hệ: ', textOf(country, 'relation')]] : []),
      ...itemsOf(country, 'anniversaries').map((one) => ['Kỷ niệm: ', `${one.years} năm ${one.relation} (${one.year})`]),
      ...itemsOf(country, 'roles').map((one) => ['Vai trò: ', `${one.role}${one.year ? ` (${one.year})` : ''}`])
    ]
    return [
      heading(2, countryName(data, code)),
      ...(facts.length > 0 ? [list(facts.map(([label = '', text = '']) => [bold(label), text]))] : []),
      ...(textOf(country, 'profile') ? [body(textOf(country, 'profile'))] : []),
      ...peopleBlocks(data, code)
    ]
  })
}

/** Whom we have met there, under which title at that time. */
function peopleBlocks(data: DocumentData, code: string): Block[] {
  const people = Array.from(data.byId.values()).filter((row) => row.kind === 'person' && row.data.country === code)
  if (people.length === 0) return []
  return [
    body(bold('Những người đã gặp:')),
    list(
      people.map((person) => [
        bold(textOf(person, 'title')),
        `: ${orUnknown(
          itemsOf(person, 'tenures')
            .map((tenure) => `${tenure.post} (${rangeText(tenure.from, tenure.to)})`)
            .join('; ')
        )}`
      ])
    )
  ]
}

function earlierTripBlocks(data: DocumentData): Block[] {
  if (data.earlierTrips.length === 0) return []
  return [
    heading(2, 'Các đoàn trước'),
    table(
      [
        { title: 'Đoàn', share: 62 },
        { title: 'Thời gian', share: 38 }
      ],
      data.earlierTrips.map((trip) => [textOf(trip, 'title'), rangeText(trip.data.startDate, trip.data.endDate)])
    )
  ]
}

function openCommitmentBlocks(data: DocumentData): Block[] {
  if (data.open.length === 0) return [body('Không có cam kết nào đang mở với (các) nước đến.')]
  return [body(`Có ${data.open.length} cam kết đang mở liên quan đến (các) nước đến.`), ...commitmentBlocks(data, data.open)]
}

function talkingBlocks(data: DocumentData): Block[] {
  return data.events.flatMap((event) => {
    const points = pointList(event, true)
    if (points.length === 0) return []
    return [
      heading(2, `${eventKindText[textOf(event, 'kind')] ?? ''}: ${textOf(event, 'title')}`),
      note(`${timeText(event)} – ${placeText(data, event)}`),
      ...points
    ]
  })
}

function giftBlocks(data: DocumentData): Block[] {
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

function paperBlocks(data: DocumentData): Block[] {
  const items = data.papers.map((paper) => [
    bold(textOf(paper, 'title')),
    [textOf(paper, 'number') && ` số ${textOf(paper, 'number')}`, paper.data.date && ` ngày ${dateText(paper.data.date)}`]
      .filter(Boolean)
      .join('')
  ])
  return [
    ...(items.length > 0 ? [list(items)] : []),
    ...(data.withheld > 0
      ? [note(`${data.withheld} giấy tờ có dấu mật không đưa vào hồ sơ này; tra cứu bản giấy theo nơi lưu giữ.`)]
      : [])
  ]
}
