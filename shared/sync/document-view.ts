/** Reads an Automerge document as plain data, with its conflicts. */
import * as A from '@automerge/automerge/slim'
import type { FieldValue, Item, RecordData, Scalar } from '../domain/record.ts'
import type { Conflict, ConflictValue } from './row.ts'

export type AutomergeDocument = A.Doc<Record<string, unknown>>

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** Undefined for what this version cannot show (it stays in the document). */
export function asScalar(value: unknown): Scalar | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
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

/** The record as it stands; removed items are left out. */
export function plainData(document: AutomergeDocument): RecordData {
  const data: Record<string, FieldValue> = {}
  for (const [field, value] of Object.entries(document)) {
    if (forbiddenKeys.has(field)) continue
    if (Array.isArray(value)) data[field] = plainItems(value)
    else {
      const scalar = asScalar(value)
      if (scalar !== undefined) data[field] = scalar
    }
  }
  return data
}

function plainItems(list: readonly unknown[]): Item[] {
  return list.flatMap((value) => {
    const item = asItem(value)
    if (!item || item.removed === true) return []
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
      const id = asItem(element)?.id
      if (id === undefined) continue
      for (const inner of Object.keys(element)) {
        const values = conflictValues(A.getConflicts(element, inner), changes)
        if (values) conflicts.push({ field: inner, item: { list: field, id }, values })
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
  return new Set(values.map((one) => one.value)).size < 2 ? null : values
}

/** An operation's id is `counter@actor`; the change that made it is the actor's one whose counters span it. */
function writerOf(operation: string, changes: readonly A.ChangeMetadata[]): Omit<ConflictValue, 'value'> {
  const [counter, device = ''] = operation.split('@')
  const change = changes.find((one) => one.actor === device && one.startOp <= Number(counter) && Number(counter) <= one.maxOp)
  return { device, author: change?.message ?? '', time: change?.time ?? 0 }
}
