/** The cover as one column of three rows that fill the page: above, middle, below. LibreOffice knows no other way to the middle. */
import { type FileChild, HeightRule, VerticalAlignTable } from 'docx'
import type { DocumentModel } from '#shared/documents/model.ts'
import { contentWidthPt, coverRowsPt, issuerRulePt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { ptToTwips } from '../units.ts'
import { type LayoutRow, layoutTable } from './layout-table.ts'
import { ruleParagraph, textParagraph } from './paragraphs.ts'
import { stampParagraph } from './stamp.ts'

export function coverParts(cover: NonNullable<DocumentModel['cover']>, stamp: string, measure: TextMeasure): FileChild[] {
  const issuer = cover.organisation.at(-1)
  const above = [
    ...cover.organisation.slice(0, -1).map((line) => textParagraph('cover-organisation', line)),
    ...(issuer === undefined
      ? []
      : [
          textParagraph('cover-issuer', issuer),
          ruleParagraph(issuerRulePt(issuer, 'cover-issuer', contentWidthPt, measure), contentWidthPt)
        ]),
    ...(stamp === '' ? [] : [stampParagraph(stamp, contentWidthPt, measure)])
  ]
  const middle = [
    ...(cover.title === '' ? [] : [textParagraph('cover-title', cover.title)]),
    ...(cover.subtitle === '' ? [] : [textParagraph('cover-subtitle', cover.subtitle)]),
    ...cover.lines.map((line) => textParagraph('cover-line', line))
  ]
  const below = cover.foot === '' ? [] : [textParagraph('cover-foot', cover.foot)]
  const row = (
    paragraphs: LayoutRow['cells'][number],
    heightPt: number,
    verticalAlign: LayoutRow['verticalAlign']
  ): LayoutRow => ({
    cells: [paragraphs],
    height: { value: ptToTwips(heightPt), rule: HeightRule.ATLEAST },
    verticalAlign
  })
  return [
    layoutTable(
      [contentWidthPt],
      [
        row(above, coverRowsPt.above, VerticalAlignTable.TOP),
        row(middle, coverRowsPt.middle, VerticalAlignTable.CENTER),
        row(below, coverRowsPt.below, VerticalAlignTable.BOTTOM)
      ]
    )
  ]
}
