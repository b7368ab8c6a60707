/** The sample office as records, and records beside it: what documents are made from. */
import { join } from 'node:path'
import { buildDocument, type DocumentKind, type DocumentSubject, subjectOfKind } from '#shared/documents/build-document.ts'
import type { DocumentModel } from '#shared/documents/model.ts'
import { linesOfBlock } from '#shared/documents/text-blocks.ts'
import { type FieldValue, type RecordId, recordId } from '#shared/domain/record.ts'
import { createRecord } from '#shared/sync/engine.ts'
import type { Row } from '#shared/sync/row.ts'
import { readRecords } from '../../electron/cli/read-records.ts'

export const sampleFolder = join(import.meta.dirname, '..', '..', 'resources', 'sample-office')
export const sampleDelegations = [
  'delegation.uk-france-2023',
  'delegation.france-2024',
  'delegation.egypt-uae-2024',
  'delegation.france-2022',
  'delegation.indonesia-2023'
] as const
export const officeNames = { ministry: 'Bộ Nội vụ', unit: 'Vụ Hợp tác quốc tế', author: 'Nguyễn Thị Lan' }

let sample: Promise<readonly Row[]> | null = null
/** Read once a test file; it also makes the record engine ready. */
export function sampleRows(): Promise<readonly Row[]> {
  sample ??= readRecords(null, sampleFolder)
  return sample
}

const stamp = { device: 'a'.repeat(32), author: 'Nguyễn Thị Lan', time: Date.UTC(2026, 10, 23) }

/** A record as its maker's laptop shows it. */
export const newRow = (id: RecordId, fields: Readonly<Record<string, FieldValue>>): Row => createRecord(id, fields, stamp).row

/** The same record with other values, as it could be by another day. */
export const changed = (row: Row | undefined, data: Readonly<Record<string, FieldValue>>): Row => {
  if (!row) throw new Error('no such record')
  return { ...row, data: { ...row.data, ...data } }
}

export const rowOf = (rows: readonly Row[], id: string): Row => {
  const row = rows.find((one) => one.id === id)
  if (!row) throw new Error(`no such record: ${id}`)
  return row
}

export const nextTrip = recordId('delegation', 'france-2027')
/** A delegation that is being prepared: little is known but where it goes. */
export const nextTripRow = (fields: Readonly<Record<string, FieldValue>> = {}): Row =>
  newRow(nextTrip, {
    title: 'Đoàn Bộ Nội vụ thăm và làm việc tại Cộng hòa Pháp năm 2027',
    direction: 'outbound',
    startDate: '2027-03-01',
    endDate: '2027-03-05',
    legs: [{ id: 'leg-1', country: 'FR', city: 'Paris' }],
    ...fields
  })

/** What a kind of document is about: the record named, or the office where the kind is about all of it. */
export const subjectOf = (kind: DocumentKind, id: string): DocumentSubject =>
  subjectOfKind(kind) === 'office' ? { of: 'office', country: null, year: 2026 } : { of: 'record', id }

export const modelOf = (kind: DocumentKind, id: string, rows: readonly Row[], today = '2027-02-05'): DocumentModel =>
  buildDocument(kind, { subject: subjectOf(kind, id), rows, today, office: officeNames }).model

/** What the body says, line by line; a table's row is one line. */
export const linesOf = (model: DocumentModel): string[] => model.blocks.flatMap(linesOfBlock)

/** The lines under a heading, up to the next of the same or a higher level. */
export function partOf(model: DocumentModel, title: string | RegExp): string[] {
  const start = model.blocks.findIndex(
    (block) => block.type === 'heading' && (typeof title === 'string' ? block.text === title : title.test(block.text))
  )
  const heading = model.blocks[start]
  if (heading?.type !== 'heading') throw new Error(`no heading ${title}`)
  const rest = model.blocks.slice(start + 1)
  const end = rest.findIndex((block) => block.type === 'heading' && block.level <= heading.level)
  return rest.slice(0, end < 0 ? rest.length : end).flatMap(linesOfBlock)
}
