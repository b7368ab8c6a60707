/** Who wrote what when, field by field: read from the document itself, so it is as complete as the record. */
import * as A from '@automerge/automerge/slim'
import { type HandlingMark, isSecret, referenceOnlyFields } from '../domain/handling-mark.ts'
import type { FieldValue, Item, RecordData, Scalar } from '../domain/record.ts'
import { deviceOf } from './actor.ts'
import { strictestMark } from './conflict-guard.ts'
import { type AutomergeDocument, plainData, readConflicts } from './document-view.ts'

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

/** Every step in causal order, the first being the creation; of a secret record only what its reference says. */
export function recordHistory(stored: Uint8Array): HistoryStep[] {
  const whole = A.load<Record<string, unknown>>(stored)
  const now = { mark: 'none', ...plainData(whole), ...strictestMark(readConflicts(whole)) }
  const shown = ({ field }: FieldChange) => !isSecret(now.mark as HandlingMark) || referenceOnlyFields.has(field)
  const steps = A.getAllChanges(whole).map((change): HistoryStep => {
    const { actor, deps, hash, message, time } = A.decodeChange(change)
    // Against what its author saw: of two values written side by side both are listed, not only the one that is shown.
    const changes = differences(dataAt(whole, deps), dataAt(whole, hash ? [hash] : [])).filter(shown)
    return { change: hash ?? '', author: message ?? '', device: deviceOf(actor), time, changes }
  })
  A.free(whole)
  return steps
}

function dataAt(document: AutomergeDocument, version: string[]): RecordData {
  return version.length === 0 ? {} : plainData(A.view(document, version), false)
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
    const changes = Array.from(fields).flatMap((field) => {
      const was = old.get(id)?.[field] ?? null
      const is = now.get(id)?.[field] ?? null
      return was === is ? [] : [{ field: `${list}.${field}`, item: id, before: was, after: is }]
    })
    // An item that says nothing yet has come or gone all the same.
    if (changes.length > 0 || old.has(id) === now.has(id)) return changes
    return [{ field: list, item: id, before: old.has(id) ? id : null, after: now.has(id) ? id : null }]
  })
}
