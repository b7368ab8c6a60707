import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildSegment, readSegment } from '#shared/sync/segment.ts'
import { seeded } from '../../support/seeded.ts'
import { device, entry, nameOf, office, otherDevice, toWrite } from '../../support/segments.ts'

const anyEntry = fc.record({
  editId: fc.string({ minLength: 1, maxLength: 64 }),
  author: fc.string({ unit: 'grapheme', maxLength: 100 }),
  time: fc.integer({ min: 0, max: 8.64e15 }),
  record: fc.string({ maxLength: 120 }),
  changes: fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 })
})

describe('a segment', () => {
  it('gives back the entries that went in, in their order', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 8 }), fc.integer({ min: 1, max: 1e9 }), (parts, firstNumber) => {
        const entries = parts.map((part, index) => entry(firstNumber + index, part))
        const { path, bytes } = buildSegment(toWrite({ entries, firstNumber, sequence: 7, previous: 'ab'.repeat(32) }))
        const reading = readSegment(nameOf(path), bytes, office)
        expect(reading.ok && reading.value.entries).toEqual(entries)
      }),
      seeded(100)
    )
  })

  it('is the same file however often it is built, whatever order the laptops seen are named in', () => {
    const one = buildSegment(toWrite({ seen: { [device]: 4, [otherDevice]: 9 } }))
    const two = buildSegment(toWrite({ seen: { [otherDevice]: 9, [device]: 4 } }))
    expect(two.path).toBe(one.path)
    expect(two.bytes).toEqual(one.bytes)
  })

  it('says what it holds, whom it follows and what its writer had seen', () => {
    const previous = 'cd'.repeat(32)
    const built = buildSegment(
      toWrite({ sequence: 3, previous, firstNumber: 5, entries: [entry(5)], seen: { [otherDevice]: 9 } })
    )
    const reading = readSegment(nameOf(built.path), built.bytes, office)
    expect(reading.ok && reading.value.segment).toEqual(built.segment)
    expect(built.segment.header).toMatchObject({ sequence: 3, previous, firstNumber: 5, count: 1, seen: { [otherDevice]: 9 } })
    expect(built.segment.sizeBytes).toBe(built.bytes.length)
  })

  it('may hold no entry, only what was seen', () => {
    const { path, bytes } = buildSegment(toWrite({ entries: [], seen: { [otherDevice]: 12 } }))
    const reading = readSegment(nameOf(path), bytes, office)
    expect(reading.ok && reading.value.entries).toEqual([])
  })

  it('has a path of ASCII that stays short', () => {
    const { path } = buildSegment(toWrite({ sequence: 99_999_999 }))
    expect(path).toMatch(/^[0-9a-f]{32}\/\d{8}-[0-9a-f]{32}\.seg$/)
    expect(path.length).toBeLessThanOrEqual(78)
  })
})
