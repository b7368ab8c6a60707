/** A paper of the dossier: decision, invitation, plan, signed text. A secret one is kept as a reference only. */
import { z } from 'zod'
import { partialDateSchema } from '../text/partial-date.ts'
import { attachments } from './attachment.ts'
import { commonFields, longText, shortText, unknownOr } from './record.ts'

export const paperTypes = [
  'decision',
  'invitation',
  'plan',
  'programme',
  'report',
  'letter',
  'minutes',
  'speech',
  /** A briefing packet as it went out: its files are what the reader has, `version` says which. */
  'packet',
  'agreement-text',
  'other'
] as const

export const paperSchema = z.looseObject({
  ...commonFields,
  title: shortText.min(1),
  type: z.enum(paperTypes).default('other'),
  delegationId: unknownOr(shortText),
  number: unknownOr(shortText),
  version: unknownOr(z.number().int().min(1)),
  symbol: unknownOr(shortText),
  date: unknownOr(partialDateSchema),
  issuer: unknownOr(shortText),
  signer: unknownOr(shortText),
  holder: unknownOr(shortText),
  location: unknownOr(shortText),
  text: longText.default(''),
  /** The scan, the signed copy, the letter as it came. */
  files: attachments
})
export type Paper = z.infer<typeof paperSchema>
