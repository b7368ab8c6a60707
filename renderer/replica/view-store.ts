/**
 * Reads and writes of the view. Guards: rows, documents and positions change in one transaction, so the view is never ahead of or
 * behind what its positions say.
 */
import type { Entry, Positions } from '#shared/bridge/contract.ts'
import { isRecordId, type RecordId } from '#shared/domain/record.ts'
import { mergeChanges } from '#shared/sync/engine.ts'
import type { Row } from '#shared/sync/row.ts'
import { rowPrint } from '#shared/sync/row-print.ts'
import type { DeskDatabase } from '../database/desk-database.ts'
import type { StoredCodec } from '../database/stored-codec.ts'

export interface ViewStore {
  readonly positions: () => Promise<Positions>
  readonly office: () => Promise<string | null>
  readonly generation: () => Promise<number>
  /** Of the program that built it: `row-print.ts`. */
  readonly rowPrint: () => Promise<string>
  readonly clear: (office: string, generation: number) => Promise<void>
  readonly document: (id: string) => Promise<Uint8Array | null>
  readonly row: (id: string) => Promise<Row | null>
  readonly rowsAfter: (after: string, limit: number) => Promise<Row[]>
  readonly eachRow: (chunk: number, take: (rows: Row[]) => void) => Promise<void>
  /** Rows with their documents, as somebody else's view held them. */
  readonly putWhole: (records: readonly { readonly row: Row; readonly document: Uint8Array }[]) => Promise<void>
  readonly putPositions: (held: Positions) => Promise<void>
  /** The next rows by id, each with its document of the same moment. */
  readonly wholeAfter: (after: string, limit: number) => Promise<{ row: Row; document: Uint8Array }[]>
  /** Our own edit, already in the journal under `number`. */
  readonly putEdit: (row: Row, document: Uint8Array, device: string, number: number) => Promise<void>
  /** Entries as the host gives them; answers the rows they changed. */
  readonly takeEntries: (entries: readonly Entry[], ownDevice: string) => Promise<Row[]>
}

