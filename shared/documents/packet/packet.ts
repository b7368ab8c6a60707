/**
 * The briefing packet (hồ sơ đoàn): what the head of a delegation reads the night before. As a whole it is a working paper, so cover and
 * order are free; the parts follow domain 5.1.
 */
import { markStamp } from '../../domain/handling-mark.ts'
import { countriesLabel, countryList } from '../country-names.ts'
import { type DocumentData, itemsOf, textOf } from '../document-data.ts'
import type { Block, DocumentModel } from '../model.ts'
import { stampOf } from '../official-head.ts'
import { contents, dateText, heading, orUnknown, pageBreak, rangeText } from '../text-blocks.ts'
import { basisBlocks } from './basis-part.ts'
import { openCommitmentBlocks } from './commitments-part.ts'
import { giftBlocks, logisticsBlocks, memberPartBlocks, scheduleBlocks } from './journey-parts.ts'
import { copyText, type PacketOptions, type PacketPart, usualPacket } from './options.ts'
import { paperBlocks, photoBlocks, signingBlocks, speechBlocks } from './paper-parts.ts'
import { partnerBlocks } from './partner-part.ts'
import { pastBlocks } from './past-part.ts'
import { talkingBlocks } from './talking-part.ts'

/** The dossier's own mark; where it has none, that of a paper which goes along. */
function stampOfAll(data: DocumentData, { parts: chosen }: PacketOptions): string {
  const papers = chosen.includes('papers') || chosen.includes('speeches') ? data.papers : []
  return [data.delegation, ...data.events, ...papers].map(stampOf).find((stamp) => stamp !== '') ?? ''
}

interface Part {
  readonly title: string
  readonly blocks: (data: DocumentData, options: PacketOptions) => Block[]
}

const parts: Readonly<Record<PacketPart, Part>> = {
  basis: { title: 'Căn cứ và mục đích', blocks: basisBlocks },
  members: { title: 'Thành phần đoàn', blocks: memberPartBlocks },
  programme: { title: 'Chương trình', blocks: scheduleBlocks },
  partner: { title: 'Thông tin nước và đối tác', blocks: partnerBlocks },
  past: { title: 'Hợp tác đã qua', blocks: pastBlocks },
  commitments: { title: 'Tình trạng cam kết', blocks: openCommitmentBlocks },
  talking: { title: 'Gợi ý nội dung trao đổi', blocks: talkingBlocks },
  speeches: { title: 'Phát biểu, đáp từ', blocks: speechBlocks },
  signing: { title: 'Văn bản ký kết', blocks: signingBlocks },
  gifts: { title: 'Quà tặng', blocks: (data, { without }) => (without.includes('gifts') ? [] : giftBlocks(data)) },
  logistics: { title: 'Hậu cần, liên hệ', blocks: logisticsBlocks },
  photos: { title: 'Ảnh', blocks: photoBlocks },
  papers: { title: 'Giấy tờ kèm theo', blocks: paperBlocks }
}

/** Which parts have anything to say in this packet: what the builder offers. */
export const partsWithText = (data: DocumentData, options: PacketOptions = usualPacket): PacketPart[] =>
  options.parts.filter((part) => parts[part].blocks(data, options).length > 0)

export function buildPacket(data: DocumentData, options: PacketOptions = usualPacket): DocumentModel {
  const { delegation, office } = data
  const title = textOf(delegation, 'title')
  const head = itemsOf(delegation, 'members').find((member) => member.role === 'head')
  const chosen = options.parts
    .map((part) => ({ title: parts[part].title, blocks: parts[part].blocks(data, options) }))
    .filter(({ blocks }) => blocks.length > 0)
  const issue = [options.version === null ? null : `Phiên bản ${options.version}`, options.copy && copyText(options.copy)].filter(
    (one) => one !== null
  )
  return {
    language: 'vi',
    title: `Hồ sơ đoàn: ${title}`,
    stamp: options.mark ? markStamp[options.mark] : stampOfAll(data, options),
    cover: {
      organisation: [office.ministry.toUpperCase(), office.unit.toUpperCase()],
      title: 'HỒ SƠ ĐOÀN CÔNG TÁC',
      subtitle: title,
      lines: [
        `Trưởng đoàn: ${orUnknown(head && [head.name, head.post].filter(Boolean).join(', '))}`,
        `${countriesLabel(data)}: ${orUnknown(countryList(data))}`,
        `Thời gian: ${rangeText(delegation.data.startDate, delegation.data.endDate)}`,
        ...issue
      ],
      foot: `Lập ngày ${dateText(data.today)}${office.author ? ` – ${office.author}` : ''}`
    },
    foot: [`${office.unit}, ${dateText(data.today)}`, ...issue].join(' – '),
    head: null,
    addressee: [],
    blocks: [
      heading(1, 'MỤC LỤC'),
      contents,
      ...chosen.flatMap((part, index) => [
        pageBreak,
        heading(1, `PHẦN ${index + 1}. ${part.title.toUpperCase()}`),
        ...part.blocks
      ])
    ],
    signature: null
  }
}
