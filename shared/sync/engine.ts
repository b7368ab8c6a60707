/**
 * The record engine: operations and received changes in, documents and rows out. The page's worker, the terminal and the tests run
 * this same code. `@automerge/automerge` does the merging; the caller makes its WebAssembly ready first (`initializeWasm`).
 *
 * Documents are loaded, used and freed at once: thousands kept alive slow every call down tenfold.
 */
import * as A from '@automerge/automerge/slim'
import { EditRefused, type Operation } from '../domain/operation.ts'
import { type FieldValue, kindOfId, type RecordId, type RecordKind, type Scalar } from '../domain/record.ts'
import { kindDefinitions } from '../domain/registry.ts'
import { listFieldsOf, type Problem, type Rule, validate, visibleData } from '../domain/validate.ts'
import { actorOf, deviceOf, emptyActor } from './actor.ts'
import { concatBytes } from './bytes.ts'
import { strictestMark, visibleConflicts } from './conflict-guard.ts'
import {
  type AutomergeDocument,
  forbiddenKeys,
  indexOfItem,
  lastChange,
  listsBeside,
  plainData,
  readConflicts
} from './document-view.ts'
import type { Row } from './row.ts'

export interface Stamp {
  /** 32 hex digits: the Automerge actor ends with them. */
  readonly device: string
  /** 16 hex digits, random for each start of the page; none where the same input has to make the same bytes. */
  readonly session?: string
  readonly author: string
  /** Milliseconds since 1970. */
  readonly time: number
}

export interface EditResult {
  /** Automerge's binary changes, in causal order: what goes into the journal. */
  readonly changes: readonly Uint8Array[]
  readonly document: Uint8Array
  readonly row: Row
  /** The version that holds what this edit wrote and nothing that came in beside it: the base of the same person's next text. */
  readonly branch: readonly string[]
}

export type RowWithoutMarks = Omit<Row, 'ownEntry'>

/** Starts a record. `initial` holds the fields that are known; lists and merged texts are made empty so that everybody adds to one. */
export function createRecord(id: RecordId, initial: Readonly<Record<string, FieldValue>>, stamp: Stamp): EditResult {
  const kind = kindOf(id)
  const document = A.change(A.init<Record<string, unknown>>({ actor: actorOf(stamp) }), changeOptions(stamp), (draft) => {
    for (const [field, value] of Object.entries(initialFields(kind, initial))) {
      draft[field] = Array.isArray(value) ? value.map(storedItem) : storedScalar(kind, field, value as Scalar)
    }
  })
  return finish(id, document)
}

function initialFields(kind: RecordKind, initial: Readonly<Record<string, FieldValue>>): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = { ...initial }
  for (const field of listFieldsOf(kind)) fields[field] ??= []
  for (const field of kindDefinitions[kind].mergedTexts) fields[field] ??= ''
  return fields
}

/** Carries out operations on a stored document as one change. Throws `EditRefused`; then nothing has happened. */
export function editRecord(id: RecordId, stored: Uint8Array, operations: readonly Operation[], stamp: Stamp): EditResult {
  const kind = kindOf(id)
  let document = A.load<Record<string, unknown>>(stored, { actor: actorOf(stamp) })
  const before = A.getHeads(document)
  const known = validate(kind, plainData(document)).problems
  for (const operation of operations) refuseUnstorable(operation)
  let branch: readonly string[] | null = null
  for (const step of steps(operations)) {
    const write = (draft: Record<string, unknown>) => perform(kind, draft, step.operations)
    if (step.base && A.hasHeads(document, step.base)) {
      const at = A.changeAt(document, step.base, changeOptions(stamp), write)
      document = at.newDoc
      // Nothing written: the person still looks at the base, and not at what came in beside it.
      branch = at.newHeads ?? step.base
    } else document = A.change(document, changeOptions(stamp), write)
  }
  if (A.getChangesSince(document, before).length === 0) {
    // Under an actor of its own: `changeAt` does not count a change without operations, and would give its place in the actor's row to
    // a text written on an older version; who got the two in another order could no longer load the record.
    A.free(document)
    document = A.emptyChange(A.load(stored, { actor: emptyActor(stamp) }), changeOptions(stamp))
  }
  const result = finish(id, document, before, known)
  return { ...result, branch: branch ?? result.branch }
}

