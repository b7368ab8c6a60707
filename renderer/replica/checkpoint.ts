/**
 * A new laptop's view begins from an administrator's checkpoint, and an administrator's view leaves one: FORMAT.md section 10. Guards: the
 * positions are noted last, so a view that was cut off in the middle begins again.
 */
import type { RecordId } from '#shared/domain/record.ts'
import { mergeChanges } from '#shared/sync/engine.ts'
import type { Row } from '#shared/sync/row.ts'
import { rowPrint } from '#shared/sync/row-print.ts'
import type { ViewStore } from './view-store.ts'
import type { CallHost, WorkerNews } from './worker-api.ts'

/** Answers the number of records, or null where there is none to begin from. */
export async function beginFromCheckpoint(
  view: ViewStore,
  callHost: CallHost,
  news: (news: WorkerNews) => void
): Promise<number | null> {
  const ready = await whenReady(callHost)
  if (!ready) return null
  let done = 0
  let writing: Promise<void> = Promise.resolve()
  let next = callHost('checkpoint.read', { part: 1 })
  for (let part = 1; part <= ready.parts; part += 1) {
    const answer = await next
    if (!answer.ok) return null
    // The next part is on its way, and read, while this one is written.
    if (part < ready.parts) next = callHost('checkpoint.read', { part: part + 1 })
    // Rows of another program are read anew out of their documents.
    const isOurForm = ready.rows === rowPrint()
    const records = answer.value.records.flatMap(({ id, row, document }) => {
      const own = isOurForm ? (JSON.parse(row) as Row) : readAnew(id, document)
      return own ? [{ row: { ...own, ownEntry: 0 }, document }] : []
    })
    await writing
    writing = view.putWhole(records)
    // Met when it is awaited.
    writing.catch(() => undefined)
    done += records.length
    news({ type: 'rows', rows: records.map((one) => one.row) })
    news({ type: 'catching-up', done, total: ready.records })
  }
  await writing
  await view.putPositions(ready.positions)
  return done
}

const lookAgainMs = 200

/** The page may be quicker than the exchange that brings a new laptop in: entry by entry, the same would take many times as long. */
async function whenReady(callHost: CallHost) {
  for (;;) {
    const state = await callHost('checkpoint.state', {})
    if (!state.ok) return null
    if (state.value.ready || !state.value.coming) return state.value.ready
    await new Promise((next) => setTimeout(next, lookAgainMs))
  }
}

function readAnew(id: RecordId, document: Uint8Array) {
  try {
    return mergeChanges(id, document, []).row
  } catch {
    return null
  }
}

const recordsAtOnce = 200

/**
 * In steps, so that an edit made meanwhile waits for one of them at the most. What is newer than the positions does no harm: the entries that
 * brought it are applied to it again.
 */
export async function leaveCheckpoint(
  view: ViewStore,
  callHost: CallHost,
  step: <V>(work: () => Promise<V>) => Promise<V>
): Promise<void> {
  const state = await callHost('checkpoint.state', {})
  if (!state.ok || !state.value.due) return
  await callHost('checkpoint.begin', { positions: await step(view.positions), rows: rowPrint() })
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after
    const records = await step(() => view.wholeAfter(from, recordsAtOnce))
    after = records.at(-1)?.row.id ?? null
    if (records.length === 0) break
    const put = await callHost('checkpoint.put', {
      records: records.map(({ row, document }) => ({ id: row.id, row: JSON.stringify(row), document }))
    })
    if (!put.ok) return
  }
  await callHost('checkpoint.finish', {})
}
