/** Reads an Automerge document as plain data, with its conflicts. */
import * as A from '@automerge/automerge/slim'
import { attachmentLists } from '../domain/attachment.ts'
import type { FieldValue, Item, RecordData, Scalar } from '../domain/record.ts'
import { deviceOf } from './actor.ts'
import type { Conflict, ConflictValue } from './row.ts'

export type AutomergeDocument = A.Doc<Record<string, unknown>>

/** Names that mean something to JavaScript itself. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Undefined for what this version cannot show (it stays in the document). */
export function asScalar(value: unknown): Scalar | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  // Automerge's own form of a whole number beyond 2^53.
  if (typeof value === 'bigint') return Number(value)
  if (A.isImmutableString(value)) return value.toString()
  return undefined
}

function asItem(value: unknown): (Item & { removed?: boolean }) | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  const entries = Object.entries(value).flatMap(([field, inner]) => {
    const scalar = forbiddenKeys.has(field) ? undefined : asScalar(inner)
    return scalar === undefined ? [] : [[field, scalar] as const]
  })
  const item = Object.fromEntries(entries)
  return typeof item.id === 'string' ? (item as Item) : undefined
}

/**
 * Lists that records from before do not have. Two people who add to one for the first time each begin a list of their own, and Automerge
 * shows one of the two: both count.
 */
const lateLists: ReadonlySet<string> = new Set(Object.values(attachmentLists))

/** The other lists of the same name. Inside a change they can be written to. */
export function listsBeside(document: AutomergeDocument, field: string): unknown[][] {
  if (!lateLists.has(field)) return []
  const shown = A.getObjectId(document, field)
  return Object.entries(A.getConflicts(document, field) ?? {}).flatMap(([id, value]) =>
    id !== shown && Array.isArray(value) ? [value] : []
  )
}

/** The record as it stands; removed items are left out. `now`: not an older version of it. */
export function plainData(document: AutomergeDocument, now = true): RecordData {
  const data: Record<string, FieldValue> = {}
  for (const [field, value] of Object.entries(document)) {
    if (forbiddenKeys.has(field)) continue
    if (Array.isArray(value)) data[field] = plainItems(now ? [...value, ...listsBeside(document, field).flat()] : value)
    else {
      const scalar = asScalar(value)
      if (scalar !== undefined) data[field] = scalar
    }
  }
  return data
}

/** Two people who add the same item (a chosen source, say) make it twice; it is one. */
function plainItems(list: readonly unknown[]): Item[] {
  const seen = new Set<string>()
  return list.flatMap((value) => {
    const item = asItem(value)
    if (!item || seen.has(item.id)) return []
    seen.add(item.id)
    if (item.removed === true) return []
    const { removed: _, ...rest } = item
    return [rest as Item]
  })
}

/** Where an item stands in the document's list; -1 when it does not. */
export function indexOfItem(list: readonly unknown[], id: string): number {
  return list.findIndex((value) => asScalar((value as Record<string, unknown> | null)?.id) === id)
}

export function readConflicts(document: AutomergeDocument): Conflict[] {
  const changes = A.getChangesMetaSince(document, [])
  if (new Set(changes.map((change) => change.actor)).size < 2) return []
  const conflicts: Conflict[] = []
  for (const [field, value] of Object.entries(document)) {
    if (!Array.isArray(value)) {
      const values = conflictValues(A.getConflicts(document, field), changes)
      if (values) conflicts.push({ field, item: null, values })
      continue
    }
    for (const element of value as readonly A.Doc<Record<string, unknown>>[]) {
      const item = asItem(element)
      if (!item || item.removed === true) continue
      for (const inner of Object.keys(element)) {
        const values = conflictValues(A.getConflicts(element, inner), changes)
        if (values) conflicts.push({ field: inner, item: { list: field, id: item.id }, values })
      }
    }
  }
  return conflicts
}

function conflictValues(conflicts: A.Conflicts | undefined, changes: readonly A.ChangeMetadata[]): ConflictValue[] | null {
  const entries = Object.entries(conflicts ?? {})
  if (entries.length < 2) return null
  const values = entries.flatMap(([operation, raw]) => {
    const value = asScalar(raw)
    return value === undefined ? [] : [{ value, ...writerOf(operation, changes) }]
  })
  // Automerge shows the value whose operation is the last of them.
  return new Set(values.map((one) => one.value)).size < 2 ? null : values.reverse()
}

/** An operation's id is `counter@actor`; the change that made it is the actor's one whose counters span it. */
function writerOf(operation: string, changes: readonly A.ChangeMetadata[]): Omit<ConflictValue, 'value'> {
  const [counter, actor = ''] = operation.split('@')
  const change = changes.find((one) => one.actor === actor && one.startOp <= Number(counter) && Number(counter) <= one.maxOp)
  return { device: deviceOf(actor), author: change?.message ?? '', time: change?.time ?? 0 }
}

/** The last change, the same one on every laptop: each holds them in the order in which they came to it. */
export function lastChange(document: AutomergeDocument): A.ChangeMetadata | undefined {
  return A.getChangesMetaSince(document, []).reduce<A.ChangeMetadata | undefined>((last, one) => {
    if (last && last.maxOp !== one.maxOp) return last.maxOp > one.maxOp ? last : one
    return last && last.actor > one.actor ? last : one
  }, undefined)
}
