/** The cover as one column of three rows that fill the page: above, middle, below. */
import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces'
import type { DocumentModel } from '#shared/documents/model.ts'
import { contentWidthPt, coverRowsPt, issuerRulePt, paragraphHeightPt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import type { TextStyleName } from '../text-styles.ts'
import { ruleNode, textNode } from './paragraphs.ts'
import { stampNode } from './stamp.ts'

type Line = readonly [TextStyleName, string]

export function coverNode(
  cover: NonNullable<DocumentModel['cover']>,
  stamp: string,
  hasText: boolean,
  measure: TextMeasure
): Content {
  const issuer = cover.organisation.at(-1)
  const aboveLines: Line[] = cover.organisation.map((line, index, all) => [
    index === all.length - 1 ? 'cover-issuer' : 'cover-organisation',
    line
  ])
  const middleLines: Line[] = [
    ['cover-title', cover.title],
    ['cover-subtitle', cover.subtitle],
    ...cover.lines.map((line): Line => ['cover-line', line])
  ]
  const belowLines: Line[] = [['cover-foot', cover.foot]]

  const nodes = (lines: readonly Line[]): Content[] =>
    lines.filter(([, text]) => text !== '').map(([style, text]) => textNode(style, text, measure))
  const heightPt = (lines: readonly Line[]): number =>
    lines.reduce((sum, [style, text]) => sum + paragraphHeightPt(style, [{ text }], contentWidthPt, measure), 0)
  const above = [
    ...nodes(aboveLines),
    ...(issuer === undefined ? [] : [ruleNode(issuerRulePt(issuer, 'cover-issuer', contentWidthPt, measure), contentWidthPt)]),
    ...(stamp === '' ? [] : [stampNode(stamp, contentWidthPt, measure)])
  ]
  const stampPt = stamp === '' ? 0 : paragraphHeightPt('stamp', [{ text: stamp }], contentWidthPt, measure)
  const fits =
    heightPt(aboveLines) + stampPt <= coverRowsPt.above &&
    heightPt(middleLines) <= coverRowsPt.middle &&
    heightPt(belowLines) <= coverRowsPt.below
  const rows = { above, middle: nodes(middleLines), below: nodes(belowLines) }
  const pageBreak = hasText ? ({ pageBreak: 'after' } as const) : {}
  return fits ? { ...filledPage(rows), ...pageBreak } : { stack: [...above, ...rows.middle, ...rows.below], ...pageBreak }
}

/** Only for a cover that fits: pdfmake writes a broken page when what it has aligned goes over to a second one. */
function filledPage(rows: { readonly above: Content[]; readonly middle: Content[]; readonly below: Content[] }): ContentTable {
  const cell = (stack: Content[], verticalAlignment: 'top' | 'middle' | 'bottom'): TableCell[] => [{ stack, verticalAlignment }]
  return {
    table: {
      widths: [contentWidthPt],
      heights: [coverRowsPt.above, coverRowsPt.middle, coverRowsPt.below],
      body: [cell(rows.above, 'top'), cell(rows.middle, 'middle'), cell(rows.below, 'bottom')]
    },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: () => 0,
      paddingLeft: () => 0,
      paddingRight: () => 0,
      paddingTop: () => 0,
      paddingBottom: () => 0
    }
  }
}
