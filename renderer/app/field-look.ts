/** How a field of a kind is edited wherever it is shown: as a date, a choice, a long text. */
import { agreementStates, agreementTypes } from '#shared/domain/agreement.ts'
import { commitmentKinds, commitmentOwners, commitmentStates } from '#shared/domain/commitment.ts'
import { delegationTypes, directions } from '#shared/domain/delegation.ts'
import { eventKinds, eventStates, partsOfDay } from '#shared/domain/event.ts'
import { handlingMarks } from '#shared/domain/handling-mark.ts'
import type { RecordKind } from '#shared/domain/record.ts'
import type { FieldKind } from '../components/editable-field.tsx'

export interface FieldLook {
  readonly kind?: FieldKind
  readonly choices?: { readonly name: string; readonly values: readonly string[] }
}

const dates = new Set([
  'startDate',
  'endDate',
  'date',
  'from',
  'to',
  'due',
  'signedOn',
  'periodFrom',
  'periodTo',
  'decisionDate',
  'reportedOn',
  'publishedOn',
  'asOf'
])
const longTexts = new Set([
  'purpose',
  'purposeEn',
  'composition',
  'resultSummary',
  'lessons',
  'detail',
  'detailEn',
  'nextStep',
  'evaluation',
  'assessment',
  'text',
  'textEn'
])
const numbers = new Set(['headCount', 'reportDays', 'value', 'order'])
const choice = (name: string, values: readonly string[]): FieldLook => ({ kind: 'choice', choices: { name, values } })

const choicesByKind: Readonly<Partial<Record<RecordKind, Readonly<Record<string, FieldLook>>>>> = {
  delegation: { direction: choice('direction', directions), type: choice('delegationType', delegationTypes) },
  event: {
    kind: choice('eventKind', eventKinds),
    state: choice('eventState', eventStates),
    partOfDay: choice('partOfDay', partsOfDay)
  },
  commitment: {
    kind: choice('commitmentKind', commitmentKinds),
    state: choice('commitmentState', commitmentStates),
    owner: choice('owner', commitmentOwners)
  },
  agreement: { state: choice('agreementState', agreementStates), type: choice('agreementType', agreementTypes) }
}

export function fieldLook(kind: RecordKind, field: string): FieldLook {
  if (field === 'mark') return choice('mark', handlingMarks)
  const chosen = choicesByKind[kind]?.[field]
  if (chosen) return chosen
  if (field === 'country' || field === 'partnerCountry') return { kind: 'country' }
  if (dates.has(field)) return { kind: 'date' }
  if (longTexts.has(field)) return { kind: 'long' }
  if (numbers.has(field)) return { kind: 'number' }
  return {}
}
