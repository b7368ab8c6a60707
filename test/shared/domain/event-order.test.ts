import { describe, expect, it } from 'vitest'
import { inTripOrder } from '#shared/domain/event-order.ts'
import type { Row } from '#shared/sync/row.ts'

const event = (id: string, data: Record<string, string | number>) => ({ id, data }) as unknown as Row
const ids = (rows: readonly Row[]) => inTripOrder(rows).map((row) => row.id)

describe('the events of a trip', () => {
  it('stand by day, then by hour, whatever order they were written in', () => {
    const rows = [
      event('c', { date: '2027-03-16', startTime: '09:00', order: 1 }),
      event('b', { date: '2027-03-15', startTime: '14:00', order: 2 }),
      event('a', { date: '2027-03-15', startTime: '09:00', order: 3 })
    ]
    expect(ids(rows)).toEqual(['a', 'b', 'c'])
  })

  it('stand by part of the day where the hour is not known', () => {
    const rows = [
      event('later', { date: '?2022-09-23', partOfDay: 'afternoon', order: 1 }),
      event('first', { date: '?2022-09-23', partOfDay: 'morning', order: 2 })
    ]
    expect(ids(rows)).toEqual(['first', 'later'])
  })

  it('stand behind the dated ones, in the order given, where the day is not known', () => {
    const rows = [event('y', { order: 2 }), event('x', { order: 1 }), event('d', { date: '2027-03-20', order: 9 })]
    expect(ids(rows)).toEqual(['d', 'x', 'y'])
  })

  it('come out the same from every shuffling', () => {
    const rows = [
      event('1', { date: '2027-03-15', order: 3 }),
      event('2', { order: 2 }),
      event('3', { date: '2027-03-14', order: 5 }),
      event('4', { order: 1 })
    ]
    const shuffled = [rows[2], rows[0], rows[3], rows[1]] as Row[]
    expect(ids(shuffled)).toEqual(ids(rows))
  })
})
