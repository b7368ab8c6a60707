/**
 * The worker: the only place that edits, merges and writes the view. One step at a time.
 *
 * Guards the order of an edit: Automerge change, journal at the host, then the view, then "saved". When the journal has moved on (an
 * answer was lost, another window wrote) the view catches up first and the wish is carried out on what is there then.
 */

import wasmUrl from '@automerge/automerge/automerge.wasm?url'
import { initializeWasm } from '@automerge/automerge/slim'
import { expose } from 'comlink'
import { EditRefused } from '#shared/domain/operation.ts'
import { isRecordId } from '#shared/domain/record.ts'
import { createRecord, type EditResult, editRecord, type Stamp } from '#shared/sync/engine.ts'
import { recordHistory } from '#shared/sync/record-history.ts'
import { DeskDatabase } from '../database/desk-database.ts'
import { plainCodec } from '../database/stored-codec.ts'
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
/** Edits of ours that came back from the journal: one of them may be a wish whose answer was lost. */
const savedEdits = new Set<string>()

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
    await running.view.clear(args.office)
  }
  index.clear()
  await running.view.eachRow(rowsAtOnce, tell)
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

async function whyStale({ view, args }: Running): Promise<'empty' | 'other-office' | 'ahead' | null> {
  const office = await view.office()
  if (office === null) return 'empty'
  if (office !== args.office) return 'other-office'
  const held = await view.positions()
  return Object.entries(held).some(([device, number]) => number > (args.positions[device] ?? 0)) ? 'ahead' : null
}

function tell(rows: Parameters<typeof index.put>[0]): void {
  index.put(rows)
  now().news({ type: 'rows', rows })
}

async function catchUp(): Promise<void> {
  const { view, callHost, args, news } = now()
  let done = 0
  for (;;) {
    const answer = await callHost('journal.since', { positions: await view.positions(), limit: entriesAtOnce })
    if (!answer.ok) throw new Error(answer.code)
    const { entries, more, total } = answer.value
    if (entries.length === 0) return
    for (const entry of entries) if (entry.device === args.device) savedEdits.add(entry.editId)
    tell(await view.takeEntries(entries, args.device))
    done += entries.length
    if (more || done > entries.length) news({ type: 'catching-up', done, total: done + total - entries.length })
    if (!more) return
  }
}

async function save(wish: EditWish, author: string): Promise<EditOutcome> {
  const { view, callHost, args } = now()
  try {
    for (let attempt = 0; attempt < triesOfAnEdit; attempt += 1) {
      if (savedEdits.has(wish.editId)) return { state: 'saved', branch: null }
      const result = await carryOut(wish, { device: args.device, author, time: Date.now() })
      const expectedNumber = ((await view.positions())[args.device] ?? 0) + 1
      const answer = await callHost('journal.append', {
        expectedNumber,
        editId: wish.editId,
        record: wish.id,
        changes: [...result.changes]
      })
      if (answer.ok) {
        savedEdits.add(wish.editId)
        const row = { ...result.row, ownEntry: answer.value.number }
        // The journal has it: a view that cannot be written is caught up or rebuilt later, the edit is not lost.
        await view.putEdit(row, result.document, args.device, answer.value.number).catch(() => undefined)
        tell([row])
        return { state: 'saved', branch: result.branch }
      }
      if (answer.code !== 'journal-moved') return { state: 'unsaved', code: answer.code }
      await catchUp()
    }
    return { state: 'unsaved', code: 'journal-moved' }
  } catch (error) {
    if (error instanceof EditRefused) return { state: 'refused', reason: error.reason, field: error.field, rule: error.rule }
    return { state: 'unsaved', code: 'internal' }
  }
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
      : editRecord(wish.id, stored, wish.operations, stamp)
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
  history: (id) =>
    inTurn(async () => {
      const stored = await now().view.document(id)
      return stored ? recordHistory(stored) : []
    }),
  search: async (query, limit) => index.search(query, limit)
}
expose(api)
