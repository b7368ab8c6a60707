/** What the office keeps about a partner country: the relation, its anniversaries and roles. */
import { z } from 'zod'
import { partialDateSchema } from '../text/partial-date.ts'
import { commonFields, itemsOf, longText, shortText, unknownOr } from './record.ts'

export const countrySchema = z.looseObject({
  ...commonFields,
  title: shortText.min(1),
  titleEn: unknownOr(shortText),
  code: z.string().length(2),
  relation: unknownOr(shortText),
  anniversaries: itemsOf({ relation: shortText, years: z.number().int(), year: z.number().int() }),
  roles: itemsOf({ role: shortText, year: unknownOr(z.number().int()) }),
  facts: itemsOf({
    indicator: shortText,
    value: shortText,
    unit: unknownOr(shortText),
    asOf: unknownOr(partialDateSchema)
  }),
  profile: longText.default('')
})
export type Country = z.infer<typeof countrySchema>
