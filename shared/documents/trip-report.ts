/** The trip report (báo cáo kết quả): a "báo cáo" in the form of Decree 30/2020, with the sections of domain 5.2. */
import { agreementBlocks } from './agreement-blocks.ts'
import { commitmentBlocks } from './commitment-blocks.ts'
import { type DocumentData, itemsOf, textOf } from './document-data.ts'
import { memberBlocks } from './member-blocks.ts'
import type { Block, DocumentModel } from './model.ts'
import { officialHead, stampOf, unitSignature } from './official-head.ts'
import { participantsText, placeText, pointList, programmeTable, timeAndPlace, timeText } from './programme-blocks.ts'
import { basis, body, bold, dateText, heading, list, note, orUnknown, table } from './text-blocks.ts'

export function buildTripReport(data: DocumentData): DocumentModel {
  const { delegation, office } = data
  const title = textOf(delegation, 'title')
  return {
    language: 'vi',
    title: `Báo cáo kết quả: ${title}`,
    stamp: stampOf(delegation),
    cover: null,
    head: officialHead(data, { symbol: 'BC-HTQT', documentType: 'BÁO CÁO', subject: `Kết quả ${lowerFirst(title)}` }),
    addressee: [`Lãnh đạo ${office.ministry}`],
    blocks: [
      ...basisBlocks(data),
      heading(1, 'I. THÔNG TIN CHUNG'),
      ...generalBlocks(data),
      ...memberBlocks(data),
      heading(1, 'II. DIỄN BIẾN'),
      ...courseBlocks(data),
      heading(1, 'III. KẾT QUẢ'),
      ...resultBlocks(data),
      heading(1, 'IV. THỎA THUẬN, CAM KẾT'),
      ...agreementBlocks(data),
      ...(data.ofTrip.length > 0 ? commitmentBlocks(data, data.ofTrip) : [body('Chuyến đi không ghi nhận cam kết nào.')]),
      ...openBeforeBlocks(data),
      heading(1, 'V. KIẾN NGHỊ'),
      ...proposalBlocks(data),
      body(`Trên đây là báo cáo kết quả chuyến công tác, ${office.unit} kính báo cáo./.`)
    ],
    signature: unitSignature(data)
  }
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

function basisBlocks(data: DocumentData): Block[] {
  const { delegation } = data
  const agreement = data.byId.get(textOf(delegation, 'agreementId'))
  const bases = [
    textOf(delegation, 'decisionNumber') &&
      `Quyết định số ${textOf(delegation, 'decisionNumber')} ngày ${dateText(delegation.data.decisionDate)}`,
    agreement && textOf(agreement, 'title'),
    textOf(delegation, 'programmeName') && `Chương trình ${textOf(delegation, 'programmeName')}`,
    textOf(delegation, 'mandate')
  ].filter((text): text is string => typeof text === 'string' && text !== '')
  return bases.map((text, index) => basis(`Căn cứ ${text}${index === bases.length - 1 ? '.' : ';'}`))
}

function generalBlocks(data: DocumentData): Block[] {
  const { delegation } = data
  return [
    timeAndPlace(data),
    ...(textOf(delegation, 'parentVisit') ? [body(bold('Trong khuôn khổ: '), textOf(delegation, 'parentVisit'))] : []),
    body(bold('Mục đích: '), orUnknown(textOf(delegation, 'purpose'))),
    ...(textOf(delegation, 'composition') ? [body(bold('Thành phần: '), textOf(delegation, 'composition'))] : [])
  ]
}

function courseBlocks(data: DocumentData): Block[] {
  if (data.events.length === 0) return [body('Chưa ghi nhận hoạt động nào.')]
  return [
    programmeTable(data),
    ...data.events.flatMap((event, index) => [
      heading(2, `${index + 1}. ${textOf(event, 'title')}`),
      body(bold('Thời gian, địa điểm: '), `${timeText(event)}; ${placeText(data, event)}.`),
      body(bold('Phía ta: '), participantsText(event, 'vn'), bold('. Phía bạn: '), participantsText(event, 'partner'), '.'),
      ...pointList(event),
      ...factBlocks(event)
    ])
  ]
}

function factBlocks(event: DocumentData['events'][number]): Block[] {
  const facts = itemsOf(event, 'facts')
  if (facts.length === 0) return []
  return [
    body(bold('Số liệu ghi nhận:')),
    list(
      facts.map((fact) => [
        `${fact.indicator}: ${fact.value}${fact.unit ? ` ${fact.unit}` : ''}${fact.asOf ? ` (${dateText(fact.asOf)})` : ''}`
      ])
    )
  ]
}

function resultBlocks(data: DocumentData): Block[] {
  const { delegation } = data
  const agreed = data.events.flatMap((event) =>
    itemsOf(event, 'points').filter((point) => point.agreed === true && point.internal !== true)
  )
  return [
    body(orUnknown(textOf(delegation, 'resultSummary'))),
    ...(agreed.length > 0
      ? [body(bold(`Hai bên đã thống nhất ${agreed.length} nội dung:`)), list(agreed.map((point) => [String(point.text)]))]
      : []),
    ...(textOf(delegation, 'lessons') ? [body(bold('Kinh nghiệm rút ra: '), textOf(delegation, 'lessons'))] : [])
  ]
}

function openBeforeBlocks(data: DocumentData): Block[] {
  const before = data.open.filter((one) => !data.ofTrip.includes(one))
  if (before.length === 0) return []
  return [heading(2, 'Cam kết khác đang mở với (các) nước đã đến'), ...commitmentBlocks(data, before)]
}

function proposalBlocks(data: DocumentData): Block[] {
  const proposals = itemsOf(data.delegation, 'proposals')
  if (proposals.length === 0) return [note('Chưa có kiến nghị.')]
  return [
    table(
      [
        { title: 'Kiến nghị', share: 56 },
        { title: 'Đơn vị chủ trì', share: 24 },
        { title: 'Thời hạn', share: 20 }
      ],
      proposals.map((proposal) => [String(proposal.text), orUnknown(proposal.leadUnit as string | null), dateText(proposal.due)])
    )
  ]
}
