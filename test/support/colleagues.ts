/** People who write on records of their own and hand each other what they wrote: the engine alone, no disk and no network. */
import type { Operation } from '#shared/domain/operation.ts'
import { type FieldValue, type RecordId, recordId } from '#shared/domain/record.ts'
import { createRecord, type EditResult, editRecord, mergeChanges, type RowWithoutMarks, readRecord } from '#shared/sync/engine.ts'
import { type HistoryStep, recordHistory } from '#shared/sync/record-history.ts'

export const trip = recordId('delegation', 'france-2027')
export const letter = recordId('paper', 'letter')

/** What one person wrote in one go, on its way to the others. */
export interface Parcel {
  readonly record: RecordId
  readonly changes: readonly Uint8Array[]
}

export interface Colleague {
  readonly author: string
  readonly device: string
  readonly create: (record: RecordId, fields: Readonly<Record<string, FieldValue>>) => EditResult & Parcel
  /** Throws `EditRefused`; then nothing has changed. */
  readonly edit: (record: RecordId, ...operations: Operation[]) => EditResult & Parcel
  readonly receive: (...parcels: readonly Parcel[]) => void
  /** Null while what began the record has not come. */
  readonly seen: (record: RecordId) => RowWithoutMarks | null
  readonly row: (record: RecordId) => RowWithoutMarks
  readonly history: (record: RecordId) => HistoryStep[]
  readonly document: (record: RecordId) => Uint8Array
}

/** `digit` tells the laptop: 32 of it are its device number. */
export function colleague(author: string, digit: string): Colleague {
  const device = digit.repeat(32)
  const documents = new Map<RecordId, Uint8Array>()
  const rows = new Map<RecordId, RowWithoutMarks | null>()
  let minute = 0
  const stamp = () => {
    minute += 1
    return { device, author, time: Date.UTC(2026, 10, 23, 8, minute) }
  }
  const document = (record: RecordId) => {
    const stored = documents.get(record)
    if (!stored) throw new Error(`${author} does not have ${record}`)
    return stored
  }
  const keep = (record: RecordId, result: EditResult): EditResult & Parcel => {
    documents.set(record, result.document)
    rows.set(record, readRecord(record, result.document))
    return { ...result, record }
  }
  return {
    author,
    device,
    document,
    create: (record, fields) => keep(record, createRecord(record, fields, stamp())),
    edit: (record, ...operations) => keep(record, editRecord(record, document(record), operations, stamp())),
    receive: (...parcels) => {
      for (const { record, changes } of parcels) {
        const merged = mergeChanges(record, documents.get(record) ?? null, changes)
        documents.set(record, merged.document)
        rows.set(record, merged.row)
      }
    },
    seen: (record) => rows.get(record) ?? null,
    row: (record) => {
      const row = rows.get(record)
      if (!row) throw new Error(`${author} does not see ${record}`)
      return row
    },
    history: (record) => recordHistory(document(record))
  }
}

/** Lan and Bình, who both hold the same new delegation. */
export function lanAndBinh(fields: Readonly<Record<string, FieldValue>> = {}) {
  const lan = colleague('Nguyễn Thị Lan', 'a')
  const binh = colleague('Trần Văn Bình', 'b')
  const begun = lan.create(trip, { title: 'Đoàn đi Pháp', direction: 'outbound', ...fields })
  binh.receive(begun)
  return { lan, binh, begun }
}

/** Each gives the other what it wrote. */
export function meet(one: Colleague, onesParcels: readonly Parcel[], other: Colleague, othersParcels: readonly Parcel[]): void {
  one.receive(...othersParcels)
  other.receive(...onesParcels)
}
