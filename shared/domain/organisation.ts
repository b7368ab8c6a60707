/** A body on either side, with the names it has had. */
import { z } from 'zod'
import { partialDateSchema } from '../text/partial-date.ts'
import { commonFields, itemsOf, longText, shortText, unknownOr } from './record.ts'

export const organisationKinds = [
  'ministry',
  'agency',
  'local-government',
  'igo',
  'mission',
  'university',
  'company',
  'other'
] as const

export const organisationSchema = z.looseObject({
  ...commonFields,
  title: shortText.min(1),
  titleEn: unknownOr(shortText),
  kind: z.enum(organisationKinds).default('other'),
  country: unknownOr(z.string().length(2)),
  names: itemsOf({
    name: shortText,
    from: unknownOr(partialDateSchema),
    to: unknownOr(partialDateSchema),
    sourceId: unknownOr(shortText)
  }),
  profile: longText.default('')
})
export type Organisation = z.infer<typeof organisationSchema>
