/** Boxes 1 to 5a and 11: two columns, number and date in one row, then type and subject with their rule. */
import type { FileChild, Paragraph } from 'docx'
import type { DocumentModel } from '#shared/documents/model.ts'
import { belowTitleRulePt, contentWidthPt, headColumnsPt, issuerRulePt, mottoRulePt, subjectRulePt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { numberLine, wordingOf } from '../wording.ts'
import { type LayoutRow, layoutTable } from './layout-table.ts'
import { ruleParagraph, textParagraph } from './paragraphs.ts'
import { stampParagraph } from './stamp.ts'

export function headParts(
  head: NonNullable<DocumentModel['head']>,
  stamp: string,
  model: DocumentModel,
  measure: TextMeasure
): FileChild[] {
  const [leftPt, rightPt] = headColumnsPt
  const wording = wordingOf(model)
  const rows: LayoutRow[] = [
    {
      cells: [
        [
          ...(head.governing === null ? [] : [textParagraph('governing', head.governing)]),
          textParagraph('issuing', head.issuing),
          ruleParagraph(issuerRulePt(head.issuing, 'issuing', leftPt, measure), leftPt)
        ],
        [
          textParagraph('nation', wording.nationName),
          textParagraph('motto', wording.motto),
          ruleParagraph(mottoRulePt(wording.motto, measure), rightPt)
        ]
      ]
    },
    {
      cells: [
        [
          textParagraph('number', numberLine(head, wording)),
          ...(head.regarding ? [textParagraph('regarding', head.regarding)] : [])
        ],
        head.placeAndDate === '' ? [] : [textParagraph('place', head.placeAndDate)]
      ]
    }
  ]
  if (stamp !== '') rows.push({ cells: [[stampParagraph(stamp, leftPt, measure)], []] })
  return [layoutTable(headColumnsPt, rows), ...titleParts(head, measure)]
}

function titleParts(head: NonNullable<DocumentModel['head']>, measure: TextMeasure): Paragraph[] {
  const lines = [
    ...(head.documentType === '' ? [] : [textParagraph('document-type', head.documentType)]),
    ...(head.subject === '' ? [] : [textParagraph('subject', head.subject)])
  ]
  if (lines.length === 0) return []
  return [...lines, ruleParagraph(subjectRulePt(head, measure), contentWidthPt, belowTitleRulePt)]
}
