/**
 * A supervisor's word on one exact version of a record. A record of its own, so that who may write it can be judged by its kind
 * (`shared/sync/roles.ts`), and so that approving changes nothing in what is approved.
 */
import { z } from 'zod'
import { commonFields, isRecordId, shortText, unknownOr } from './record.ts'

export const decisions = ['approved', 'returned'] as const
export type Decision = (typeof decisions)[number]

export const approvalSchema = z.looseObject({
  ...commonFields,
  title: shortText.default(''),
  /** Id of the record. */
  subject: z.string().refine(isRecordId),
  /** The version's heads, one after the other with a blank between. */
  version: z
    .string()
    .regex(/^[0-9a-f]{64}( [0-9a-f]{64})*$/)
    .max(5000),
  decision: z.enum(decisions),
  note: unknownOr(shortText)
})
export type Approval = z.infer<typeof approvalSchema>
