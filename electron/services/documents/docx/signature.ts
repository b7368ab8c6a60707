/** Boxes 7 and 9b, side by side and on one page. */
import type { FileChild, Paragraph } from 'docx'
import type { DocumentModel } from '#shared/documents/model.ts'
import { signatureColumnsPt } from '../layout.ts'
import { receiverLines, wordingOf } from '../wording.ts'
import { layoutTable } from './layout-table.ts'
import { textParagraph, thinParagraph } from './paragraphs.ts'

export function signatureParts(model: DocumentModel, startsPage: boolean): FileChild[] {
  const { signature } = model
  if (signature === null) return []
  const receivers = receiverLines(signature.recipients)
  const left = signature.second
    ? signerParts(signature.second)
    : receivers.length === 0
      ? []
      : [
          textParagraph('recipients-title', wordingOf(model).recipients, { keepNext: true }),
          ...receivers.map((line, index) =>
            textParagraph('recipient', line, index < receivers.length - 1 ? { keepNext: true } : {})
          )
        ]
  const right = signerParts(signature)
  const before = thinParagraph(startsPage ? { pageBreakBefore: true } : { keepNext: true })
  return [before, layoutTable(signatureColumnsPt, [{ cells: [left, right] }]), thinParagraph()]
}

const signerParts = ({ authority, name }: { readonly authority: readonly string[]; readonly name: string }): Paragraph[] => [
  ...authority.map((line) => textParagraph('authority', line)),
  ...(name === '' ? [] : [textParagraph('signer', name)])
]
