/** A delegation going out (đoàn ra) or coming in (đoàn vào): the dossier that everything else hangs on. */
import { z } from 'zod'
import { partialDateSchema } from '../text/partial-date.ts'
import { commonFields, itemsOf, longText, references, shortText, unknownOr } from './record.ts'

export const directions = ['outbound', 'inbound'] as const
/** Kinds of outbound delegation follow Circular 25/2025/TT-BGDĐT art. 5; `survey` and `study` are kept apart because reports are. */
export const delegationTypes = ['accompanying', 'official-visit', 'conference', 'study', 'survey', 'training', 'other'] as const
export const memberRoles = ['head', 'deputy', 'member', 'accompanying', 'interpreter'] as const
export const logisticsKinds = ['flight', 'hotel', 'car', 'visa', 'insurance', 'other'] as const
export const giftDirections = ['given', 'received', 'exchanged'] as const
/** Body of national standing that a date of report is counted from; the default of 15 days is a setting (domain 2.1). */
export const defaultReportDays = 15

export const delegationSchema = z.looseObject({
  ...commonFields,
  title: shortText.min(1),
  titleEn: unknownOr(shortText),
  direction: z.enum(directions),
  type: z.enum(delegationTypes).default('other'),
  purpose: unknownOr(longText),
  purposeEn: unknownOr(longText),
  topics: itemsOf({ text: shortText }),
  programmeName: unknownOr(shortText),
  programmeLevel: unknownOr(shortText),
  parentVisit: unknownOr(shortText),
  mandate: unknownOr(shortText),
  decisionNumber: unknownOr(shortText),
  decisionDate: unknownOr(partialDateSchema),
  agreementId: unknownOr(shortText),
  startDate: unknownOr(partialDateSchema),
  endDate: unknownOr(partialDateSchema),
  legs: itemsOf({
    country: z.string().length(2),
    city: unknownOr(shortText),
    from: unknownOr(partialDateSchema),
    to: unknownOr(partialDateSchema),
    timeZone: unknownOr(shortText)
  }),
  members: itemsOf({
    name: shortText,
    /** The post as held at the time of the trip, never looked up later. */
    post: unknownOr(shortText),
    unit: unknownOr(shortText),
    role: z.enum(memberRoles).default('member'),
    personId: unknownOr(shortText),
    note: unknownOr(shortText),
    /** What this member does on this trip. */
    task: unknownOr(shortText),
    phone: unknownOr(shortText),
    /** Columns of the list annexed to a sending decision (domain 2.1): mã ngạch, bậc, loại. */
    gradeCode: unknownOr(shortText),
    gradeStep: unknownOr(shortText),
    gradeClass: unknownOr(shortText)
  }),
  /** Null: nobody wrote how many went. */
  headCount: unknownOr(z.number().int().min(0).max(2000)),
  composition: unknownOr(longText),
  hosts: itemsOf({ name: shortText, post: unknownOr(shortText), unit: unknownOr(shortText), role: unknownOr(shortText) }),
  gifts: itemsOf({
    direction: z.enum(giftDirections),
    giver: unknownOr(shortText),
    receiver: unknownOr(shortText),
    occasion: unknownOr(shortText),
    item: unknownOr(shortText),
    /** Vietnamese đồng. */
    value: unknownOr(z.number().min(0)),
    eventId: unknownOr(shortText)
  }),
  photos: itemsOf({ caption: shortText, credit: unknownOr(shortText), eventId: unknownOr(shortText) }),
  logistics: itemsOf({
    what: z.enum(logisticsKinds).default('other'),
    text: shortText,
    date: unknownOr(partialDateSchema),
    reference: unknownOr(shortText)
  }),
  /** Whom to ring: the embassy's duty officer, the host's liaison, the driver. */
  contacts: itemsOf({ name: shortText, role: unknownOr(shortText), phone: unknownOr(shortText), email: unknownOr(shortText) }),
  support: itemsOf({ mission: shortText, what: shortText }),
  /** Where an inbound delegation comes from; an outbound one's countries are its legs. */
  partnerCountry: unknownOr(z.string().length(2)),
  relationLevel: unknownOr(shortText),
  resultSummary: unknownOr(longText),
  lessons: unknownOr(longText),
  proposals: itemsOf({ text: shortText, leadUnit: unknownOr(shortText), due: unknownOr(partialDateSchema) }),
  reportDays: z.number().int().min(1).max(365).default(defaultReportDays),
  reportedOn: unknownOr(partialDateSchema),
  notes: longText.default(''),
  related: references
})
export type Delegation = z.infer<typeof delegationSchema>
