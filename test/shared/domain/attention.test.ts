import { beforeAll, describe, expect, it } from 'vitest'
import { attention } from '#shared/domain/attention.ts'
import type { FieldValue } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { readRecords } from '../../../electron/cli/read-records.ts'

const today = '2026-11-23'
const row = (id: string, data: Record<string, FieldValue>): Row =>
  ({ id, kind: id.split('.')[0], data, conflicts: [], heads: [], problems: [], ownEntry: 0 }) as unknown as Row
const kindsOf = (rows: readonly Row[]) => attention(rows, today).map((one) => one.kind)
const trip = (data: Record<string, FieldValue>) =>
  row('delegation.t', { direction: 'outbound', reportedOn: null, reportDays: 15, ...data })

describe('what wants attention', () => {
  it('is a trip that leaves within a month, and not one after that or before today', () => {
    expect(attention([trip({ startDate: '2026-12-01' })], today)).toMatchObject([{ kind: 'departure', days: 8 }])
    expect(kindsOf([trip({ startDate: '2026-12-24' })])).toEqual([])
    expect(kindsOf([trip({ startDate: '2026-11-22' })])).toEqual([])
  })

  it('is a report not handed in, with the days left or passed since the return', () => {
    expect(attention([trip({ endDate: '2026-11-20' })], today)).toMatchObject([{ kind: 'report', days: 12 }])
    expect(attention([trip({ endDate: '2026-10-23', reportDays: 10 })], today)).toMatchObject([{ kind: 'report', days: -21 }])
    expect(kindsOf([trip({ endDate: '2026-11-20', reportedOn: '2026-11-22' })])).toEqual([])
    expect(kindsOf([trip({ endDate: '2026-11-20', direction: 'inbound' })])).toEqual([])
  })

  it('is an agreement that ends within twelve months, counted to the last day of its last year', () => {
    const agreement = (periodTo: string, state = 'in-force') => row('agreement.a', { periodTo, state })
    expect(attention([agreement('2026')], today)).toMatchObject([{ kind: 'agreement-ends', days: 38 }])
    expect(kindsOf([agreement('2028')])).toEqual([])
    expect(kindsOf([agreement('2026', 'ended')])).toEqual([])
  })

  it('is an open invitation nobody answered for half a year', () => {
    const invitation = (date: string, state = 'open') =>
      row('commitment.c', { kind: 'invitation', state, owner: 'vn', due: '2027', updates: [{ id: 'u', date }] })
    expect(kindsOf([invitation('2026-03-01')])).toEqual(['invitation'])
    expect(kindsOf([invitation('2026-10-01')])).toEqual([])
    expect(kindsOf([invitation('2026-03-01', 'done')])).toEqual([])
  })

  it('is nothing of what was deleted', () => {
    expect(kindsOf([trip({ startDate: '2026-12-01', deleted: true })])).toEqual([])
  })

  describe('in the sample office', () => {
    let rows: Row[]
    beforeAll(async () => {
      rows = await readRecords(null, 'resources/sample-office')
    })
    const titles = (kind: string) => attention(rows, today).flatMap((one) => (one.kind === kind ? [one.record.id] : []))

    it('is each of the four trips abroad that has no report', () => {
      expect(titles('report').sort()).toEqual([
        'delegation.egypt-uae-2024',
        'delegation.france-2022',
        'delegation.france-2024',
        'delegation.uk-france-2023'
      ])
    })

    it('is the overlap of two agreements with France in 2025, and no signing at the end of a period once the caption was not chosen', () => {
      expect(titles('period-overlap')).toEqual(['agreement.france-2025-2028'])
      expect(titles('signed-at-end')).toEqual([])
    })

    it('is the signing at the end of the period when the caption’s years are believed', () => {
      const believed = rows.map((one) =>
        one.id === 'agreement.france-2025-2028' ? { ...one, data: { ...one.data, periodFrom: '2022', periodTo: '2024' } } : one
      )
      expect(attention(believed, today).filter((one) => one.kind === 'signed-at-end')).toHaveLength(1)
    })
  })
})
