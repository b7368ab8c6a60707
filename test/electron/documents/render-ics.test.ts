/** Calendar files: RFC 5545 as calendars read it, and no text that could begin a line of its own. */
import { describe, expect, it } from 'vitest'
import type { CalendarEntry } from '#shared/documents/calendar.ts'
import { renderIcs } from '../../../electron/services/documents/render-ics.ts'

const now = new Date('2026-11-24T03:04:05Z')
const entry = (part: Partial<CalendarEntry> = {}): CalendarEntry => ({
  id: 'event.paris',
  title: 'Hội đàm: Bộ Công vụ Pháp',
  day: '2027-03-01',
  start: '09:00',
  end: '10:30',
  from: Date.UTC(2027, 2, 1, 8),
  to: Date.UTC(2027, 2, 1, 9, 30),
  place: 'Paris, Cộng hòa Pháp',
  description: 'Phía ta: Bộ trưởng\nPhía bạn: Bộ trưởng',
  ...part
})
const textOf = (entries: readonly CalendarEntry[]) => new TextDecoder().decode(renderIcs('Chương trình', entries, now))
/** Lines with their folds undone (section 3.1). */
const linesOf = (text: string) => text.replace(/\r\n[ \t]/g, '').split('\r\n')

describe('a calendar file', () => {
  it('has the moment where the zone of the place is known, whatever clock the reader has', () => {
    const lines = linesOf(textOf([entry()]))
    expect(lines).toEqual(
      expect.arrayContaining(['DTSTART:20270301T080000Z', 'DTEND:20270301T093000Z', 'SUMMARY:Hội đàm: Bộ Công vụ Pháp'])
    )
    expect(lines).toContain('LOCATION:Paris\\, Cộng hòa Pháp')
    expect(lines).toContain('DTSTAMP:20261124T030405Z')
  })

  it('has the clock of the place where its zone is not known', () => {
    expect(linesOf(textOf([entry({ from: null, to: null })]))).toEqual(
      expect.arrayContaining(['DTSTART:20270301T090000', 'DTEND:20270301T103000'])
    )
  })

  it('has the whole day where no hour is known', () => {
    expect(linesOf(textOf([entry({ start: null, end: null, from: null, to: null })]))).toContain('DTSTART;VALUE=DATE:20270301')
  })

  it('ends every line in CR LF and folds long ones, none longer than 75 bytes', () => {
    const text = textOf([entry({ title: 'Làm việc với đối tác '.repeat(30) })])
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(linesOf(text).find((line) => line.startsWith('SUMMARY:'))).toContain('Làm việc với đối tác Làm việc')
  })

  it('is the same for the same entries and moment', () => {
    expect(textOf([entry()])).toBe(textOf([entry()]))
  })
})

describe('a text', () => {
  it.each(['\r\n', '\n', '\r', '\u2028', '\u0085'])('that tries to begin a line of its own stays a text (%j)', (end) => {
    const hostile = `Họp${end}BEGIN:VALARM${end}ACTION:EMAIL${end}ATTENDEE:mailto:x@y`
    const lines = linesOf(textOf([entry({ title: hostile, place: hostile, description: hostile })]))
    expect(lines.filter((line) => /^(BEGIN:VALARM|ACTION|ATTENDEE)/.test(line))).toEqual([])
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1)
  })
})
