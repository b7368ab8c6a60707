/** A clock that is wrong is told, by what others wrote. */
import { expect, test } from 'vitest'
import type { Row } from '#shared/sync/row.ts'
import { clockDoubt, withFutureChanges } from '../../renderer/app/clock-doubt.ts'

const now = Date.UTC(2026, 10, 25, 8)
const hour = 3600 * 1000
const year = 365 * 24 * hour
const changed = (device: string, time: number) => ({ updated: { device, author: `người ở ${device}`, time } }) as unknown as Row
const doubt = (rows: readonly Row[], own = 'lan', at = now) => clockDoubt(withFutureChanges(new Map(), rows, now), own, at)

test('nothing is said of changes of today, of years ago, or of another time zone', () => {
  expect(doubt([changed('minh', now), changed('hoa', now - 5 * year), changed('nam', now + 25 * hour)])).toBeNull()
})

test('one colleague’s change from the future: one of the two clocks is wrong, and it says whose and when', () => {
  const time = now + 5 * year
  expect(doubt([changed('minh', now + 2 * year), changed('minh', time)])).toEqual({
    which: 'one-of-two',
    author: 'người ở minh',
    time
  })
})

test('two colleagues who agree: it is this laptop’s clock', () => {
  expect(doubt([changed('minh', now + year), changed('hoa', now + year + hour)])?.which).toBe('ours')
})

test('this laptop’s own changes from the future: its clock was set back', () => {
  expect(doubt([changed('lan', now + year)])?.which).toBe('ours')
})

test('the warning goes when the clock is right', () => {
  expect(doubt([changed('minh', now + year), changed('hoa', now + year)], 'lan', now + year)).toBeNull()
})
