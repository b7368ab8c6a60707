/** Something that happened or will happen on a trip: talks, a working session, a visit, a ceremony, a signing. */
import { z } from 'zod'
import { partialDateSchema } from '../text/partial-date.ts'
import { attachments } from './attachment.ts'
import { commonFields, itemsOf, longText, references, shortText, unknownOr } from './record.ts'

export const eventKinds = [
  'talks',
  'working-session',
  'courtesy-call',
  'visit',
  'ceremony',
  'signing',
  'reception',
  'embassy',
  'diaspora',
  'conference'
] as const
export const partsOfDay = ['morning', 'afternoon', 'evening'] as const
export const sides = ['vn', 'partner', 'both'] as const
/**
 * What a point of a meeting still to come is for; null for one that was simply said. After the briefs of foreign services (domain 5.1):
 * specific aims on both sides, what to say, how to answer.
 */
export const pointPurposes = ['our-aim', 'their-aim', 'message', 'argument', 'answer', 'tactic', 'press', 'background'] as const
export type PointPurpose = (typeof pointPurposes)[number]
/** How likely a point is to be raised. */
export const likelihoods = ['certain', 'might', 'unlikely'] as const
export const eventStates = ['planned', 'held', 'cancelled'] as const

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not-a-time')

export const eventSchema = z.looseObject({
  ...commonFields,
  delegationId: shortText,
  kind: z.enum(eventKinds),
  state: z.enum(eventStates).default('planned'),
  title: shortText.min(1),
  titleEn: unknownOr(shortText),
  date: unknownOr(partialDateSchema),
  partOfDay: unknownOr(z.enum(partsOfDay)),
  startTime: unknownOr(clockTime),
  endTime: unknownOr(clockTime),
  /** Order within the trip where no date or hour is known. */
  order: z.number().default(0),
  country: unknownOr(z.string().length(2)),
  city: unknownOr(shortText),
  venue: unknownOr(shortText),
  organisations: references,
  /** Who leads on our side, and what has to be ready for it. */
  lead: unknownOr(shortText),
  dress: unknownOr(shortText),
  interpreter: unknownOr(shortText),
  transport: unknownOr(shortText),
  participants: itemsOf({
    side: z.enum(['vn', 'partner']),
    name: shortText,
    post: unknownOr(shortText),
    personId: unknownOr(shortText),
    role: unknownOr(shortText)
  }),
  points: itemsOf({
    side: z.enum(sides),
    speaker: unknownOr(shortText),
    topic: unknownOr(shortText),
    purpose: unknownOr(z.enum(pointPurposes)),
    likelihood: unknownOr(z.enum(likelihoods)),
    text: longText,
    agreed: z.boolean().default(false),
    commitmentId: unknownOr(shortText),
    /** Ours only: left out of anything handed to the other side. */
    internal: z.boolean().default(false)
  }),
  facts: itemsOf({
    indicator: shortText,
    value: shortText,
    unit: unknownOr(shortText),
    asOf: unknownOr(partialDateSchema)
  }),
  requestedTopics: itemsOf({ topic: shortText, raisedBy: unknownOr(shortText), answeredBy: unknownOr(shortText) }),
  pastCooperation: itemsOf({ body: shortText, text: shortText }),
  assessment: unknownOr(longText),
  notes: longText.default(''),
  photos: attachments
})
export type Event = z.infer<typeof eventSchema>
