/**
 * The yearly table of international conferences, to the Ministry of Foreign Affairs by 18 December, from 15/12 of the year before to 14/12:
 * Decision 06/2020/QĐ-TTg art. 8. The columns of its Form 03 are not known to us (domain 8): these are what the records hold.
 */
import type { Row } from '../sync/row.ts'
import { partialDateSortKey } from '../text/partial-date.ts'
import { countryName } from './country-names.ts'
import { textOf } from './document-data.ts'
import type { Block, DocumentModel } from './model.ts'
import type { OfficeData } from './office-data.ts'
import { officialHead, unitSignature } from './official-head.ts'
import { participantsText, saidPoints } from './programme-blocks.ts'
import { body, dateText, orUnknown, table } from './text-blocks.ts'
import { eventStateText } from './wording.ts'

export function buildConferenceTable(data: OfficeData): DocumentModel {
  const { year, office } = data
  const [from, to] = [`${year - 1}-12-15`, `${year}-12-14`]
  const conferences = data.events.filter((event) => event.data.kind === 'conference' && isWithin(event, from, to))
  return {
    language: 'vi',
    title: `Hội nghị, hội thảo quốc tế năm ${year}`,
    stamp: '',
    cover: null,
    head: officialHead(data, {
      symbol: 'BC-HTQT',
      documentType: 'BÁO CÁO',
      subject: `Tổ chức hội nghị, hội thảo quốc tế năm ${year}`
    }),
    addressee: ['Bộ Ngoại giao'],
    blocks: [
      body(
        `Thực hiện Quyết định số 06/2020/QĐ-TTg, ${office.ministry} báo cáo các hội nghị, hội thảo quốc tế từ ${dateText(from)} đến ${dateText(to)}: ${conferences.length === 0 ? 'không có' : `${conferences.length} cuộc`}.`
      ),
      conferenceTable(data, conferences),
      body('Trên đây là báo cáo, kính gửi Bộ Ngoại giao tổng hợp./.')
    ],
    signature: unitSignature(data)
  }
}

/** A conference of which only the month or the year is known counts where its period begins. */
function isWithin(event: Row, from: string, to: string): boolean {
  const key = partialDateSortKey(textOf(event, 'date'))
  return key !== '' && key.slice(0, 10) >= from && key.slice(0, 10) <= to
}

const conferenceTable = (data: OfficeData, conferences: readonly Row[]): Block =>
  table(
    [
      { title: 'STT', share: 7 },
      { title: 'Tên hội nghị, hội thảo', share: 34 },
      { title: 'Thời gian', share: 15 },
      { title: 'Địa điểm', share: 18 },
      { title: 'Đối tác', share: 22 },
      { title: 'Nội dung', share: 26 },
      { title: 'Tình trạng', share: 12 }
    ],
    conferences.map((event, index) => {
      const country = textOf(event, 'country')
      return [
        String(index + 1),
        textOf(event, 'title'),
        dateText(event.data.date),
        orUnknown(
          [textOf(event, 'venue'), textOf(event, 'city'), country && countryName(data, country)].filter(Boolean).join(', ')
        ),
        participantsText(event, 'partner'),
        saidPoints(event)
          .map((point) => String(point.topic ?? point.text))
          .join('; '),
        eventStateText[textOf(event, 'state')] ?? ''
      ]
    })
  )
