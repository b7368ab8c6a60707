/**
 * The yearly report on concluding and carrying out international agreements, to the Ministry of Foreign Affairs by 15 November: Law
 * 70/2020/QH14 art. 42, 46. MOFA's own form is not known to us (domain 8): the sections follow the law's words.
 */
import type { Row } from '../sync/row.ts'
import { lastDayOf, parsePartialDate } from '../text/partial-date.ts'
import { partiesText } from './agreement-register.ts'
import { textOf } from './document-data.ts'
import type { Block, DocumentModel } from './model.ts'
import type { OfficeData } from './office-data.ts'
import { officialHead, unitSignature } from './official-head.ts'
import { body, dateText, heading, orUnknown, rangeText, table } from './text-blocks.ts'
import { agreementStateText, commitmentStateText } from './wording.ts'

const preparing = new Set(['proposed', 'negotiating', 'consulting', 'authorised'])
const running = new Set(['in-force', 'amended', 'extended'])
const over = new Set(['suspended', 'ended', 'terminated'])

export function buildAgreementYearReport(data: OfficeData): DocumentModel {
  const { year, office, agreements } = data
  const state = (one: Row) => textOf(one, 'state')
  const signed = agreements.filter((one) => parsePartialDate(textOf(one, 'signedOn'))?.year === year)
  const inForce = agreements.filter((one) => running.has(state(one)))
  const planned = agreements.filter((one) => preparing.has(state(one)))
  const ending = agreements.filter((one) => endsBy(one, `${year + 1}-12-31`, data.today))
  return {
    language: 'vi',
    title: `Báo cáo thỏa thuận quốc tế năm ${year}`,
    stamp: '',
    cover: null,
    head: officialHead(data, {
      symbol: 'BC-HTQT',
      documentType: 'BÁO CÁO',
      subject: `Tình hình ký kết và thực hiện thỏa thuận quốc tế năm ${year}, kế hoạch năm ${year + 1}`
    }),
    addressee: ['Bộ Ngoại giao'],
    blocks: [
      body(`Thực hiện Luật Thỏa thuận quốc tế số 70/2020/QH14, ${office.ministry} báo cáo như sau:`),
      heading(1, `I. KÝ KẾT TRONG NĂM ${year}`),
      ...tableOr(signed, `Năm ${year} không ký thỏa thuận quốc tế nào.`),
      heading(1, 'II. THỰC HIỆN THỎA THUẬN ĐANG CÓ HIỆU LỰC'),
      ...(inForce.length === 0
        ? [body('Không có thỏa thuận nào đang có hiệu lực.')]
        : inForce.flatMap((one) => carriedOut(data, one))),
      heading(1, 'III. TẠM ĐÌNH CHỈ, CHẤM DỨT, HẾT HIỆU LỰC'),
      ...tableOr(
        agreements.filter((one) => over.has(state(one))),
        'Không có.'
      ),
      heading(1, `IV. KẾ HOẠCH NĂM ${year + 1}`),
      ...tableOr(planned, 'Không có thỏa thuận nào đang chuẩn bị ký.'),
      ...(ending.length > 0
        ? [body('Thỏa thuận hết hiệu lực đến hết năm sau, cần đề xuất gia hạn hoặc ký mới:'), agreementTable(ending)]
        : []),
      body(`Trên đây là báo cáo của ${office.ministry}, kính gửi Bộ Ngoại giao tổng hợp./.`)
    ],
    signature: unitSignature(data)
  }
}

const tableOr = (rows: readonly Row[], otherwise: string): Block[] =>
  rows.length === 0 ? [body(otherwise)] : [agreementTable(rows)]

const agreementTable = (rows: readonly Row[]): Block =>
  table(
    [
      { title: 'STT', share: 7 },
      { title: 'Tên thỏa thuận', share: 38 },
      { title: 'Các bên', share: 26 },
      { title: 'Ngày ký', share: 16 },
      { title: 'Giai đoạn', share: 18 },
      { title: 'Tình trạng', share: 16 }
    ],
    rows.map((one, index) => [
      String(index + 1),
      textOf(one, 'title'),
      orUnknown(partiesText(one)),
      dateText(one.data.signedOn),
      rangeText(one.data.periodFrom, one.data.periodTo),
      agreementStateText[textOf(one, 'state')] ?? ''
    ])
  )

/** What came of it: its commitments and how each stands. */
function carriedOut(data: OfficeData, one: Row): Block[] {
  const commitments = Array.from(data.byId.values()).filter(
    (row) => row.kind === 'commitment' && row.data.agreementId === one.id && row.data.deleted !== true
  )
  return [
    heading(2, textOf(one, 'title')),
    body(`Giai đoạn: ${rangeText(one.data.periodFrom, one.data.periodTo)}. ${textOf(one, 'evaluation')}`),
    ...(commitments.length === 0
      ? [body('Sổ tay chưa ghi nhận việc cụ thể nào thực hiện thỏa thuận này.')]
      : [
          table(
            [
              { title: 'Việc đã cam kết', share: 60 },
              { title: 'Thời hạn', share: 18 },
              { title: 'Tình trạng', share: 22 }
            ],
            commitments.map((commitment) => [
              textOf(commitment, 'title'),
              dateText(commitment.data.due),
              commitmentStateText[textOf(commitment, 'state')] ?? ''
            ])
          )
        ])
  ]
}

function endsBy(one: Row, day: string, today: string): boolean {
  const last = lastDayOf(textOf(one, 'periodTo'))
  return last !== null && last >= today && last <= day && !over.has(textOf(one, 'state'))
}
