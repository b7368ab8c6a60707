/** Who wrote what when, field by field: read from the document itself, so it is as complete as the record. */
import * as A from '@automerge/automerge/slim'
import type { FieldValue, Item, RecordData, Scalar } from '../domain/record.ts'
import { type AutomergeDocument, plainData } from './document-view.ts'

export interface FieldChange {
  readonly field: string
  /** Item of a list field; null for a single value. */
  readonly item: string | null
  readonly before: Scalar
  readonly after: Scalar
}

export interface HistoryStep {
  /** Hash of the Automerge change. */
  readonly change: string
  readonly author: string
  readonly device: string
  readonly time: number
  readonly changes: readonly FieldChange[]
}

/** Every step in causal order, the first being the creation. */
export function recordHistory(stored: Uint8Array): HistoryStep[] {
  const whole = A.load<Record<string, unknown>>(stored)
  const steps: HistoryStep[] = []
  let document: AutomergeDocument = A.init<Record<string, unknown>>()
  let before: RecordData = {}
  for (const change of A.getAllChanges(whole)) {
    ;[document] = A.applyChanges(document, [change])
    const { actor, hash, message, time } = A.decodeChange(change)
    const after = plainData(document)
    steps.push({ change: hash ?? '', author: message ?? '', device: actor, time, changes: differences(before, after) })
    before = after
  }
  A.free(document)
  A.free(whole)
  return steps
}

function differences(before: RecordData, after: RecordData): FieldChange[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)])
  return Array.from(fields).flatMap((field) => {
    const old = before[field] ?? null
    const now = after[field] ?? null
    if (Array.isArray(old) || Array.isArray(now)) return itemDifferences(field, asItems(old), asItems(now))
    return old === now || (now === '' && old === null) ? [] : [{ field, item: null, before: old as Scalar, after: now as Scalar }]
  })
}

const asItems = (value: FieldValue): readonly Item[] => (Array.isArray(value) ? value : [])

function itemDifferences(list: string, before: readonly Item[], after: readonly Item[]): FieldChange[] {
  const old = new Map(before.map((item) => [item.id, item]))
  const now = new Map(after.map((item) => [item.id, item]))
  return Array.from(new Set([...old.keys(), ...now.keys()])).flatMap((id) => {
    const fields = new Set([...Object.keys(old.get(id) ?? {}), ...Object.keys(now.get(id) ?? {})])
    fields.delete('id')
    if (fields.size === 0 && old.has(id) !== now.has(id)) {
      return [{ field: list, item: id, before: old.has(id) ? id : null, after: now.has(id) ? id : null }]
    }
    return Array.from(fields).flatMap((field) => {
      const was = old.get(id)?.[field] ?? null
      const is = now.get(id)?.[field] ?? null
      return was === is ? [] : [{ field: `${list}.${field}`, item: id, before: was, after: is }]
    })
  })
}
