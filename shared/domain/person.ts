/** A person we met or who travelled, with the posts held and when. */
import { z } from 'zod'
import { partialDateSchema } from '../text/partial-date.ts'
import { attachments } from './attachment.ts'
import { commonFields, itemsOf, longText, shortText, unknownOr } from './record.ts'

export const personSchema = z.looseObject({
  ...commonFields,
  title: shortText.min(1),
  country: unknownOr(z.string().length(2)),
  pronunciation: unknownOr(shortText),
  tenures: itemsOf({
    post: shortText,
    organisationId: unknownOr(shortText),
    from: unknownOr(partialDateSchema),
    to: unknownOr(partialDateSchema),
    /** The source's own spelling of name or post where it differs. */
    wording: unknownOr(shortText)
  }),
  photos: attachments,
  biography: longText.default('')
})
export type Person = z.infer<typeof personSchema>
