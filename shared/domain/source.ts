/** Where a fact came from: an article, a posting, a paper read by somebody. */
import { z } from 'zod'
import { partialDateSchema } from '../text/partial-date.ts'
import { commonFields, longText, shortText, unknownOr } from './record.ts'

export const sourceSchema = z.looseObject({
  ...commonFields,
  title: shortText.min(1),
  outlet: unknownOr(shortText),
  publishedOn: unknownOr(partialDateSchema),
  publishedTime: unknownOr(shortText),
  author: unknownOr(shortText),
  unit: unknownOr(shortText),
  views: unknownOr(z.number().int()),
  note: longText.default('')
})
export type Source = z.infer<typeof sourceSchema>
