/**
 * The worker: the only place that edits, merges and writes the view. One step at a time.
 *
 * Guards the order of an edit: Automerge change, journal at the host, then the view, then "saved". When the journal has moved on (an
 * answer was lost, another window wrote) the view catches up first and the wish is carried out on what is there then.
 */

import wasmUrl from '@automerge/automerge/automerge.wasm?url'
import { decodeChange, initializeWasm } from '@automerge/automerge/slim'
import { expose } from 'comlink'
import type { Entry, FailureCode } from '#shared/bridge/contract.ts'
import { EditRefused, type Operation } from '#shared/domain/operation.ts'
import { isRecordId } from '#shared/domain/record.ts'
import { createRecord, type EditResult, editRecord, type Stamp } from '#shared/sync/engine.ts'
import { recordHistory } from '#shared/sync/record-history.ts'
import { rowPrint } from '#shared/sync/row-print.ts'
import { DeskDatabase } from '../database/desk-database.ts'
import { plainCodec } from '../database/stored-codec.ts'
import { beginFromCheckpoint, leaveCheckpoint } from './checkpoint.ts'
import { createSearchIndex } from './search-index.ts'
import { openViewStore, type ViewStore } from './view-store.ts'
import type { CallHost, EditOutcome, EditWish, StartArgs, WorkerApi, WorkerNews } from './worker-api.ts'

const entriesAtOnce = 500
const rowsAtOnce = 500
const triesOfAnEdit = 4

interface Running {
  readonly args: StartArgs
  readonly callHost: CallHost
  readonly news: (news: WorkerNews) => void
  readonly view: ViewStore
  readonly database: DeskDatabase
}

const index = createSearchIndex()
const wasm = fetch(wasmUrl)
  .then((response) => response.arrayBuffer())
  .then((bytes) => initializeWasm(new Uint8Array(bytes)))
let running: Running | null = null
/** A copied laptop has another one: FORMAT.md section 6. */
const session = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('')
/** Edit id to the version that holds what it wrote: the base of the same person's next wording. */
const branches = new Map<string, readonly string[]>()

/** One at a time: a second one would begin the first one’s over again. */
let leaving: Promise<void> | null = null
let last: Promise<unknown> = Promise.resolve()
function inTurn<Value>(step: () => Promise<Value>): Promise<Value> {
  const mine = last.then(step, step)
  last = mine.catch(() => undefined)
  return mine
}

function now(): Running {
  if (!running) throw new Error('worker not started')
  return running
}

async function start(args: StartArgs, callHost: CallHost, news: (news: WorkerNews) => void): Promise<void> {
  await wasm
  const database = await openDatabase(news)
  running = { args, callHost, news, database, view: openViewStore(database, plainCodec) }
  const stale = await whyStale(running)
  if (stale) {
    news({ type: 'rebuilding', because: stale })
    await running.view.clear(args.office, args.generation)
  }
  index.clear()
  const begun = stale === 'empty' ? await beginFromCheckpoint(running.view, callHost, news) : null
  // What came in a checkpoint is on the screen; words are looked up in it a moment later.
  if (begun === null) await running.view.eachRow(rowsAtOnce, tell)
  else void indexLater()
  await catchUp()
}

/** A database that cannot be opened (garbled files, a newer version) is thrown away: the entries are at the host. */
async function openDatabase(news: (news: WorkerNews) => void): Promise<DeskDatabase> {
  const database = new DeskDatabase()
  try {
    await database.open()
    await database.rows.count()
    return database
  } catch {
    news({ type: 'rebuilding', because: 'broken' })
    database.close()
    await DeskDatabase.delete('cooperation-desk')
    const fresh = new DeskDatabase()
    await fresh.open()
    return fresh
  }
}

async function whyStale({
  view,
  args
}: Running): Promise<'empty' | 'other-office' | 'ahead' | 'taken-back' | 'other-program' | null> {
  const office = await view.office()
  if (office === null) return 'empty'
  if (office !== args.office) return 'other-office'
  if ((await view.generation()) !== args.generation) return 'taken-back'
  if ((await view.rowPrint()) !== rowPrint()) return 'other-program'
  const held = await view.positions()
  return Object.entries(held).some(([device, number]) => number > (args.positions[device] ?? 0)) ? 'ahead' : null
}

function tell(rows: Parameters<typeof index.put>[0]): void {
  index.put(rows)
  now().news({ type: 'rows', rows })
}

async function indexLater(): Promise<void> {
  const { view } = now()
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after
    after = await inTurn(async () => {
      const some = await view.rowsAfter(from, rowsAtOnce)
      index.put(some)
      return some.at(-1)?.id ?? null
    })
  }
}

async function catchUp(): Promise<void> {
  const { view, callHost, args, news } = now()
  let done = 0
  const positions = { ...(await view.positions()) }
  const ask = () => callHost('journal.since', { positions: { ...positions }, limit: entriesAtOnce })
  for (let next = ask(); ; ) {
    const answer = await next
    if (!answer.ok) throw new Error(answer.code)
    const { entries, more, total } = answer.value
    if (entries.length === 0) return
    for (const { device, number } of entries) positions[device] = Math.max(positions[device] ?? 0, number)
    // The next ones are on their way while these are written.
    if (more) next = ask()
    tell(await view.takeEntries(entries, args.device))
    done += entries.length
    if (more || done > entries.length) news({ type: 'catching-up', done, total: done + total - entries.length })
    if (!more) return
  }
}