export function openViewStore(database: DeskDatabase, codec: StoredCodec): ViewStore {
  const { rows, documents, positions, notes } = database
  const everything = [rows, documents, positions, notes]
  const storedRow = (row: Row) => ({ id: row.id, kind: row.kind, payload: codec.sealRow(row) })
  const documentOf = async (id: string) => {
    const stored = await documents.get(id)
    return stored ? codec.openDocument(stored.payload) : null
  }
  const rowOf = async (id: string) => {
    const stored = await rows.get(id)
    return stored ? codec.openRow(stored.payload) : null
  }
  /** Of each record what is stored, in the order of the ids: one question for all of them. */
  const wholeOf = async (ids: readonly string[]): Promise<Whole[]> => {
    const [storedRows, storedDocuments] = await Promise.all([rows.bulkGet([...ids]), documents.bulkGet([...ids])])
    return ids.map((_, at) => {
      const [row, document] = [storedRows[at], storedDocuments[at]]
      return { row: row ? codec.openRow(row.payload) : null, document: document ? codec.openDocument(document.payload) : null }
    })
  }
  const rowsAfter = async (after: string, limit: number) => {
    const stored = await rows.where('id').above(after).limit(limit).toArray()
    return stored.map((one) => codec.openRow(one.payload))
  }
  return {
    positions: async () => Object.fromEntries((await positions.toArray()).map(({ device, number }) => [device, number])),
    office: async () => (await notes.get('office'))?.value ?? null,
    generation: async () => Number((await notes.get('generation'))?.value ?? 0),
    rowPrint: async () => (await notes.get('rows'))?.value ?? '',
    clear: (office, generation) =>
      database.transaction('rw', everything, async () => {
        for (const table of everything) await table.clear()
        await notes.put({ key: 'generation', value: String(generation) })
        await notes.put({ key: 'rows', value: rowPrint() })
        await notes.put({ key: 'office', value: office })
      }),
    document: documentOf,
    row: rowOf,
    rowsAfter,
    eachRow: async (chunk, take) => {
      let after = ''
      for (;;) {
        const some = await rowsAfter(after, chunk)
        if (some.length === 0) return
        take(some)
        after = some.at(-1)?.id ?? after
      }
    },
    putWhole: (records) =>
      database.transaction('rw', [rows, documents], async () => {
        await rows.bulkPut(records.map(({ row }) => storedRow(row)))
        await documents.bulkPut(records.map(({ row, document }) => ({ id: row.id, payload: codec.sealDocument(document) })))
      }),
    putPositions: async (held) => {
      await positions.bulkPut(Object.entries(held).map(([device, number]) => ({ device, number })))
    },
    wholeAfter: (after, limit) =>
      database.transaction('r', [rows, documents], async () => {
        const found = await rows.where('id').above(after).limit(limit).toArray()
        const stored = await documents.bulkGet(found.map((one) => one.id))
        return found.flatMap((one, at) => {
          const document = stored[at]
          return document ? [{ row: codec.openRow(one.payload), document: codec.openDocument(document.payload) }] : []
        })
      }),
    putEdit: (row, document, device, number) =>
      database.transaction('rw', [rows, documents, positions], async () => {
        await rows.put(storedRow(row))
        await documents.put({ id: row.id, payload: codec.sealDocument(document) })
        await positions.put({ device, number })
      }),
    takeEntries: async (entries, ownDevice) => {
      const merged = await mergeByRecord(entries, ownDevice, wholeOf)
      const last = new Map<string, number>()
      for (const entry of entries) last.set(entry.device, Math.max(last.get(entry.device) ?? 0, entry.number))
      await database.transaction('rw', [rows, documents, positions], async () => {
        await documents.bulkPut(merged.map(({ id, document }) => ({ id, payload: codec.sealDocument(document) })))
        await rows.bulkPut(merged.flatMap(({ row }) => (row ? [storedRow(row)] : [])))
        await positions.bulkPut(Array.from(last, ([device, number]) => ({ device, number })))
      })
      return merged.flatMap(({ row }) => (row ? [row] : []))
    }
  }
}

interface Whole {
  readonly row: Row | null
  readonly document: Uint8Array | null
}

interface Merged {
  readonly id: string
  readonly document: Uint8Array
  readonly row: Row | null
}

/** A record that cannot be merged (a hostile or damaged change) keeps the state it had; it must not keep all others from the page. */
function mergeOne(id: RecordId, stored: Uint8Array | null, group: readonly Entry[]) {
  try {
    return mergeChanges(
      id,
      stored,
      group.flatMap((entry) => (entry.refused ? [] : entry.changes))
    )
  } catch {
    return { document: null, row: null }
  }
}

async function mergeByRecord(
  entries: readonly Entry[],
  ownDevice: string,
  wholeOf: (ids: readonly string[]) => Promise<readonly Whole[]>
): Promise<Merged[]> {
  const byRecord = new Map<string, Entry[]>()
  for (const entry of entries) byRecord.set(entry.record, [...(byRecord.get(entry.record) ?? []), entry])
  const merged: Merged[] = []
  // A kind of a newer version: it stays in the replica and is read once this laptop's program knows it.
  const groups = Array.from(byRecord).flatMap(([id, group]) =>
    isRecordId(id) && group.some((entry) => !entry.refused) ? [[id, group] as const] : []
  )
  const stored = await wholeOf(groups.map(([id]) => id))
  for (const [at, [id, group]] of groups.entries()) {
    const before = stored[at]?.row
    const { document, row } = mergeOne(id, stored[at]?.document ?? null, group)
    if (!document) continue
    const own = group.filter((entry) => entry.device === ownDevice).map((entry) => entry.number)
    merged.push({ id, document, row: row && { ...row, ownEntry: Math.max(before?.ownEntry ?? 0, ...own) } })
  }
  return merged
}
