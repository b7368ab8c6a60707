/** How all commitments stand (báo cáo tình trạng cam kết), by country: what the leadership asks for before a meeting and at a year's end. */
import { type CommitmentState, isOpen } from '../domain/commitment.ts'
import type { Row } from '../sync/row.ts'
import { lastDayOf } from '../text/partial-date.ts'
import { countryName } from './country-names.ts'
import { itemsOf, textOf } from './document-data.ts'
import type { Block, DocumentModel } from './model.ts'
import type { OfficeData } from './office-data.ts'
import { officialHead, unitSignature } from './official-head.ts'
import { body, bold, dateText, heading, list, note, orUnknown, table } from './text-blocks.ts'
import { commitmentStateText, ownerText } from './wording.ts'

export function buildCommitmentReport(data: OfficeData): DocumentModel {
  const { commitments, office, country } = data
  const withWhom = country === null ? 'với các đối tác nước ngoài' : `với ${countryName(data, country)}`
  return {
    language: 'vi',
    title: `Báo cáo tình trạng cam kết ${withWhom}`,
    stamp: '',
    cover: null,
    head: officialHead(data, { symbol: 'BC-HTQT', documentType: 'BÁO CÁO', subject: `Tình trạng thực hiện cam kết ${withWhom}` }),
    addressee: [`Lãnh đạo ${office.ministry}`],
    blocks: [
      body(summaryOf(data)),
      ...groupedByCountry(data).flatMap(([code, group], index) => [
        heading(1, `${roman(index + 1)}. ${code === '' ? 'KHÔNG GẮN VỚI NƯỚC NÀO' : countryName(data, code).toUpperCase()}`),
        commitmentTable(group)
      ]),
      ...overdueBlocks(data),
      ...incompleteBlocks(data),
      ...(data.withheld > 0 ? [note(`${data.withheld} hồ sơ có dấu mật không đưa vào báo cáo này.`)] : []),
      body(
        commitments.length === 0
          ? 'Sổ tay chưa ghi nhận cam kết nào./.'
          : `Trên đây là tình trạng thực hiện cam kết, ${office.unit} kính báo cáo./.`
      )
    ],
    signature: unitSignature(data)
  }
}

const roman = (number: number): string => {
  const parts = [
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I']
  ] as const
  let [text, left] = ['', number]
  for (const [value, letters] of parts) {
    while (left >= value) {
      text += letters
      left -= value
    }
  }
  return text
}

const isStillOpen = (one: Row): boolean => isOpen(one.data.state as CommitmentState)
function isOverdue(one: Row, today: string): boolean {
  const last = lastDayOf(textOf(one, 'due'))
  return isStillOpen(one) && last !== null && last < today
}

function summaryOf({ commitments, today }: OfficeData): string {
  const open = commitments.filter(isStillOpen)
  const count = (state: CommitmentState) => commitments.filter((one) => one.data.state === state).length
  return `Tính đến ${dateText(today)}, sổ tay ghi nhận ${commitments.length} cam kết, trong đó ${open.length} đang mở (${count('open')} chưa thực hiện, ${count('in-progress')} đang thực hiện), ${count('done')} đã hoàn thành, ${count('declined') + count('lapsed')} không thực hiện hoặc hết hiệu lực; ${commitments.filter((one) => isOverdue(one, today)).length} cam kết đã quá hạn.`
}

/** A commitment with several countries stands under each of them. */
function groupedByCountry({ commitments, country }: OfficeData): [string, Row[]][] {
  const groups = new Map<string, Row[]>()
  for (const one of commitments) {
    const codes = itemsOf(one, 'countries').map(({ id }) => id)
    for (const code of codes.length === 0 ? [''] : codes) {
      if (country === null || code === country) groups.set(code, [...(groups.get(code) ?? []), one])
    }
  }
  return Array.from(groups).sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b)))
}

const commitmentTable = (group: readonly Row[]): Block =>
  table(
    [
      { title: 'STT', share: 7 },
      { title: 'Cam kết', share: 40 },
      { title: 'Trách nhiệm', share: 20 },
      { title: 'Đơn vị chủ trì', share: 16 },
      { title: 'Thời hạn', share: 14 },
      { title: 'Tình trạng', share: 17 }
    ],
    group.map((one, index) => [
      String(index + 1),
      textOf(one, 'title') + (one.data.oral === true ? ' (thỏa thuận miệng)' : ''),
      orUnknown([ownerText[textOf(one, 'owner')], textOf(one, 'ownerName')].filter(Boolean).join(', ')),
      orUnknown(textOf(one, 'leadUnit')),
      dateText(one.data.due),
      commitmentStateText[textOf(one, 'state')] ?? textOf(one, 'state')
    ])
  )

function overdueBlocks({ commitments, today }: OfficeData): Block[] {
  const overdue = commitments.filter((one) => isOverdue(one, today))
  if (overdue.length === 0) return []
  return [
    heading(1, 'CAM KẾT QUÁ HẠN'),
    list(
      overdue.map((one) => [
        bold(textOf(one, 'title')),
        ` (hạn ${dateText(one.data.due)})${textOf(one, 'nextStep') ? `: ${textOf(one, 'nextStep')}` : ''}`
      ])
    )
  ]
}

/** Rule 5 of domain 7: without owner or date nobody can be asked. */
function incompleteBlocks({ commitments }: OfficeData): Block[] {
  const incomplete = commitments.filter((one) => isStillOpen(one) && (!one.data.owner || !one.data.due))
  if (incomplete.length === 0) return []
  return [
    heading(1, 'CAM KẾT CHƯA RÕ TRÁCH NHIỆM HOẶC THỜI HẠN'),
    list(
      incomplete.map((one) => [
        `${textOf(one, 'title')} (thiếu ${[!one.data.owner && 'bên thực hiện', !one.data.due && 'thời hạn'].filter(Boolean).join(', ')})`
      ])
    )
  ]
}
