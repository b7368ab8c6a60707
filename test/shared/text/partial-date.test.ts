import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatDateRange,
  formatPartialDate,
  fullDay,
  isInferred,
  lastDayOf,
  parsePartialDate,
  partialDateSchema,
  partialDateSortKey,
  readTypedDate
} from '#shared/text/partial-date.ts'
import { seeded } from '../../support/seeded.ts'

describe('a date as a source gives it', () => {
  it.each([
    ['2023-05-27', { year: 2023, month: 5, day: 27, inferred: [] }],
    ['2024-04', { year: 2024, month: 4, day: null, inferred: [] }],
    ['2025', { year: 2025, month: null, day: null, inferred: [] }],
    ['XXXX-10-04', { year: null, month: 10, day: 4, inferred: [] }],
    ['?2024-10-04', { year: 2024, month: 10, day: 4, inferred: ['year'] }],
    ['2024-?10-?04', { year: 2024, month: 10, day: 4, inferred: ['month', 'day'] }]
  ])('%s keeps what is known and what was inferred', (text, date) => {
    expect(parsePartialDate(text)).toEqual(date)
    expect(partialDateSchema.safeParse(text).success).toBe(true)
  })

  it.each([
    '2023-02-29',
    '2024-02-30',
    'XXXX-02-30',
    'XXXX-04-31',
    '2024-13-01',
    '2024-00',
    '2024-10-00',
    '0024-10-04',
    '3024-10-04',
    '24-10-04',
    '2024-1-4',
    '2024-10-04T08:00',
    ' 2024-10-04',
    '4/10/2024',
    'XXXX',
    '?',
    ''
  ])('“%s” is not a date', (text) => {
    expect(parsePartialDate(text)).toBeNull()
    expect(partialDateSchema.safeParse(text).success).toBe(false)
  })

  it('takes 29 February where the year is a leap year or not known', () => {
    expect(parsePartialDate('2024-02-29')).not.toBeNull()
    expect(parsePartialDate('XXXX-02-29')).not.toBeNull()
  })

  it('says that a part was inferred, and gives the day for reckoning all the same', () => {
    expect(isInferred('?2024-10-04')).toBe(true)
    expect(isInferred('2024-10-04')).toBe(false)
    expect(isInferred(null)).toBe(false)
    expect(fullDay('?2024-10-04')).toBe('2024-10-04')
  })

  it.each(['2024-10', '2024', 'XXXX-10-04', null, undefined, ''])('has no full day when a part is missing: %s', (text) => {
    expect(fullDay(text)).toBeNull()
  })

  it.each([
    ['2025', '2025-12-31'],
    ['2024-02', '2024-02-29'],
    ['?2024-10-04', '2024-10-04'],
    ['XXXX-10-04', null],
    ['', null],
    ['soon', null]
  ])('%s means %s at the latest', (text, day) => {
    expect(lastDayOf(text)).toBe(day)
  })

  it('sorts by what is known, an inferred year like a written one, no date first', () => {
    const dates = ['2024-10-04', '?2022-09-23', '', '2023', '2023-05-27', '2023-05']
    expect(dates.sort((a, b) => (partialDateSortKey(a) < partialDateSortKey(b) ? -1 : 1))).toEqual([
      '',
      '?2022-09-23',
      '2023',
      '2023-05',
      '2023-05-27',
      '2024-10-04'
    ])
  })
})

describe('a date as it is read', () => {
  it.each([
    ['2024-10-04', '04/10/2024', '4 October 2024'],
    ['?2024-10-04', '04/10/2024', '4 October 2024'],
    ['2024-04', '04/2024', 'April 2024'],
    ['2025', '2025', '2025'],
    ['XXXX-10-04', '04/10', '4 October'],
    [null, '', ''],
    [undefined, '', '']
  ])('%s is %s in Vietnamese and %s in English', (text, vi, en) => {
    expect(formatPartialDate(text, 'vi')).toBe(vi)
    expect(formatPartialDate(text, 'en')).toBe(en)
  })

  it('shows a text that is no date as it stands, so that nobody’s writing disappears', () => {
    expect(formatPartialDate('cuối năm', 'vi')).toBe('cuối năm')
  })

  it.each([
    ['2023-05-27', '2023-06-04', '27/05 – 04/06/2023'],
    ['?2024-10-03', '?2024-10-07', '03/10 – 07/10/2024'],
    ['2024-12-30', '2025-01-02', '30/12/2024 – 02/01/2025'],
    ['XXXX-10-03', 'XXXX-10-07', '03/10 – 07/10'],
    ['2022', '2025', '2022 – 2025'],
    ['2023-10-24', '2023-10-24', '24/10/2023'],
    ['2023-10-24', '?2023-10-24', '24/10/2023'],
    [null, null, '']
  ])('from %s to %s is %s', (from, to, text) => {
    expect(formatDateRange(from, to, 'vi')).toBe(text)
  })

  it.each([
    ['2023-05-27', '2023-06-04', '27 May – 4 June 2023'],
    ['2024-10-03', '2024-10-07', '3–7 October 2024'],
    ['2024-10-03', '2024-10', '3 October – October 2024'],
    ['2022', '2025', '2022 – 2025']
  ])('from %s to %s is, in English, %s', (from, to, text) => {
    expect(formatDateRange(from, to, 'en')).toBe(text)
  })
})

describe('a date as a person types it', () => {
  it.each([
    ['4/10/2024', '2024-10-04'],
    ['04.10.2024', '2024-10-04'],
    ['4-10-2024', '2024-10-04'],
    ['04 10 2024', '2024-10-04'],
    ['  4/10/2024 ', '2024-10-04'],
    ['4/10', 'XXXX-10-04'],
    ['10/2024', '2024-10'],
    ['2024', '2024'],
    ['2024-10-04', '2024-10-04'],
    ['?2024-10-04', '?2024-10-04'],
    ['29/2', 'XXXX-02-29'],
    ['', ''],
    ['   ', '']
  ])('“%s” is kept as “%s”', (typed, stored) => {
    expect(readTypedDate(typed)).toBe(stored)
  })

  it.each(['31/2', '29/2/2023', '31/4/2024', '13/2024', '0/5', '4/13', '4/10/24', 'ngày 4/10', 'XXXX', '10/4/0024'])(
    '“%s” cannot be read, and is said to be so',
    (typed) => {
      expect(readTypedDate(typed)).toBeNull()
    }
  )

  it('comes back the same however often it is read, written and typed again', () => {
    const days = fc.date({ min: new Date('1000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, fc.constantFrom('', '?'), (day, mark) => {
        const stored = `${mark}${day.toISOString().slice(0, 10)}`
        expect(fullDay(stored)).toBe(stored.replace('?', ''))
        expect(readTypedDate(stored)).toBe(stored)
        expect(readTypedDate(formatPartialDate(stored, 'vi'))).toBe(stored.replace('?', ''))
      }),
      seeded(300)
    )
  })

  it('is either a date of ours, empty, or refused, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789/-.?X '), maxLength: 12 }), (typed) => {
        const read = readTypedDate(typed)
        if (read) expect(parsePartialDate(read)).not.toBeNull()
        else expect(read === '' ? typed.trim() : read).toBe(read === '' ? '' : null)
      }),
      seeded(2000)
    )
  })
})
