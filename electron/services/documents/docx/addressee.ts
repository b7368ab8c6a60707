import type { Paragraph } from 'docx'
import type { DocumentModel } from '#shared/documents/model.ts'
import { addresseeDashPt, addresseeHangingPt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { ptToTwips } from '../units.ts'
import { receiverLines, wordingOf } from '../wording.ts'
import { textParagraph } from './paragraphs.ts'

/** Box 9a: one receiver on the line itself, several below it. */
export function addresseeParts(model: DocumentModel, measure: TextMeasure): Paragraph[] {
  const title = wordingOf(model).addressee
  const [first] = model.addressee
  if (first === undefined) return []
  if (model.addressee.length === 1) return [textParagraph('addressee', `${title} ${first}`)]
  const dashPt = addresseeDashPt(title, measure)
  const hanging = ptToTwips(addresseeHangingPt(measure))
  return [
    textParagraph('addressee-title', title),
    ...receiverLines(model.addressee).map((line) =>
      textParagraph('addressee-item', line, { indent: { left: ptToTwips(dashPt) + hanging, hanging } })
    )
  ]
}
