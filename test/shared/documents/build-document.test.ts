import { beforeAll, describe, expect, it } from 'vitest'
import { buildDocument, type DocumentKind, documentKinds, isDocumentKind, kindsFor } from '#shared/documents/build-document.ts'
import { documentModelSchema } from '#shared/documents/model.ts'
import { maxLongText } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import {
  linesOf,
  modelOf,
  newRow,
  nextTrip,
  nextTripRow,
  officeNames,
  sampleDelegations,
  sampleRows
} from '../../support/sample-rows.ts'

let rows: readonly Row[] = []
beforeAll(async () => {
  rows = [...(await sampleRows()), nextTripRow()]
})

/** Every kind, of everything in the sample office that it can be about. */
const everyDocument: [DocumentKind, string][] = [
  ...[...sampleDelegations, nextTrip].flatMap((id) => kindsFor('delegation').map((kind): [DocumentKind, string] => [kind, id])),
  ...['event.france-2024-signing', 'event.indonesia-2023-hanoi'].flatMap((id) =>
    [...kindsFor('event'), ...kindsFor('letter')].map((kind): [DocumentKind, string] => [kind, id])
  ),
  ['letter', 'commitment.kasbarian-invitation'],
  ...kindsFor('office').map((kind): [DocumentKind, string] => [kind, ''])
]

/** Every text anywhere in a model. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(textsOf)
}

describe.each(everyDocument)('the %s of %s', (kind, delegation) => {
  it('may cross to the host as it is', () => {
    const model = modelOf(kind, delegation, rows)
    expect(documentModelSchema.parse(model)).toEqual(model)
    expect(structuredClone(model)).toEqual(model)
  })

  it('is written in composed letters, with nothing undefined in it', () => {
    const texts = textsOf(modelOf(kind, delegation, rows))
    for (const text of texts) {
      expect(text).toBe(text.normalize('NFC'))
      expect(text).not.toMatch(/\b(undefined|null|NaN)\b|\[object/)
    }
  })

  it('shows dates as they are read, not as they are kept', () => {
    const said = linesOf(modelOf(kind, delegation, rows)).join('\n')
    expect(said).not.toMatch(/\?\d{4}|XXXX|\b\d{4}-\d{2}-\d{2}\b/)
  })

  it('is the same for the same records and day', () => {
    expect(modelOf(kind, delegation, rows)).toEqual(modelOf(kind, delegation, rows))
  })
})

describe('a document', () => {
  it('is named for what it is and the delegation', () => {
    const request = {
      subject: { of: 'record', id: sampleDelegations[2] },
      rows,
      today: '2027-02-05',
      office: officeNames
    } as const
    expect((['packet', 'trip-report'] as const).map((kind) => buildDocument(kind, request).fileName)).toEqual([
      'Hồ sơ đoàn - Đoàn công tác của Bộ Nội vụ tại Ai Cập và UAE',
      'Báo cáo kết quả - Đoàn công tác của Bộ Nội vụ tại Ai Cập và UAE'
    ])
  })

  it('is one of those we know', () => {
    expect(documentKinds.every(isDocumentKind)).toBe(true)
    for (const other of ['', 'invoice', 'constructor', '__proto__', 'toString']) expect(isDocumentKind(other)).toBe(false)
  })

  it.each(kindsFor('delegation'))('may cross to the host when a record is as full as it may be: %s', (kind) => {
    const items = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ id: `i${index}`, name: `Người ${index}`, role: 'member' }))
    const full = newRow(nextTrip, {
      title: 'x'.repeat(500),
      direction: 'outbound',
      purpose: 'x'.repeat(maxLongText),
      resultSummary: 'x'.repeat(maxLongText),
      composition: 'x'.repeat(maxLongText),
      members: items(2000)
    })
    expect(documentModelSchema.safeParse(modelOf(kind, nextTrip, [full])).success).toBe(true)
  })

  it.each(kindsFor('delegation'))('can be made of a delegation of which nothing is known but its name: %s', (kind) => {
    const bare = newRow(nextTrip, { title: 'Đoàn mới', direction: 'inbound' })
    const model = modelOf(kind, nextTrip, [bare])
    expect(documentModelSchema.parse(model)).toEqual(model)
    // A news item leaves out what is not known.
    if (kind !== 'news-item') expect(linesOf(model).join('\n')).toMatch(/chưa/i)
  })
})
