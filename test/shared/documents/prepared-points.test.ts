/** What was prepared for a meeting, or is ours only, is not told afterwards as if it had been said. */
import { beforeAll, describe, expect, it } from 'vitest'
import { buildDocument, type DocumentKind, languagesOf } from '#shared/documents/build-document.ts'
import { ExportRefused } from '#shared/documents/export-guard.ts'
import { usualPacket } from '#shared/documents/packet/options.ts'
import { type FieldValue, recordId } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { changed, newRow, officeNames, rowOf, sampleRows } from '../../support/sample-rows.ts'

const talks = 'event.france-2024-talks'
let rows: readonly Row[] = []
beforeAll(async () => {
  const sample = await sampleRows()
  const event = changed(rowOf(sample, talks), {
    points: [
      { id: 'a', side: 'vn', text: 'Nhượng bộ ba mươi phần trăm', purpose: 'tactic' },
      { id: 'b', side: 'vn', text: 'Đề nghị mười hai suất', purpose: 'our-aim', agreed: true },
      { id: 'c', side: 'partner', text: 'Đồng ý mở khóa mới' }
    ]
  } as Record<string, FieldValue>)
  const internal = newRow(recordId('commitment', 'kin'), {
    title: 'Việc riêng của ta',
    state: 'open',
    internal: true,
    detail: 'Chưa nói với bạn',
    eventId: talks,
    delegationId: 'delegation.france-2024',
    countries: [{ id: 'FR' }]
  } as Record<string, FieldValue>)
  rows = [...sample.filter((row) => row.id !== event.id), event, internal]
})
const said = (kind: DocumentKind, id: string, more: object = {}) =>
  JSON.stringify(
    buildDocument(kind, { subject: { of: 'record', id }, rows, today: '2026-02-05', office: officeNames, ...more }).model
  )

describe.each([
  ['minutes', talks],
  ['trip-report', 'delegation.france-2024'],
  ['news-item', 'delegation.france-2024']
] as [DocumentKind, string][])('the %s', (kind, id) => {
  it('tells what was said and agreed, and nothing that was only prepared', () => {
    for (const language of languagesOf(kind)) {
      const text = said(kind, id, { language })
      expect(text).toContain('Đề nghị mười hai suất')
      expect(text).not.toContain('Nhượng bộ ba mươi')
    }
  })
})

describe('a commitment that is ours only', () => {
  it('stands in no paper for the other side or the public', () => {
    for (const language of languagesOf('minutes')) expect(said('minutes', talks, { language })).not.toContain('Việc riêng của ta')
    expect(said('news-item', 'delegation.france-2024')).not.toContain('Việc riêng của ta')
    expect(() => said('letter', 'commitment.kin')).toThrow(ExportRefused)
  })

  it('stands in the packet, and not in one without internal points', () => {
    expect(said('packet', 'delegation.france-2024')).toContain('Việc riêng của ta')
    const text = said('packet', 'delegation.france-2024', { packet: { ...usualPacket, without: ['internal'] } })
    expect(text).not.toContain('Việc riêng của ta')
    expect(text).not.toContain('Chưa nói với bạn')
  })
})

it('a cancelled meeting is announced to nobody', () => {
  const event = changed(rowOf(rows, talks), { state: 'cancelled' })
  const now = rows.map((row) => (row.id === talks ? event : row))
  for (const language of languagesOf('programme')) {
    const { model } = buildDocument('programme', {
      subject: { of: 'record', id: 'delegation.france-2024' },
      rows: now,
      today: '2026-02-05',
      office: officeNames,
      language
    })
    expect(JSON.stringify(model)).not.toContain('Kasbarian tiếp')
  }
})
