/** Checks a whole record against its kind's schema and the handling guard, and names the field and the rule. */
import type { z } from 'zod'
import { type HandlingMark, isSecret, referenceOnlyFields } from './handling-mark.ts'
import { type FieldValue, type RecordData, type RecordKind, recordKinds } from './record.ts'
import { kindDefinitions } from './registry.ts'

export interface Problem {
  readonly field: string
  readonly rule: Rule
  /** The checker's own words, in English: for the terminal and the log. */
  readonly detail: string
}

/** Every rule a field can break; the page has a sentence for each in both languages. */
export const rules = [
  'missing',
  'wrong-type',
  'too-long',
  'too-short',
  'not-a-choice',
  'not-a-date',
  'not-a-time',
  'handling-mark',
  'other'
] as const
export type Rule = (typeof rules)[number]

const ruleOfIssue: Readonly<Record<string, Rule>> = {
  too_big: 'too-long',
  too_small: 'too-short',
  invalid_value: 'not-a-choice',
  invalid_type: 'wrong-type'
}

function ruleOf(issue: z.core.$ZodIssue): Rule {
  const named = rules.find((rule) => rule === issue.message)
  if (named) return named
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.message.includes('undefined')) return 'missing'
  return ruleOfIssue[issue.code] ?? 'other'
}

type Shaped = z.ZodType & { readonly shape: Record<string, z.ZodType> }

function shapeOf(kind: RecordKind): Record<string, z.ZodType> {
  return (kindDefinitions[kind].schema as Shaped).shape
}

const emptyValues = new Map<RecordKind, Readonly<Record<string, FieldValue>>>(
  recordKinds.map((kind) => [
    kind,
    Object.fromEntries(
      Object.entries(shapeOf(kind)).flatMap(([field, schema]) => {
        const parsed = schema.safeParse(undefined)
        return parsed.success ? [[field, parsed.data as FieldValue]] : []
      })
    )
  ])
)

/** What each field of a kind holds before anybody wrote anything. */
export function emptyValuesOf(kind: RecordKind): Readonly<Record<string, FieldValue>> {
  return emptyValues.get(kind) ?? {}
}

export function listFieldsOf(kind: RecordKind): string[] {
  return Object.entries(emptyValuesOf(kind)).flatMap(([field, value]) => (Array.isArray(value) ? [field] : []))
}

/** The record with defaults filled in, and every rule it breaks. */
export function validate(kind: RecordKind, data: RecordData): { data: RecordData; problems: Problem[] } {
  const parsed = kindDefinitions[kind].schema.safeParse(data)
  if (parsed.success) {
    const whole = parsed.data as RecordData
    return { data: whole, problems: secretProblems(kind, whole) }
  }
  const problems = parsed.error.issues.map((issue) => ({
    field: issue.path.join('.'),
    rule: ruleOf(issue),
    detail: issue.message
  }))
  return { data: { ...emptyValuesOf(kind), ...readable(kind, data) }, problems }
}

/** Without the lists that are no lists: every reader counts on those. What arrived is still in the document. */
function readable(kind: RecordKind, data: RecordData): RecordData {
  const lists = new Set(listFieldsOf(kind))
  return Object.fromEntries(Object.entries(data).filter(([field, value]) => !lists.has(field) || Array.isArray(value)))
}

/** A secret record may say where the paper is, and nothing of what it says. */
function secretProblems(kind: RecordKind, data: RecordData): Problem[] {
  if (!isSecret(data.mark as HandlingMark)) return []
  const empty = emptyValuesOf(kind)
  const holdsText = (field: string) => {
    const value = data[field]
    if (Array.isArray(value)) return value.length > 0
    return value !== null && value !== '' && value !== empty[field]
  }
  return Object.keys(data)
    .filter((field) => !referenceOnlyFields.has(field) && holdsText(field))
    .map((field) => ({ field, rule: 'handling-mark', detail: 'a secret record is a reference only' }))
}

/** What may be shown of a record: all of it, or of a secret one the reference only. */
export function visibleData(kind: RecordKind, data: RecordData): RecordData {
  if (!isSecret(data.mark as HandlingMark)) return data
  const kept = Object.entries(data).filter(([field]) => referenceOnlyFields.has(field))
  return { ...emptyValuesOf(kind), ...Object.fromEntries(kept) }
}
