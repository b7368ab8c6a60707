/** Boxes 7 and 9b, side by side and on one page. */
import type { Column, Content } from 'pdfmake/interfaces'
import type { DocumentModel } from '#shared/documents/model.ts'
import { paragraphHeightPt, signatureColumnsPt, thinLinePt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import type { TextStyleName } from '../text-styles.ts'
import { receiverLines, wordingOf } from '../wording.ts'
import { textNode } from './paragraphs.ts'

export interface PlacedSignature {
  readonly node: Content
  readonly heightPt: number
}

type Line = readonly [TextStyleName, string]

export function signatureOf(model: DocumentModel, measure: TextMeasure): PlacedSignature | null {
  const { signature } = model
  if (signature === null) return null
  const [leftPt, rightPt] = signatureColumnsPt
  const receivers = receiverLines(signature.recipients)
  const titled: Line[] = receivers.length === 0 ? [] : [['recipients-title', wordingOf(model).recipients]]
  const left: Line[] = signature.second
    ? signerLines(signature.second)
    : [...titled, ...receivers.map((line): Line => ['recipient', line])]
  const right = signerLines(signature)

  const column = (lines: readonly Line[], width: number): Column => ({
    width,
    stack: lines.map(([style, text]) => textNode(style, text, measure, width))
  })
  const columnHeightPt = (lines: readonly Line[], width: number): number =>
    lines.reduce((sum, [style, text]) => sum + paragraphHeightPt(style, [{ text }], width, measure), 0)
  return {
    node: { columns: [column(left, leftPt), column(right, rightPt)], columnGap: 0, margin: [0, thinLinePt, 0, 0] },
    heightPt: thinLinePt + Math.max(columnHeightPt(left, leftPt), columnHeightPt(right, rightPt))
  }
}

const signerLines = ({ authority, name }: { readonly authority: readonly string[]; readonly name: string }): Line[] => [
  ...authority.map((line): Line => ['authority', line]),
  ...(name === '' ? [] : [['signer', name] as Line])
]