/** What Automerge cannot keep or JSON cannot say is refused at the door. */
function refuseUnstorable(operation: Operation): void {
  const values = 'item' in operation ? Object.values(operation.item) : 'value' in operation ? [operation.value] : []
  const named = 'field' in operation ? operation.field : 'list' in operation ? operation.list : ''
  if (values.some((value) => typeof value === 'number' && !Number.isFinite(value))) {
    throw new EditRefused('rule', named, 'wrong-type' satisfies Rule)
  }
  const names = [named, ...('item' in operation ? Object.keys(operation.item) : [])]
  const forbidden = names.find((name) => forbiddenKeys.has(name))
  if (forbidden !== undefined) throw new EditRefused('rule', forbidden, 'other' satisfies Rule)
}

interface Step {
  /** The version a merged text was written against, so that what arrived meanwhile is kept and not deleted. */
  readonly base: string[] | null
  readonly operations: Operation[]
}

/** Neighbouring operations become one change; a merged text is a change of its own. */
function steps(operations: readonly Operation[]): Step[] {
  const result: Step[] = []
  for (const operation of operations) {
    const base = operation.op === 'text' && operation.base.length > 0 ? [...operation.base] : null
    const last = result.at(-1)
    if (last && !last.base && !base) last.operations.push(operation)
    else result.push({ base, operations: [operation] })
  }
  return result
}

function perform(kind: RecordKind, draft: Record<string, unknown>, operations: readonly Operation[]): void {
  for (const operation of operations) performOne(kind, draft, operation)
}

function performOne(kind: RecordKind, draft: Record<string, unknown>, operation: Operation): void {
  switch (operation.op) {
    case 'set':
      draft[operation.field] = storedScalar(kind, operation.field, operation.value)
      return
    case 'text':
      if (typeof draft[operation.field] !== 'string') draft[operation.field] = ''
      A.updateText(draft as A.Doc<unknown>, [operation.field], operation.value.normalize('NFC'))
      return
    case 'put': {
      const list = listOf(draft, operation.list)
      const at = operation.after === undefined ? -1 : indexOfItem(list, operation.after)
      list.splice(at < 0 ? list.length : at + 1, 0, storedItem(operation.item))
      return
    }
    case 'set-item':
      itemOf(draft, operation.list, operation.id)[operation.field] = storedItemScalar(operation.value)
      return
    case 'remove':
    case 'restore':
      itemOf(draft, operation.list, operation.id).removed = operation.op === 'remove'
      return
    case 'restore-or-put': {
      const list = listOf(draft, operation.list)
      const there = list[indexOfItem(list, operation.item.id)] as Record<string, unknown> | undefined
      if (there) there.removed = false
      else list.push(storedItem(operation.item))
      return
    }
    default:
      assertNever(operation)
  }
}

function assertNever(operation: never): never {
  throw new RangeError(`unknown operation ${JSON.stringify(operation)}`)
}

function listOf(draft: Record<string, unknown>, field: string): unknown[] {
  if (!Array.isArray(draft[field])) draft[field] = []
  return draft[field] as unknown[]
}

function itemOf(draft: Record<string, unknown>, field: string, id: string): Record<string, unknown> {
  for (const list of [listOf(draft, field), ...listsBeside(draft as AutomergeDocument, field)]) {
    const item = list[indexOfItem(list, id)]
    if (item !== undefined) return item as Record<string, unknown>
  }
  throw new EditRefused('unknown-item', field, id)
}

export interface MergeResult {
  readonly document: Uint8Array
  /** Null while the change that began the record has not arrived. */
  readonly row: RowWithoutMarks | null
}

