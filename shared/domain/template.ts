/** How this office words and heads one kind of document, in the place of the built-in way. Shared with everybody by the exchange. */
import { z } from 'zod'
import { commonFields, itemsOf, longText, shortText, unknownOr } from './record.ts'

export const templateSchema = z.looseObject({
  ...commonFields,
  title: shortText.min(1),
  /** The kind of document, as `documentKinds` lists them; a kind of a later version is kept and not used. */
  documentKind: shortText.min(1),
  /** Off: kept, and the built-in way is used. */
  inUse: z.boolean().default(true),
  governing: unknownOr(shortText),
  issuing: unknownOr(shortText),
  place: unknownOr(shortText),
  symbol: unknownOr(shortText),
  documentType: unknownOr(shortText),
  /** Lines of box 7a. */
  authority: unknownOr(longText),
  signer: unknownOr(shortText),
  /** Lines of box 9b, without dashes. */
  recipients: unknownOr(longText),
  /** Paragraphs before and behind the text. */
  opening: unknownOr(longText),
  closing: unknownOr(longText),
  /** Headings of the first level in the order wanted, a line each; those not named follow. */
  order: unknownOr(longText),
  wording: itemsOf({ from: shortText, to: shortText }),
  notes: longText.default('')
})
export type Template = z.infer<typeof templateSchema>
