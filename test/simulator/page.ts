/** The page of a laptop: its view of the records, brought up to date and written in the way renderer/replica/replica-worker.ts does. */

import * as A from '@automerge/automerge/slim'
import type { Entry } from '#shared/bridge/contract.ts'
import { isRecordId, type RecordId } from '#shared/domain/record.ts'
import type { EditResult, Stamp } from '#shared/sync/engine.ts'
import { chanceBytes } from './chance-bytes.ts'
import type { Machine } from './machine.ts'

const entriesAtOnce = 500
const triesOfAnEdit = 4

export interface Page {
  /** Random for each start: FORMAT.md section 6. */
  session: string
  documents: Map<RecordId, Uint8Array>
  positions: Map<string, number>
  device: string
  generation: number
}

export const newPage = (session: string): Page => ({
  session,
  documents: new Map(),
  positions: new Map(),
  device: '',
  generation: 0
})

/** As the page's own store is copied with the disk it lies on. */
export const copyPage = (page: Page): Page => ({
  ...page,
  documents: new Map(page.documents),
  positions: new Map(page.positions)
})

/** At a start: a view that is ahead of the host's entries, or older than something taken back, is built anew. */
export async function startPage(machine: Machine, page: Page): Promise<void> {
  const { device, positions, generation } = await machine.get('session.describe', {})
  page.device = device
  const isAhead = Array.from(page.positions).some(([device, number]) => number > (positions[device] ?? 0))
  if (isAhead || generation !== page.generation) clear(page, generation)
  await takeNews(machine, page)
}

function clear(page: Page, generation: number): void {
  page.documents.clear()
  page.positions.clear()
  page.generation = generation
  // A page that begins anew writes under another actor: the next change of one whose changes are gone would have their numbers.
  page.session = Buffer.from(chanceBytes(8)).toString('hex')
}

export async function catchUp(machine: Machine, page: Page): Promise<void> {
  const { device, generation } = await machine.get('session.describe', {})
  // The page is loaded anew then.
  if (device !== page.device || generation !== page.generation) return startPage(machine, page)
  return takeNews(machine, page)
}

async function takeNews(machine: Machine, page: Page): Promise<void> {
  for (let more = true; more; ) {
    const answer = await machine.get('journal.since', { positions: Object.fromEntries(page.positions), limit: entriesAtOnce })
    take(page, answer.entries)
    more = answer.more && answer.entries.length > 0
  }
}

function take(page: Page, entries: readonly Entry[]): void {
  const byRecord = new Map<RecordId, Uint8Array[]>()
  for (const { device, number, record, changes, refused } of entries) {
    page.positions.set(device, Math.max(page.positions.get(device) ?? 0, number))
    if (refused || !isRecordId(record)) continue
    byRecord.set(record, [...(byRecord.get(record) ?? []), ...changes])
  }
  for (const [record, changes] of byRecord) {
    page.documents.set(record, withChanges(page.documents.get(record), changes))
  }
}

/** As `mergeChanges`, without the row. */
function withChanges(stored: Uint8Array | undefined, changes: readonly Uint8Array[]): Uint8Array {
  const [document] = A.applyChanges(stored ? A.load<object>(stored) : A.init<object>(), [...changes])
  const saved = A.save(document)
  A.free(document)
  return saved
}

export interface Wish {
  readonly editId: string
  readonly record: RecordId
  readonly write: (stored: Uint8Array | null, stamp: Stamp) => EditResult
}
export type Saving =
  | { readonly state: 'saved'; readonly device: string; readonly number: number; readonly changes: readonly Uint8Array[] }
  | { readonly state: 'unsaved'; readonly code: string }

export async function save(machine: Machine, page: Page, wish: Wish, author: string): Promise<Saving> {
  for (let attempt = 0; attempt < triesOfAnEdit; attempt += 1) {
    await catchUp(machine, page)
    const { device } = await machine.get('session.describe', {})
    const { changes, document } = wish.write(page.documents.get(wish.record) ?? null, {
      device,
      session: page.session,
      author,
      time: machine.now()
    })
    const expectedNumber = (page.positions.get(device) ?? 0) + 1
    const answer = await machine.call('journal.append', {
      expectedNumber,
      editId: wish.editId,
      record: wish.record,
      changes: [...changes]
    })
    if (answer.ok) {
      const { known, number } = answer.value
      if (known) await catchUp(machine, page)
      else {
        page.documents.set(wish.record, document)
        page.positions.set(device, number)
      }
      return { state: 'saved', device, number, changes: known ? known.changes : changes }
    }
    if (answer.code !== 'journal-moved') return { state: 'unsaved', code: answer.code }
  }
  return { state: 'unsaved', code: 'journal-moved' }
}
