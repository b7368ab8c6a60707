import type { DocumentModel } from '#shared/documents/model.ts'
import { missingCharacters } from './pdf/shown-text.ts'
import { createTextMeasure } from './text-measure.ts'
import { tidyModel } from './tidy-model.ts'

/**
 * The characters of a document that its PDF will show as a box, once each, in order: a name in Lao or Chinese letters, an emoji. A
 * person can be told before the file is sent; the Word file keeps them all.
 */
export async function charactersMissingFromPdf(model: DocumentModel): Promise<string[]> {
  const measure = await createTextMeasure()
  const found = new Set<string>()
  tidyModel(model, (text) => {
    for (const character of missingCharacters(text, measure)) found.add(character)
    return text
  })
  return [...found]
}
