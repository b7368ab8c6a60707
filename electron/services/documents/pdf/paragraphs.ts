import type { Content, ContentCanvas, ContentText } from 'pdfmake/interfaces'
import type { Run } from '#shared/documents/model.ts'
import { contentWidthPt, ruleGapPt, ruleThicknessPt, thinLinePt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { type TextStyle, type TextStyleName, textStyle } from '../text-styles.ts'
import { mmToPt } from '../units.ts'
import { wordNodes } from './words.ts'

const alignments = { left: 'left', centre: 'center', justify: 'justify' } as const

/** pdfmake counts a line without the font's line gap; Word counts it. */
export const lineHeightOf = (style: TextStyle, measure: TextMeasure): number => (style.lineSpacing ?? 1) * measure.lineGapFactor

export function runsNode(
  name: TextStyleName,
  runs: readonly Run[],
  measure: TextMeasure,
  columnPt = contentWidthPt
): ContentText {
  const style = textStyle(name)
  const leftPt = mmToPt(style.leftMm ?? 0)
  const firstLinePt = mmToPt(style.firstLineMm ?? 0)
  const words = wordNodes(runs, style, columnPt - leftPt - firstLinePt, measure)
  return {
    text: words,
    fontSize: style.sizePt,
    alignment: alignments[style.align],
    lineHeight: lineHeightOf(style, measure),
    // pdfmake repeats the indent on every piece of a first word that it must cut, and so pushes the pieces off the page.
    leadingIndent: words[0]?.noWrap === false ? 0 : firstLinePt,
    margin: [leftPt, style.spaceBeforePt ?? 0, 0, style.spaceAfterPt ?? 0]
  }
}

export function textNode(name: TextStyleName, text: string, measure: TextMeasure, columnPt = contentWidthPt): ContentText {
  return runsNode(name, [{ text }], measure, columnPt)
}

/** A dash, and the text hanging beside it. */
export function dashedNode(
  name: TextStyleName,
  runs: readonly Run[],
  dashPt: number,
  hangingPt: number,
  measure: TextMeasure
): Content {
  const style = textStyle(name)
  const textPt = contentWidthPt - dashPt - hangingPt
  const flat = { margin: 0, leadingIndent: 0 } as const
  return {
    columns: [
      { ...textNode(name, '-', measure), ...flat, width: hangingPt },
      { ...runsNode(name, runs, measure, textPt), ...flat, width: textPt }
    ],
    columnGap: 0,
    margin: [dashPt, style.spaceBeforePt ?? 0, 0, style.spaceAfterPt ?? 0]
  }
}

/** A drawn rule, centred in its column. */
export function ruleNode(lengthPt: number, columnPt: number, spaceBelowPt = 0): ContentCanvas {
  return {
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: lengthPt, y2: 0, lineWidth: ruleThicknessPt, lineColor: 'black' }],
    margin: [Math.max(0, (columnPt - lengthPt) / 2), ruleGapPt, 0, thinLinePt + spaceBelowPt]
  }
}
