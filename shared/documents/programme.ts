/** The programme (chương trình) of a trip: day by day, in the time of the place and, where that differs, in Hà Nội's. */
import { type DocumentData, textOf } from './document-data.ts'
import type { DocumentModel } from './model.ts'
import { officialHead, stampOf, unitSignature } from './official-head.ts'
import { participantsText, timeAndPlace } from './programme-blocks.ts'
import { dayBlocks } from './programme-days.ts'
import { body } from './text-blocks.ts'

export function buildProgramme(data: DocumentData): DocumentModel {
  const { delegation, office } = data
  const title = textOf(delegation, 'title')
  return {
    language: 'vi',
    title: `Chương trình: ${title}`,
    stamp: stampOf(delegation),
    cover: null,
    head: officialHead(data, { symbol: 'CTr-HTQT', documentType: 'CHƯƠNG TRÌNH', subject: `Làm việc của ${title}` }),
    addressee: [],
    blocks: [
      timeAndPlace(data),
      ...dayBlocks(data, 1, [{ title: 'Phía bạn', share: 24, cell: (event) => participantsText(event, 'partner') }]),
      body(`Chương trình có thể thay đổi theo thực tế; ${office.unit} sẽ thông báo khi có thay đổi./.`)
    ],
    signature: unitSignature(data, ['Thành viên đoàn'])
  }
}
