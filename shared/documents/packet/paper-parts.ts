/** Speeches, texts to be signed, photos, and the papers that go along (domain 5.1, parts 10, 11 and 14). */
import { type Attachment, readAttachment } from '../../domain/attachment.ts'
import type { Row } from '../../sync/row.ts'
import { type DocumentData, itemsOf, textOf } from '../document-data.ts'
import type { Block } from '../model.ts'
import { body, bold, dateText, heading, italic, list, note, orUnknown, picture } from '../text-blocks.ts'
import { agreementStateText, agreementTypeText } from '../wording.ts'

const photoMm = 120

/** A packet is not a paper of the next packet. */
const papersOf = (data: DocumentData): Row[] => data.papers.filter((paper) => paper.data.type !== 'packet')

export function speechBlocks(data: DocumentData): Block[] {
  return data.papers
    .filter((paper) => paper.data.type === 'speech' && textOf(paper, 'text') !== '')
    .flatMap((paper) => [
      heading(2, textOf(paper, 'title')),
      ...textOf(paper, 'text')
        .split(/\n+/)
        .map((line) => body(line))
    ])
}

/** Texts that this trip signs: named by one of its events, or still before their signing with its countries. */
export function signingBlocks(data: DocumentData): Block[] {
  const events = new Map(data.events.map((event) => [event.id as string, event]))
  const before = new Set(['proposed', 'negotiating', 'consulting', 'authorised'])
  const texts = data.agreements.filter(
    (one) =>
      events.has(textOf(one, 'signingEventId')) || (before.has(textOf(one, 'state')) && textOf(one, 'signingEventId') === '')
  )
  return texts.flatMap((one) => {
    const event = events.get(textOf(one, 'signingEventId'))
    const facts: [string, string][] = [
      ['Loại văn bản', agreementTypeText[textOf(one, 'type')] ?? ''],
      ['Tên tiếng Anh', textOf(one, 'titleEn')],
      ['Tình trạng', agreementStateText[textOf(one, 'state')] ?? ''],
      ['Lễ ký', event ? `${textOf(event, 'title')}, ${dateText(event.data.date)}` : ''],
      ...itemsOf(one, 'signatories').map((signer): [string, string] => [
        signer.side === 'vn' ? 'Người ký phía ta' : 'Người ký phía bạn',
        [signer.name, signer.post].filter(Boolean).join(', ')
      ])
    ]
    return [heading(2, textOf(one, 'title')), list(facts.flatMap(([label, text]) => (text ? [[bold(`${label}: `), text]] : [])))]
  })
}

const endingOf = ({ name }: Attachment): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase()
const pictureEndings = new Set(['jpg', 'jpeg', 'jfif', 'png', 'webp', 'gif', 'bmp', 'avif'])
export const isPicture = (file: Attachment): boolean => pictureEndings.has(endingOf(file))
export const isPdf = (file: Attachment): boolean => endingOf(file) === 'pdf'

const filesOf = (row: Row, list: string): Attachment[] => itemsOf(row, list).flatMap((item) => readAttachment(item) ?? [])

export function photoBlocks(data: DocumentData): Block[] {
  return data.events.flatMap((event) =>
    filesOf(event, 'photos')
      .filter(isPicture)
      .map((photo) => picture(photo.sha256, photoMm, captionOf(photo) || textOf(event, 'title')))
  )
}
const captionOf = ({ caption, credit }: Attachment): string => [caption, credit && `(Ảnh: ${credit})`].filter(Boolean).join(' ')

/** The list of papers, and then each with its pages: pictures and PDF; what is neither is named. */
export function paperBlocks(data: DocumentData): Block[] {
  const items = papersOf(data).map((paper) => [bold(textOf(paper, 'title')), numberAndDate(paper)])
  return [
    ...(items.length > 0 ? [list(items)] : []),
    ...(data.withheld > 0
      ? [note(`${data.withheld} giấy tờ có dấu mật không đưa vào hồ sơ này; tra cứu bản giấy theo nơi lưu giữ.`)]
      : []),
    ...papersOf(data).flatMap(annexBlocks)
  ]
}

const numberAndDate = (paper: Row): string =>
  [textOf(paper, 'number') && ` số ${textOf(paper, 'number')}`, paper.data.date && ` ngày ${dateText(paper.data.date)}`]
    .filter(Boolean)
    .join('')

function annexBlocks(paper: Row): Block[] {
  const files = filesOf(paper, 'files')
  if (files.length === 0) return []
  const shown = files.filter((file) => isPicture(file) || isPdf(file))
  const others = files.filter((file) => !shown.includes(file))
  return [
    heading(2, `${textOf(paper, 'title')}${numberAndDate(paper)}`),
    ...shown.map(
      (file): Block => (isPdf(file) ? { type: 'pages', file: file.sha256 } : picture(file.sha256, 160, captionOf(file)))
    ),
    ...(others.length > 0
      ? [body(italic('Tệp kèm theo, xem riêng: '), orUnknown(others.map((file) => file.name).join('; ')))]
      : [])
  ]
}
