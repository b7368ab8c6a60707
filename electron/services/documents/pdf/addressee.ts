import type { Content } from 'pdfmake/interfaces'
import type { DocumentModel } from '#shared/documents/model.ts'
import { addresseeDashPt, addresseeHangingPt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { receiverLines, wordingOf } from '../wording.ts'
import { dashedNode, textNode } from './paragraphs.ts'

/** Box 9a: one receiver on the line itself, several below it. */
export function addresseeNodes(model: DocumentModel, measure: TextMeasure): Content[] {
  const title = wordingOf(model).addressee
  const [first] = model.addressee
  if (first === undefined) return []
  if (model.addressee.length === 1) return [textNode('addressee', `${title} ${first}`, measure)]
  const dashPt = addresseeDashPt(title, measure)
  return [
    textNode('addressee-title', title, measure),
    ...receiverLines(model.addressee).map((line) =>
      dashedNode('addressee-item', [{ text: line.replace(/^- /, '') }], dashPt, addresseeHangingPt(measure), measure)
    )
  ]
}
