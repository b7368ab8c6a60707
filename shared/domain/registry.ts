/** Every record kind with its schema and which of its fields merge letter by letter. */
import type { z } from 'zod'
import { type Agreement, agreementSchema } from './agreement.ts'
import { type Approval, approvalSchema } from './approval.ts'
import { type Commitment, commitmentSchema } from './commitment.ts'
import { type Country, countrySchema } from './country.ts'
import { type Delegation, delegationSchema } from './delegation.ts'
import { type Event, eventSchema } from './event.ts'
import { type Organisation, organisationSchema } from './organisation.ts'
import { type Paper, paperSchema } from './paper.ts'
import { type Person, personSchema } from './person.ts'
import type { RecordKind } from './record.ts'
import { type Source, sourceSchema } from './source.ts'
import { type Template, templateSchema } from './template.ts'

export interface RecordTypes {
  delegation: Delegation
  event: Event
  commitment: Commitment
  agreement: Agreement
  person: Person
  organisation: Organisation
  country: Country
  source: Source
  paper: Paper
  approval: Approval
  template: Template
}

export interface KindDefinition {
  readonly schema: z.ZodType
  /** Fields in which two people's writing is merged letter by letter. Names, dates and states are assigned instead. */
  readonly mergedTexts: ReadonlySet<string>
}

const notes = new Set(['notes'])

export const kindDefinitions: Readonly<Record<RecordKind, KindDefinition>> = {
  delegation: { schema: delegationSchema, mergedTexts: notes },
  event: { schema: eventSchema, mergedTexts: notes },
  commitment: { schema: commitmentSchema, mergedTexts: notes },
  agreement: { schema: agreementSchema, mergedTexts: notes },
  person: { schema: personSchema, mergedTexts: new Set(['biography']) },
  organisation: { schema: organisationSchema, mergedTexts: new Set(['profile']) },
  country: { schema: countrySchema, mergedTexts: new Set(['profile']) },
  source: { schema: sourceSchema, mergedTexts: new Set(['note']) },
  paper: { schema: paperSchema, mergedTexts: new Set(['text']) },
  approval: { schema: approvalSchema, mergedTexts: new Set() },
  template: { schema: templateSchema, mergedTexts: notes }
}
