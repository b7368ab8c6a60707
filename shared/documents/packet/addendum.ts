/**
 * Late news (domain 5.1): the packet that went out stays as it is in its reader's hand, with the reader's own notes; this says what is
 * otherwise since then.
 */
import type { Block, DocumentModel } from '../model.ts'
import { body, bold, heading, italic, list, note } from '../text-blocks.ts'
import { comparePackets } from './compare.ts'

export interface AddendumOf {
  /** The packet that went out. */
  readonly earlier: DocumentModel
  readonly version: number
  readonly later: DocumentModel
}

export function buildAddendum({ earlier, version, later }: AddendumOf): DocumentModel {
  const changes = comparePackets(earlier, later)
  const blocks: Block[] =
    changes.length === 0
      ? [body(`Không có nội dung nào thay đổi so với phiên bản ${version}.`)]
      : changes.flatMap(({ part, added, removed }) => [
          heading(2, sentenceCase(part)),
          ...(added.length > 0 ? [body(bold('Nay là:')), list(added.map((line) => [line]))] : []),
          ...(removed.length > 0 ? [body(bold('Thay cho, hoặc bỏ:')), list(removed.map((line) => [italic(line)]))] : [])
        ])
  return {
    ...later,
    title: `Bổ sung ${later.title}`,
    cover: null,
    blocks: [
      heading(1, 'BỔ SUNG HỒ SƠ ĐOÀN CÔNG TÁC'),
      body(bold(later.cover?.subtitle ?? '')),
      note(`Kèm theo hồ sơ phiên bản ${version}. Hồ sơ đã phát vẫn dùng; những điểm dưới đây thay đổi từ khi phát hành.`),
      ...blocks
    ]
  }
}

/** Parts are titled in capitals in the packet. */
const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()
