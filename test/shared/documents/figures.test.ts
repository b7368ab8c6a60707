import { beforeAll, describe, expect, it } from 'vitest'
import { gatherDocumentData } from '#shared/documents/document-data.ts'
import { figureDoubts, figuresOf } from '#shared/documents/figures.ts'
import { type FieldValue, recordId } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { newRow, nextTrip, nextTripRow, officeNames, sampleDelegations, sampleRows } from '../../support/sample-rows.ts'

const dataOf = (fields: Readonly<Record<string, FieldValue>>, ...more: Row[]) =>
  gatherDocumentData({ delegationId: nextTrip, rows: [nextTripRow(fields), ...more], today: '2027-02-05', office: officeNames })
const doubtsOf = (fields: Readonly<Record<string, FieldValue>>, ...more: Row[]) =>
  figureDoubts(dataOf(fields, ...more)).map(({ kind, field, said, expected }) => [kind, field, said, expected])
const members = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `m${at}`, name: `Người ${at}` }))
let rows: readonly Row[] = []
beforeAll(async () => {
  rows = await sampleRows()
})

describe('the figures of a delegation', () => {
  it('count the first and the last day', () => {
    expect(figuresOf(dataOf({}))).toEqual({ headCount: null, days: 5, countries: 1 })
    expect(figuresOf(dataOf({ endDate: null })).days).toBeNull()
  })

  it('are in doubt where a text says another head-count', () => {
    expect(doubtsOf({ headCount: 7, composition: 'Đoàn gồm 12 thành viên do Thứ trưởng dẫn đầu' })).toEqual([
      ['head-count', 'composition', '12', '7']
    ])
    expect(doubtsOf({ headCount: 7, composition: 'Đoàn gồm 07 người' })).toEqual([])
  })

  it('are in doubt where the decision says other days or another number of countries', () => {
    const decision = newRow(recordId('paper', 'decision'), {
      title: 'Quyết định',
      type: 'decision',
      delegationId: nextTrip,
      text: 'Cử đoàn đi 2 nước, trong 06 ngày kể từ ngày 01 tháng 3.'
    })
    expect(doubtsOf({}, decision)).toEqual([
      ['days', 'text', '6', '5'],
      ['countries', 'text', '2', '1']
    ])
  })

  it('are in doubt where more people are named than counted, a day lies outside, or the end comes first', () => {
    const event = newRow(recordId('event', 'late'), {
      title: 'Hội đàm',
      kind: 'talks',
      delegationId: nextTrip,
      date: '2027-03-09'
    })
    expect(doubtsOf({ headCount: 2, members: members(3) }, event)).toEqual([
      ['more-named', 'headCount', '3', '2'],
      ['outside', 'date', '2027-03-09', '2027-03-01 – 2027-03-05']
    ])
    expect(doubtsOf({ endDate: '2027-02-20' })).toEqual([['order', 'endDate', '2027-02-20', '2027-03-01']])
  })

  it.each([
    'Trong thời hạn 15 ngày kể từ ngày kết thúc chuyến đi, trưởng đoàn báo cáo.',
    'Phát triển quan hệ giữa 2 nước.',
    'Đoàn thăm trung tâm, tặng quà cho 30 người.',
    'Trả lời trong 10 ngày làm việc.'
  ])('are not in doubt because of “%s”', (text) => {
    expect(doubtsOf({ headCount: 7, purpose: text })).toEqual([])
  })

  it('are not in doubt because of officials who will be trained, or a day of the month', () => {
    expect(doubtsOf({ headCount: 7, resultSummary: 'Pháp nhận 12 cán bộ nữ; hẹn ngày 5; hai bên gặp 3 người.' })).toEqual([])
  })

  it.each(sampleDelegations)('of %s agree', (id) => {
    const data = gatherDocumentData({ delegationId: id, rows, today: '2026-11-26', office: officeNames })
    expect(figureDoubts(data)).toEqual([])
  })
})
