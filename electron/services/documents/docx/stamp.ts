import { BorderStyle, type Paragraph } from 'docx'
import { stampPadding, stampWidthPt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { ptToTwips } from '../units.ts'
import { textParagraph } from './paragraphs.ts'
import { black } from './styles.ts'

/** Box 11: the borders of the paragraph, drawn in by indents. Word draws a side border outside the indent, by its `space`. */
export function stampParagraph(stamp: string, columnPt: number, measure: TextMeasure): Paragraph {
  const side = ptToTwips((columnPt - stampWidthPt(stamp, columnPt, measure)) / 2 + stampPadding.sidePt)
  const edge = (space: number) => ({ style: BorderStyle.SINGLE, size: 8, color: black, space })
  return textParagraph('stamp', stamp, {
    indent: { left: side, right: side },
    border: {
      top: edge(stampPadding.topPt),
      bottom: edge(stampPadding.bottomPt),
      left: edge(stampPadding.sidePt),
      right: edge(stampPadding.sidePt)
    }
  })
}
