/** Boxes 1 to 5a and 11: two columns, number and date in one row, then type and subject with their rule. */
import type { Content } from 'pdfmake/interfaces'
import type { DocumentModel } from '#shared/documents/model.ts'
import { belowTitleRulePt, contentWidthPt, headColumnsPt, issuerRulePt, mottoRulePt, subjectRulePt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import type { TextStyleName } from '../text-styles.ts'
import { numberLine, wordingOf } from '../wording.ts'
import { ruleNode, textNode } from './paragraphs.ts'
import { stampNode } from './stamp.ts'

export function headNodes(
  head: NonNullable<DocumentModel['head']>,
  stamp: string,
  model: DocumentModel,
  measure: TextMeasure
): Content[] {
  const [leftPt, rightPt] = headColumnsPt
  const wording = wordingOf(model)
  const left = (name: TextStyleName, text: string): Content => textNode(name, text, measure, leftPt)
  const right = (name: TextStyleName, text: string): Content => textNode(name, text, measure, rightPt)
  return [
    sideBySide(
      [
        ...(head.governing === null ? [] : [left('governing', head.governing)]),
        left('issuing', head.issuing),
        ruleNode(issuerRulePt(head.issuing, 'issuing', leftPt, measure), leftPt)
      ],
      [right('nation', wording.nationName), right('motto', wording.motto), ruleNode(mottoRulePt(wording.motto, measure), rightPt)]
    ),
    sideBySide(
      [left('number', numberLine(head, wording)), ...(head.regarding ? [left('regarding', head.regarding)] : [])],
      head.placeAndDate === '' ? [] : [right('place', head.placeAndDate)]
    ),
    ...(stamp === '' ? [] : [stampNode(stamp, leftPt, measure)]),
    ...titleNodes(head, measure)
  ]
}

function sideBySide(left: Content[], right: Content[]): Content {
  const [leftPt, rightPt] = headColumnsPt
  return {
    columns: [
      { width: leftPt, stack: left },
      { width: rightPt, stack: right }
    ],
    columnGap: 0
  }
}

function titleNodes(head: NonNullable<DocumentModel['head']>, measure: TextMeasure): Content[] {
  const lines = [
    ...(head.documentType === '' ? [] : [textNode('document-type', head.documentType, measure)]),
    ...(head.subject === '' ? [] : [textNode('subject', head.subject, measure)])
  ]
  if (lines.length === 0) return []
  return [...lines, ruleNode(subjectRulePt(head, measure), contentWidthPt, belowTitleRulePt)]
}
