/**
 * One table of type for both writers: a style of Word and the look of a PDF paragraph come from the same line, so the two files
 * cannot drift apart. Figures of the decree come from `decree30.ts`; the others are ours, and only fill the room it leaves.
 */
import {
  body,
  handlingStamp,
  issuer,
  letterSubject,
  nation,
  numberAndSymbol,
  pageNumber,
  placeAndDate,
  recipients,
  signature,
  subject,
  table
} from '#shared/documents/decree30.ts'
import type { TypeLook } from './text-measure.ts'

export interface TextStyle extends TypeLook {
  readonly align: 'left' | 'centre' | 'justify'
  /** Single unless given. */
  readonly lineSpacing?: number
  readonly firstLineMm?: number
  readonly leftMm?: number
  /** Only where the paragraph above has no space after it: Word takes the larger of the two, pdfmake their sum. */
  readonly spaceBeforePt?: number
  readonly spaceAfterPt?: number
  /** Stays on the page of the paragraph after it. */
  readonly keepsNext?: boolean
}

const running = { sizePt: body.sizePt, lineSpacing: body.lineSpacing, spaceAfterPt: body.spaceAfterPt } as const
const heading = { ...running, align: 'left', firstLineMm: body.firstLineMm, bold: true, keepsNext: true } as const
const centred = { align: 'centre' } as const

export const textStyles = {
  nation: { ...centred, sizePt: nation.nameSizePt, bold: true },
  motto: { ...centred, sizePt: nation.mottoSizePt, bold: true },
  governing: { ...centred, sizePt: issuer.sizePt },
  issuing: { ...centred, sizePt: issuer.sizePt, bold: true },
  number: { ...centred, sizePt: numberAndSymbol.sizePt, spaceBeforePt: 4 },
  /** Box 5b: 12–13 upright, 6 pt below the number. */
  regarding: { ...centred, sizePt: letterSubject.sizePt, spaceBeforePt: 6, spaceAfterPt: 12 },
  place: { ...centred, sizePt: placeAndDate.sizePt, italic: true, spaceBeforePt: 3 },
  stamp: { ...centred, sizePt: handlingStamp.sizePt, bold: true, spaceBeforePt: 10, spaceAfterPt: 4 },
  'document-type': { ...centred, sizePt: subject.sizePt, bold: true, spaceBeforePt: 18, keepsNext: true },
  subject: { ...centred, sizePt: subject.sizePt, bold: true, keepsNext: true },
  addressee: { ...running, align: 'centre' },
  'addressee-title': { ...running, align: 'left', leftMm: 30, keepsNext: true },
  'addressee-item': { ...running, align: 'left' },
  body: { ...running, align: 'justify', firstLineMm: body.firstLineMm },
  plain: { ...running, align: 'justify' },
  note: { ...running, align: 'justify', firstLineMm: body.firstLineMm, sizePt: 13, italic: true },
  centred: { ...running, align: 'centre' },
  basis: { ...running, align: 'justify', firstLineMm: body.firstLineMm, italic: true },
  'heading-1': heading,
  'heading-2': heading,
  'heading-3': { ...heading, italic: true },
  'list-item': { ...running, align: 'justify', leftMm: 12.7 },
  'table-head': { ...centred, sizePt: table.sizePt, bold: true },
  'table-cell': { align: 'left', sizePt: table.sizePt },
  'recipients-title': { align: 'left', sizePt: recipients.titleSizePt, bold: true, italic: true },
  recipient: { align: 'left', sizePt: recipients.sizePt },
  authority: { ...centred, sizePt: signature.sizePt, bold: true, keepsNext: true },
  signer: { ...centred, sizePt: signature.sizePt, bold: true, spaceBeforePt: 70 },
  'contents-line': { ...running, align: 'left' },
  beside: { ...running, align: 'left' },
  caption: { ...running, align: 'centre', sizePt: 12, italic: true },
  foot: { align: 'centre', sizePt: 10 },
  'page-number': { ...centred, sizePt: pageNumber.sizePt },
  'cover-organisation': { ...centred, sizePt: 14 },
  'cover-issuer': { ...centred, sizePt: 14, bold: true },
  'cover-title': { ...centred, sizePt: 24, bold: true, lineSpacing: 1.15, spaceAfterPt: 12 },
  'cover-subtitle': { ...centred, sizePt: 16, lineSpacing: 1.15, spaceAfterPt: 18 },
  'cover-line': { ...centred, sizePt: 14, lineSpacing: 1.15, spaceAfterPt: 4 },
  'cover-foot': { ...centred, sizePt: 14 }
} as const satisfies Record<string, TextStyle>

export type TextStyleName = keyof typeof textStyles
export const textStyle = (name: TextStyleName): TextStyle => textStyles[name]
