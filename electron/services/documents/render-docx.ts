import { Document, type FileChild, type ISectionOptions, Packer } from 'docx'
import type { DocumentModel } from '#shared/documents/model.ts'
import { cleanText } from './clean-text.ts'
import { type DocumentFiles, noFiles } from './document-files.ts'
import { addresseeParts } from './docx/addressee.ts'
import { blockParts, endsInBreak, listNumbering } from './docx/blocks.ts'
import { coverParts } from './docx/cover.ts'
import { withFixedDates } from './docx/fixed-dates.ts'
import { headParts } from './docx/head.ts'
import { followingSection, openingSection } from './docx/sections.ts'
import { signatureParts } from './docx/signature.ts'
import { stampParagraph } from './docx/stamp.ts'
import { wordStyles } from './docx/styles.ts'
import { contentWidthPt } from './layout.ts'
import { productName } from './product-name.ts'
import { createTextMeasure, type TextMeasure } from './text-measure.ts'
import { tidyModel } from './tidy-model.ts'
import { wordingOf } from './wording.ts'

/**
 * The document as a Word file in the layout of Decree 30/2020/NĐ-CP, Appendix I. The same model and `now` give the same bytes.
 * Any text is safe: what XML cannot hold is left out, never refused.
 */
export async function renderDocx(model: DocumentModel, now: Date, files: DocumentFiles = noFiles): Promise<Uint8Array> {
  const tidy = tidyModel(model, cleanText)
  const measure = await createTextMeasure()
  const document = new Document({
    title: tidy.title,
    creator: productName,
    lastModifiedBy: productName,
    styles: wordStyles(wordingOf(tidy).languageTag),
    numbering: listNumbering,
    sections: sections(tidy, files, measure)
  })
  return withFixedDates(await Packer.toBuffer(document), now)
}

function sections(model: DocumentModel, files: DocumentFiles, measure: TextMeasure): ISectionOptions[] {
  const text = textParts(model, files, measure)
  const foot = model.foot ?? ''
  if (model.cover === null) return [openingSection(text, foot)]
  const cover = openingSection(coverParts(model.cover, model.stamp, measure), '')
  return text.length === 0 ? [cover] : [cover, followingSection(text, foot)]
}

function textParts(model: DocumentModel, files: DocumentFiles, measure: TextMeasure): FileChild[] {
  const stamp = model.cover === null ? model.stamp : ''
  return [
    ...(model.head === null
      ? stamp === ''
        ? []
        : [stampParagraph(stamp, contentWidthPt, measure)]
      : headParts(model.head, stamp, model, measure)),
    ...addresseeParts(model, measure),
    ...blockParts(model, files, measure),
    ...signatureParts(model, endsInBreak(model.blocks))
  ]
}
