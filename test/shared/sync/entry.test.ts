import { encode } from '@msgpack/msgpack'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes } from '#shared/sync/bytes.ts'
import { decodeEntries, decodeEntry, encodeEntry } from '#shared/sync/entry.ts'
import { maxChangeBytes } from '#shared/sync/limits.ts'
import { seeded } from '../../support/seeded.ts'
import { device, entry } from '../../support/segments.ts'

const fields = (part: Record<number, unknown> = {}) =>
  encode(Object.assign([7, 'edit-7', 'Nguyễn Thị Lan', 1_795_000_000_000, 'delegation.x', [new Uint8Array([1, 2])]], part))

describe('an entry', () => {
  it('comes back as it was written, with the laptop it came from', () => {
    const written = entry(7, { author: 'Trần Đình Ắ 🎉', changes: [new Uint8Array([0, 255]), new Uint8Array(0)] })
    expect(decodeEntry(device, encodeEntry(written))).toEqual(written)
  })

  it('comes back with what a newer version put behind it left out', () => {
    const newer = encode([7, 'edit-7', 'Lan', 1, 'delegation.x', [], { device: 'Windows' }, 'more'])
    expect(decodeEntry(device, newer)).toEqual({
      device,
      number: 7,
      editId: 'edit-7',
      author: 'Lan',
      time: 1,
      record: 'delegation.x',
      changes: []
    })
  })

  it('may be of a kind of record that only a newer version knows', () => {
    expect(decodeEntry(device, fields({ 4: 'budget.2027' })).record).toBe('budget.2027')
  })

  it('is read from a row of them, each where it ends', () => {
    const row = [entry(1), entry(2), entry(3)]
    expect(decodeEntries(device, concatBytes(...row.map(encodeEntry)), 3)).toEqual(row)
    expect(decodeEntries(device, new Uint8Array(0), 0)).toEqual([])
  })

  it('may hold one change as large as a change may be', () => {
    const large = entry(1, { changes: [new Uint8Array(maxChangeBytes)] })
    expect(decodeEntry(device, encodeEntry(large)).changes[0]?.length).toBe(maxChangeBytes)
  })
})

describe('bytes that are no entry are refused', () => {
  it.each<[string, Uint8Array]>([
    ['number 0', fields({ 0: 0 })],
    ['a number and a half', fields({ 0: 1.5 })],
    ['a number beyond counting', fields({ 0: 2 ** 60 })],
    ['a name for the edit that is too long', fields({ 1: 'x'.repeat(65) })],
    ['no name for the edit', fields({ 1: '' })],
    ['an author of 401 letters', fields({ 2: 'x'.repeat(401) })],
    ['an author of 5,000 letters', fields({ 2: 'x'.repeat(5000) })],
    ['a time before 1970', fields({ 3: -1 })],
    ['a time that is no number', fields({ 3: Number.NaN })],
    ['an endless time', fields({ 3: Number.POSITIVE_INFINITY })],
    ['a record id that is too long', fields({ 4: 'x'.repeat(121) })],
    ['a text for a change', fields({ 5: ['change'] })],
    ['101 changes', fields({ 5: Array.from({ length: 101 }, () => new Uint8Array(1)) })],
    ['a change that is too large', fields({ 5: [new Uint8Array(maxChangeBytes + 1)] })],
    ['five fields', encode([1, 'edit', 'Lan', 1, 'delegation.x'])],
    ['a map', encode({ number: 1 })],
    ['__proto__ for a key', encode([1, 'e', 'Lan', 1, 'r', [], JSON.parse('{"__proto__":{"x":1}}')])],
    [
      'a map of 101 keys',
      encode([1, 'e', 'Lan', 1, 'r', [], Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`k${n}`, n]))])
    ],
    ['more behind it', concatBytes(fields(), new Uint8Array([1]))],
    ['nothing', new Uint8Array(0)]
  ])('%s', (_, bytes) => {
    expect(() => decodeEntry(device, bytes)).toThrow()
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  it('wherever one is cut off', () => {
    const whole = encodeEntry(entry(1))
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => decodeEntry(device, whole.subarray(0, length))).toThrow()
      if (length > 0) expect(() => decodeEntries(device, whole.subarray(0, length), 10)).toThrow()
    }
  })

  it('whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        expect(() => decodeEntry(device, noise)).toThrow()
      }),
      seeded(2000)
    )
  })
})
