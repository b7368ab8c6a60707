/** What somebody promised: a commitment, an invitation, a follow-up. Its updates are its history over several trips. */
import { z } from 'zod'
import { partialDateSchema } from '../text/partial-date.ts'
import { commonFields, itemsOf, longText, references, shortText, unknownOr } from './record.ts'

export const commitmentKinds = ['commitment', 'invitation', 'training', 'documents', 'follow-up'] as const
export const commitmentOwners = ['vn', 'partner', 'both', 'embassy'] as const
export const commitmentStates = ['open', 'in-progress', 'done', 'declined', 'lapsed'] as const
export type CommitmentState = (typeof commitmentStates)[number]

export const commitmentSchema = z.looseObject({
  ...commonFields,
  title: shortText.min(1),
  titleEn: unknownOr(shortText),
  kind: z.enum(commitmentKinds).default('commitment'),
  state: z.enum(commitmentStates).default('open'),
  /** Which side has to act; null where the source names nobody (then it stands in the list of incomplete ones). */
  owner: unknownOr(z.enum(commitmentOwners)),
  ownerName: unknownOr(shortText),
  leadUnit: unknownOr(shortText),
  beneficiary: unknownOr(shortText),
  institutions: itemsOf({ name: shortText }),
  due: unknownOr(partialDateSchema),
  oral: z.boolean().default(false),
  /** Ours only: left out of anything handed to the other side, and of a packet without internal points. */
  internal: z.boolean().default(false),
  countries: references,
  delegationId: unknownOr(shortText),
  eventId: unknownOr(shortText),
  agreementId: unknownOr(shortText),
  detail: unknownOr(longText),
  detailEn: unknownOr(longText),
  updates: itemsOf({
    date: unknownOr(partialDateSchema),
    delegationId: unknownOr(shortText),
    eventId: unknownOr(shortText),
    text: longText,
    textEn: unknownOr(longText),
    state: unknownOr(z.enum(commitmentStates)),
    sourceId: unknownOr(shortText)
  }),
  /** What to say about it at the next meeting. */
  nextStep: unknownOr(longText),
  notes: longText.default('')
})
export type Commitment = z.infer<typeof commitmentSchema>

const closedStates: ReadonlySet<CommitmentState> = new Set(['done', 'declined', 'lapsed'])

export function isOpen(state: CommitmentState): boolean {
  return !closedStates.has(state)
}
