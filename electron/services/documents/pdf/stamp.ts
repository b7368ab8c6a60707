import type { Content } from 'pdfmake/interfaces'
import { stampPadding, stampWidthPt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { textStyle } from '../text-styles.ts'
import { textNode } from './paragraphs.ts'

/** Box 11, centred in its column. */
export function stampNode(stamp: string, columnPt: number, measure: TextMeasure): Content {
  const style = textStyle('stamp')
  const outerPt = stampWidthPt(stamp, columnPt, measure)
  const innerPt = outerPt - 2 * stampPadding.sidePt
  return {
    table: { widths: [innerPt], body: [[{ ...textNode('stamp', stamp, measure, innerPt), margin: 0 }]] },
    layout: {
      hLineWidth: () => 1,
      vLineWidth: () => 1,
      paddingLeft: () => stampPadding.sidePt,
      paddingRight: () => stampPadding.sidePt,
      paddingTop: () => stampPadding.topPt,
      paddingBottom: () => stampPadding.bottomPt
    },
    margin: [(columnPt - outerPt) / 2, style.spaceBeforePt ?? 0, 0, style.spaceAfterPt ?? 0]
  }
}