/** Puts changes of others (or our own, at a rebuild) into a record; ones that came already are passed over. */
export function mergeChanges(id: RecordId, stored: Uint8Array | null, changes: readonly Uint8Array[]): MergeResult {
  kindOf(id)
  const document = applied(stored, changes)
  try {
    const begun = A.getHeads(document).length > 0
    return { document: A.save(document), row: begun ? rowOf(id, document) : null }
  } finally {
    A.free(document)
  }
}

/** A change that cannot be read stays in its segment and must not keep all others from the page. */
function applied(stored: Uint8Array | null, changes: readonly Uint8Array[]): AutomergeDocument {
  const before = () => (stored ? A.load<Record<string, unknown>>(stored) : A.init<Record<string, unknown>>())
  const apply = (document: AutomergeDocument, some: readonly Uint8Array[]) => A.applyChanges(document, [...some])[0]
  try {
    // Read as one saved document, a new record takes a third less time; it fails where what they build on has not arrived.
    if (!stored) return A.load<Record<string, unknown>>(concatBytes(...changes))
  } catch {
    // One after the other, then.
  }
  try {
    return apply(before(), changes)
  } catch {
    return changes.reduce((document, change) => {
      try {
        return apply(document, [change])
      } catch {
        return document
      }
    }, before())
  }
}

/** The row of a stored document. */
export function readRecord(id: RecordId, stored: Uint8Array): RowWithoutMarks {
  const document = A.load<Record<string, unknown>>(stored)
  try {
    return rowOf(id, document)
  } finally {
    A.free(document)
  }
}

/** `known`: problems the record came with; they are shown, but must not keep a person from writing elsewhere in it. */
function finish(
  id: RecordId,
  document: AutomergeDocument,
  before: readonly string[] = [],
  known: readonly Problem[] = []
): EditResult {
  const saved = A.save(document)
  // Read back from its bytes: after a change on an older version Automerge's own copy shows others' text twice, the bytes hold it once.
  const whole = A.load<Record<string, unknown>>(saved)
  try {
    const row = rowOf(id, whole)
    const problem = row.problems.find(
      (one) => one.rule === 'handling-mark' || !known.some((old) => old.field === one.field && old.rule === one.rule)
    )
    if (problem) {
      const reason = problem.rule === 'handling-mark' ? 'handling-mark' : 'rule'
      throw new EditRefused(reason, problem.field, problem.rule, problem.detail)
    }
    return { changes: A.getChangesSince(document, [...before]), document: saved, row: { ...row, ownEntry: 0 }, branch: row.heads }
  } finally {
    A.free(whole)
    A.free(document)
  }
}

function rowOf(id: RecordId, document: AutomergeDocument): RowWithoutMarks {
  const kind = kindOf(id)
  const conflicts = readConflicts(document)
  const { data, problems } = validate(kind, { ...plainData(document), ...strictestMark(conflicts) })
  const last = lastChange(document)
  return {
    id,
    kind,
    data: visibleData(kind, data),
    conflicts: visibleConflicts(data, conflicts),
    heads: A.getHeads(document),
    updated: { author: last?.message ?? '', device: deviceOf(last?.actor ?? ''), time: last?.time ?? 0 },
    problems
  }
}

function kindOf(id: string): RecordKind {
  const kind = kindOfId(id)
  if (!kind) throw new EditRefused('unknown-record', 'id', id)
  return kind
}

function changeOptions(stamp: Stamp): { time: number; message: string } {
  return { time: stamp.time, message: stamp.author }
}

/** Merged texts are Automerge text; every other text is assigned whole, so that two people's values both stay visible. */
function storedScalar(kind: RecordKind, field: string, value: Scalar): unknown {
  if (typeof value !== 'string') return value
  const text = value.normalize('NFC')
  return kindDefinitions[kind].mergedTexts.has(field) ? text : new A.ImmutableString(text)
}

function storedItemScalar(value: Scalar): unknown {
  return typeof value === 'string' ? new A.ImmutableString(value.normalize('NFC')) : value
}

function storedItem(item: Readonly<Record<string, Scalar>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([field, value]) => [field, storedItemScalar(value)]))
}
