/** A trip's programme and deadlines as calendar entries. */
import { beforeAll, describe, expect, it } from 'vitest'
import { buildDocument } from '#shared/documents/build-document.ts'
import type { CalendarEntry } from '#shared/documents/calendar.ts'
import { recordId } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { newRow, nextTrip, nextTripRow, officeNames, sampleRows } from '../../support/sample-rows.ts'

beforeAll(() => sampleRows())

const paris = [{ id: 'leg-1', country: 'FR', city: 'Paris', timeZone: 'Europe/Paris' }]
const meeting = (fields: Record<string, string>): Row =>
  newRow(recordId('event', 'hoi-dam'), {
    title: 'Với Bộ Công vụ',
    kind: 'talks',
    delegationId: nextTrip,
    country: 'FR',
    ...fields
  })
function entriesOf(...rows: readonly Row[]): readonly CalendarEntry[] {
  const subject = { of: 'record', id: nextTrip } as const
  return buildDocument('programme', { subject, rows, today: '2027-02-05', office: officeNames }).calendar
}

describe('the calendar of a trip', () => {
  it('has a meeting at its moment, by the clock of the place', () => {
    const [entry] = entriesOf(nextTripRow({ legs: paris }), meeting({ date: '2027-03-01', startTime: '09:00', endTime: '10:30' }))
    expect(entry).toMatchObject({ title: 'Hội đàm: Với Bộ Công vụ', day: '2027-03-01', start: '09:00', end: '10:30' })
    expect(entry?.from).toBe(Date.UTC(2027, 2, 1, 8))
    expect(entry?.to).toBe(Date.UTC(2027, 2, 1, 9, 30))
  })

  it('shows an hour where the end is not known, and the whole day where no hour is', () => {
    const [entry] = entriesOf(nextTripRow({ legs: paris }), meeting({ date: '2027-03-01', startTime: '09:00' }))
    expect((entry?.to ?? 0) - (entry?.from ?? 0)).toBe(3600 * 1000)
    expect(entriesOf(nextTripRow(), meeting({ date: '2027-03-01' }))[0]).toMatchObject({ start: null, from: null })
  })

  it('leaves out what has no day or was cancelled', () => {
    const ids = (fields: Record<string, string>) => entriesOf(nextTripRow(), meeting(fields)).map(({ id }) => id)
    expect(ids({ date: '2027-03' })).not.toContain('event.hoi-dam')
    expect(ids({ date: '2027-03-01', state: 'cancelled' })).not.toContain('event.hoi-dam')
  })

  it('has the day the report is due, until it was handed in', () => {
    expect(entriesOf(nextTripRow())).toEqual([
      expect.objectContaining({ day: '2027-03-20', title: expect.stringMatching(/^Hạn báo cáo/) })
    ])
    expect(entriesOf(nextTripRow({ reportedOn: '2027-03-10' }))).toEqual([])
  })

  it('has what was promised on it and is still open', () => {
    const promise = (state: string) =>
      newRow(recordId('commitment', 'gui-tai-lieu'), { title: 'Gửi tài liệu', delegationId: nextTrip, due: '2027-06', state })
    expect(entriesOf(nextTripRow(), promise('open'))).toContainEqual(
      expect.objectContaining({ day: '2027-06-30', title: 'Hạn cam kết: Gửi tài liệu' })
    )
    expect(entriesOf(nextTripRow(), promise('done'))).not.toContainEqual(
      expect.objectContaining({ id: 'commitment.gui-tai-lieu' })
    )
  })
})
