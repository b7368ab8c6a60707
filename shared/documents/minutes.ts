/** The minutes of one meeting (biên bản): model 1.9 of Decree 30, Appendix III. No place and date in the head; the secretary signs left, the chair right. */
import type { Row } from '../sync/row.ts'
import { itemsOf, textOf } from './document-data.ts'
import type { EventData } from './event-data.ts'
import type { Block, DocumentModel } from './model.ts'
import { officialHead, stampOf } from './official-head.ts'
import { participantsText, placeText, pointList, saidPoints, timeText } from './programme-blocks.ts'
import { body, bold, dateText, heading, list, orUnknown } from './text-blocks.ts'
import { eventKindText, ownerText } from './wording.ts'

export function buildMinutes(data: EventData): DocumentModel {
  const { event, today, office } = data
  return {
    language: 'vi',
    title: `Biên bản: ${textOf(event, 'title')}`,
    stamp: stampOf(event),
    cover: null,
    head: {
      ...officialHead({ today, office }, { symbol: 'BB-HTQT', documentType: 'BIÊN BẢN', subject: subjectOf(event) }),
      placeAndDate: ''
    },
    addressee: [],
    blocks: [
      body(bold('Thời gian bắt đầu: '), timeText(event), '.'),
      body(bold('Địa điểm: '), placeText(data, event), '.'),
      body(
        bold('Thành phần tham dự: '),
        `Phía Việt Nam: ${participantsText(event, 'vn')}. Phía bạn: ${participantsText(event, 'partner')}.`
      ),
      body(bold('Chủ tọa: '), orUnknown(chairOf(event)), '.'),
      body(bold('Thư ký: '), orUnknown(office.author), '.'),
      heading(1, 'Nội dung'),
      ...(saidPoints(event).length === 0 ? [body('Chưa ghi nội dung.')] : pointList(event)),
      ...promiseBlocks(data),
      body(
        `Buổi làm việc kết thúc${textOf(event, 'endTime') ? ` vào ${textOf(event, 'endTime')}` : ''}, ${dateText(event.data.date)}./.`
      )
    ],
    signature: {
      recipients: [],
      authority: ['CHỦ TỌA'],
      name: chairOf(event),
      second: { authority: ['THƯ KÝ'], name: office.author }
    }
  }
}

const subjectOf = (event: Row): string => `${eventKindText[textOf(event, 'kind')] ?? 'Họp'}: ${textOf(event, 'title')}`

/** The first of ours named, as they stand in order of rank. */
const chairOf = (event: Row): string => String(itemsOf(event, 'participants').find(({ side }) => side === 'vn')?.name ?? '')

function promiseBlocks({ commitments }: EventData): Block[] {
  if (commitments.length === 0) return []
  return [
    heading(1, 'Cam kết'),
    list(
      commitments.map((one) => [
        bold(textOf(one, 'title')),
        `: ${orUnknown([ownerText[textOf(one, 'owner')], textOf(one, 'ownerName')].filter(Boolean).join(', '))}; thời hạn ${dateText(one.data.due)}`
      ])
    )
  ]
}
