/** An international agreement below treaty level: Law 70/2020/QH14. */
import { z } from 'zod'
import { partialDateSchema } from '../text/partial-date.ts'
import { commonFields, itemsOf, longText, references, shortText, unknownOr } from './record.ts'

/** Names the law allows (art. 6). */
export const agreementTypes = [
  'arrangement',
  'memorandum',
  'letter-of-intent',
  'joint-statement',
  'minutes',
  'cooperation-programme',
  'cooperation-plan',
  'other'
] as const

/** From the law's own verbs, in the order of a life (domain 2.3). */
export const agreementStates = [
  'proposed',
  'negotiating',
  'consulting',
  'authorised',
  'signed',
  'in-force',
  'amended',
  'extended',
  'suspended',
  'ended',
  'terminated'
] as const

export const agreementSchema = z.looseObject({
  ...commonFields,
  title: shortText.min(1),
  titleEn: unknownOr(shortText),
  type: z.enum(agreementTypes).default('other'),
  state: z.enum(agreementStates).default('proposed'),
  parties: itemsOf({ side: z.enum(['vn', 'partner']), name: shortText, organisationId: unknownOr(shortText) }),
  signatories: itemsOf({ side: z.enum(['vn', 'partner']), name: shortText, post: unknownOr(shortText) }),
  signedOn: unknownOr(partialDateSchema),
  signedAt: unknownOr(shortText),
  periodFrom: unknownOr(partialDateSchema),
  periodTo: unknownOr(partialDateSchema),
  areas: itemsOf({ text: shortText, priority: z.boolean().default(false), proposedBy: unknownOr(z.enum(['vn', 'partner'])) }),
  predecessorId: unknownOr(shortText),
  signingEventId: unknownOr(shortText),
  countries: references,
  evaluation: unknownOr(longText),
  originalLocation: unknownOr(shortText),
  notes: longText.default('')
})
export type Agreement = z.infer<typeof agreementSchema>

/** Words the law reserves for treaties (Law 70/2020 art. 6): a title with one of them belongs under another law. */
export const treatyWords = ['công ước', 'hiệp ước', 'định ước', 'hiệp định'] as const