async function save(wish: EditWish, author: string): Promise<EditOutcome> {
  const { view, callHost, args } = now()
  try {
    await mendView(now())
    for (let attempt = 0; attempt < triesOfAnEdit; attempt += 1) {
      if (wish.type === 'create' && (await view.document(wish.id))) {
        const before = await savedBefore(wish)
        if (before) return before
      }
      const result = await carryOut(wish, { device: args.device, session, author, time: Date.now() })
      const expectedNumber = ((await view.positions())[args.device] ?? 0) + 1
      const answer = await callHost('journal.append', {
        expectedNumber,
        editId: wish.editId,
        record: wish.id,
        changes: [...result.changes]
      })
      if (answer.ok && answer.value.known) {
        await catchUp()
        return saved(wish, versionOf(answer.value.known) ?? result.branch)
      }
      if (answer.ok) {
        const row = { ...result.row, ownEntry: answer.value.number }
        // The journal has it: a view that cannot be written is caught up or rebuilt later, the edit is not lost.
        await view.putEdit(row, result.document, args.device, answer.value.number).catch(() => undefined)
        tell([row])
        return saved(wish, result.branch)
      }
      if (isForbidden(answer.code)) throw new EditRefused('not-allowed', 'record', answer.code)
      if (answer.code !== 'journal-moved') return { state: 'unsaved', code: answer.code }
      await catchUp()
    }
    return { state: 'unsaved', code: 'journal-moved' }
  } catch (error) {
    if (error instanceof EditRefused) return { state: 'refused', reason: error.reason, field: error.field, rule: error.rule }
    return { state: 'unsaved', code: 'internal' }
  }
}

const isForbidden = (code: FailureCode): boolean => code === 'role-not-allowed' || code === 'revoked'

/** A number that no journal ever comes to: what is asked with it is only whether the edit is known. */
const noNumber = Number.MAX_SAFE_INTEGER

/** The record is here already: made by this very wish, when the answer to it was lost and what it wrote came back by itself. */
async function savedBefore(wish: EditWish): Promise<EditOutcome | null> {
  const { callHost } = now()
  const probe = { expectedNumber: noNumber, editId: wish.editId, record: wish.id, changes: [new Uint8Array(1)] }
  const answer = await callHost('journal.append', probe)
  if (!answer.ok && isForbidden(answer.code)) throw new EditRefused('not-allowed', 'record', answer.code)
  if (!answer.ok) return answer.code === 'journal-moved' ? null : { state: 'unsaved', code: answer.code }
  return answer.value.known ? saved(wish, versionOf(answer.value.known) ?? []) : null
}

function saved(wish: EditWish, branch: readonly string[]): EditOutcome {
  branches.set(wish.editId, branch)
  return { state: 'saved', branch }
}

/** The version an entry made. */
function versionOf(entry: Entry): readonly string[] | null {
  const change = entry.changes.at(-1)
  const hash = change ? decodeChange(change).hash : undefined
  return hash ? [hash] : null
}

/** The view was cleared under us (by the browser, or by hand): everything is at the host. */
async function mendView({ view, args }: Running): Promise<void> {
  if ((await view.office()) !== null) return
  await view.clear(args.office, args.generation)
  await catchUp()
}

/** A wording that follows another one is written on what that one made. */
function onBranch(operation: Operation): Operation {
  const branch = operation.op === 'text' && operation.after !== undefined ? branches.get(operation.after) : undefined
  return operation.op === 'text' && branch ? { ...operation, base: branch } : operation
}

async function carryOut(wish: EditWish, stamp: Stamp): Promise<EditResult> {
  const { view } = now()
  if (!isRecordId(wish.id)) throw new EditRefused('unknown-record', 'id', wish.id)
  const stored = await view.document(wish.id)
  if (wish.type === 'create' && stored) throw new EditRefused('record-exists', 'id', wish.id)
  if (wish.type === 'edit' && !stored) throw new EditRefused('unknown-record', 'id', wish.id)
  try {
    return wish.type === 'create' || !stored
      ? createRecord(wish.id, wish.type === 'create' ? wish.fields : {}, stamp)
      : editRecord(wish.id, stored, wish.operations.map(onBranch), stamp)
  } catch (error) {
    if (error instanceof EditRefused) throw error
    // What fails here fails again at the next try, and would keep every later edit waiting.
    throw new EditRefused('rule', 'record', error instanceof Error ? error.message.slice(0, 120) : 'other')
  }
}

const api: WorkerApi = {
  start: (args, callHost, news) => inTurn(() => start(args, callHost, news)),
  save: (wish, author) => inTurn(() => save(wish, author)),
  catchUp: () => inTurn(catchUp),
  leaveCheckpoint: () => {
    leaving ??= leaveCheckpoint(now().view, now().callHost, inTurn).finally(() => {
      leaving = null
    })
    return leaving
  },
  history: (id) =>
    inTurn(async () => {
      const stored = await now().view.document(id)
      return stored ? recordHistory(stored) : []
    }),
  search: async (query, limit) => index.search(query, limit)
}
expose(api)
