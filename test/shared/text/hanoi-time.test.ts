import { describe, expect, it } from 'vitest'
import { hanoiTimeOf } from '#shared/text/hanoi-time.ts'

describe('the time in Hà Nội', () => {
  it.each([
    ['2027-03-01', '09:00', 'Europe/Paris', '15:00', 'in winter Paris is six hours behind'],
    ['2027-07-01', '09:00', 'Europe/Paris', '14:00', 'in summer five'],
    ['2027-03-28', '01:59', 'Europe/Paris', '07:59', 'the minute before the clock is put on'],
    ['2027-03-28', '03:00', 'Europe/Paris', '08:00', 'the minute after it'],
    ['2027-03-01', '20:00', 'Europe/Paris', '02:00 ngày 02/03', 'the next day'],
    ['2027-03-01', '08:00', 'Asia/Jakarta', '08:00', 'one zone'],
    ['2027-03-01', '09:00', 'Asia/Kathmandu', '10:15', 'quarters of an hour']
  ])('of %s %s in %s is %s: %s', (day, time, zone, hanoi) => {
    expect(hanoiTimeOf(day, time, zone)).toBe(hanoi)
  })

  it.each(['', 'Mars/Olympus', 'x'.repeat(100)])('is not known for a zone that is not known: “%s”', (zone) => {
    expect(hanoiTimeOf('2027-03-01', '09:00', zone)).toBeNull()
  })
})
