/**
 * The shape every record has, whatever its kind.
 *
 * A record is flat on purpose: single values, and lists of items that each carry an `id`. So one engine can edit, merge, compare and
 * show any of them, and two people who add to the same list both keep what they added.
 *
 * `null` means "not known": somebody looked and the source does not say. It is never the same as an empty text or an empty list,
 * which mean "there is none".
 */
import { z } from 'zod'
import { handlingMarkSchema } from './handling-mark.ts'

export const recordKinds = [
  'delegation',
  'event',
  'commitment',
  'agreement',
  'person',
  'organisation',
  'country',
  'source',
  'paper',
  'approval',
  'template'
] as const
export type RecordKind = (typeof recordKinds)[number]

export type RecordId = string & { readonly __brand: 'RecordId' }

export type Scalar = string | number | boolean | null
export interface Item {
  readonly id: string
  readonly [field: string]: Scalar
}
export type FieldValue = Scalar | readonly Item[]
export interface RecordData {
  readonly [field: string]: FieldValue
}

const idPattern = /^([a-z]+)\.[a-z0-9][a-z0-9-]{0,79}$/

/** Reads the kind out of an id such as `delegation.egypt-uae-2024`; null when the text is no record id. */
export function kindOfId(id: string): RecordKind | null {
  const kind = idPattern.exec(id)?.[1]
  return recordKinds.find((known) => known === kind) ?? null
}

export function isRecordId(id: string): id is RecordId {
  return kindOfId(id) !== null
}

/** Builds an id from a kind and a part that is unique (random hex, or a readable name for records that ship with the product). */
export function recordId(kind: RecordKind, unique: string): RecordId {
  const id = `${kind}.${unique}`
  if (!isRecordId(id)) throw new RangeError(`not a record id: ${id}`)
  return id
}

export const maxShortText = 500
export const maxLongText = 200_000

export const shortText = z.string().max(maxShortText)
export const longText = z.string().max(maxLongText)
export const unknownOr = <T extends z.ZodType>(schema: T) => schema.nullable().default(null)

export const itemId = z.string().min(1).max(120)

/** A list whose items carry ids. */
export const itemsOf = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z
    .array(z.looseObject({ id: itemId, ...shape }))
    .max(5000)
    .default([])

/** References to other records, kept as items so that two people may add to them at once. */
export const references = itemsOf({})

const claim = {
  /** The field this claim is about. */
  field: shortText,
  /** The value as the source gives it, in the field's own form. */
  value: z.union([z.string().max(maxShortText), z.number(), z.boolean(), z.null()]),
  /** What the source says, in the source's words or a short gist of them. */
  wording: unknownOr(shortText),
  sourceId: unknownOr(shortText)
}

export const translationLanguages = ['en', 'fr'] as const
export type TranslationLanguage = (typeof translationLanguages)[number]

export const commonFields = {
  mark: handlingMarkSchema.default('none'),
  deleted: z.boolean().default(false),
  /** Every sourced value of a field, side by side (domain rule 3). */
  claims: itemsOf(claim),
  /** Which claim was chosen for a field and why; the item's id is the field's name. */
  choices: itemsOf({ claimId: shortText, reason: unknownOr(shortText) }),
  sources: references,
  /** What a text of this record is in another language, where a field of its own does not say. `itemId`: of an item in a list. */
  translations: itemsOf({
    field: shortText,
    itemId: unknownOr(shortText),
    language: z.enum(translationLanguages),
    /** The words it translates: when the record says something else, it is no translation of that. */
    source: unknownOr(longText),
    text: longText
  })
}
