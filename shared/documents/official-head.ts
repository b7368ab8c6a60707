/** What every paper in the form of Decree 30/2020/NĐ-CP has alike: its head, and the block at its end. */
import { type HandlingMark, markStamp } from '../domain/handling-mark.ts'
import type { Row } from '../sync/row.ts'
import type { OfficeNames } from './document-data.ts'
import type { DocumentModel } from './model.ts'
import { placeAndDateText } from './text-blocks.ts'

interface Dated {
  readonly office: OfficeNames
  readonly today: string
}

export interface HeadWords {
  /** As "BC-HTQT" (box 3). */
  readonly symbol: string
  /** Box 5a; empty for an official letter. */
  readonly documentType: string
  readonly subject: string
  /** Box 5b: "V/v …" of an official letter. */
  readonly regarding?: string
}

export const officialHead = ({ office, today }: Dated, words: HeadWords): NonNullable<DocumentModel['head']> => ({
  governing: office.ministry.toUpperCase(),
  issuing: office.unit.toUpperCase(),
  number: null,
  placeAndDate: placeAndDateText('Hà Nội', today),
  ...words
})

/** Signed for the minister by the head of the unit (box 7a: TL.). */
export const unitSignature = ({ office }: Pick<Dated, 'office'>, recipients: readonly string[] = ['Như trên']) => ({
  recipients: [...recipients.map((one) => `${one};`), 'Lưu: VT, HTQT.'],
  authority: ['TL. BỘ TRƯỞNG', `VỤ TRƯỞNG ${office.unit.toUpperCase()}`],
  name: ''
})

/** Box 11. A secret mark never gets this far: see the handling guard. */
export const stampOf = (row: Row): string => markStamp[row.data.mark as HandlingMark]
