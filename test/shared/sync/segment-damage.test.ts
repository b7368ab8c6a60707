/** Nothing that happened to a file on its way is taken for what its writer wrote. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quarantineReasons } from '#shared/bridge/contract.ts'
import { concatBytes } from '#shared/sync/bytes.ts'
import { maxSegmentFileBytes } from '#shared/sync/limits.ts'
import { buildSegment, readSegment } from '#shared/sync/segment.ts'
import { seeded } from '../../support/seeded.ts'
import { device, nameFor, nameOf, office, otherDevice, toWrite } from '../../support/segments.ts'

const { path, bytes } = buildSegment(toWrite({ seen: { [otherDevice]: 3 } }))
const name = nameOf(path)

function faultOf(damaged: Uint8Array, under = name) {
  const reading = readSegment(under, damaged, office)
  expect(reading.ok).toBe(false)
  return reading.ok ? null : reading.fault
}

describe('a file that was damaged on its way', () => {
  it('is refused with a reason, whichever bit was flipped', () => {
    for (let at = 0; at < bytes.length; at += 1) {
      for (const bit of [1, 16, 128]) {
        const damaged = bytes.slice()
        damaged[at] = (damaged[at] ?? 0) ^ bit
        expect(faultOf(damaged)).toMatchObject({ reason: 'altered', detail: expect.stringMatching(/./) })
      }
    }
  })

  it('is refused with a reason, wherever it was cut off', () => {
    for (let length = 0; length < bytes.length; length += 1) {
      expect(faultOf(bytes.slice(0, length))?.reason).toMatch(/^(truncated|altered)$/)
    }
  })

  it('is refused with a reason, whatever was put behind it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (more) => {
        expect(faultOf(concatBytes(bytes, more))?.reason).toBe('altered')
      }),
      seeded(200)
    )
  })

  it('is refused with a reason that a person can be told, whatever was done to it', () => {
    const damage = fc.array(fc.record({ at: fc.nat(bytes.length - 1), value: fc.nat(255) }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(damage, fc.nat(bytes.length), fc.uint8Array({ maxLength: 20 }), (places, cut, more) => {
        const damaged = concatBytes(bytes.slice(0, cut), more)
        for (const { at, value } of places) if (at < damaged.length) damaged[at] = value
        fc.pre(damaged.length !== bytes.length || damaged.some((byte, index) => byte !== bytes[index]))
        expect(quarantineReasons).toContain(faultOf(damaged)?.reason)
      }),
      seeded(500)
    )
  })

  it('counts as cut off when a power loss left only zeros', () => {
    expect(faultOf(new Uint8Array(bytes.length))).toEqual({ reason: 'truncated', detail: 'only zero bytes' })
    expect(faultOf(new Uint8Array(0))?.reason).toBe('truncated')
  })
})

describe('a good file in the wrong place', () => {
  it('is refused under another laptop’s name', () => {
    expect(faultOf(bytes, { ...name, device: otherDevice })?.reason).toBe('wrong-place')
  })

  it('is refused under another sequence number', () => {
    expect(faultOf(bytes, { ...name, sequence: 2 })?.reason).toBe('wrong-place')
  })

  it('is refused under the name of another good file', () => {
    const other = buildSegment(toWrite({ entries: [] }))
    expect(faultOf(bytes, nameOf(other.path))?.reason).toBe('altered')
    expect(faultOf(other.bytes)?.reason).toBe('altered')
  })

  it('is refused in another office’s share', () => {
    const reading = readSegment(name, bytes, '0e'.repeat(16))
    expect(reading).toMatchObject({ ok: false, fault: { reason: 'other-office', detail: office } })
  })
})

describe('a file that this version must leave alone', () => {
  it('is said to be newer, not damaged, when its name fits and its version is higher', () => {
    for (const version of [2, 3, 255]) {
      const newer = bytes.slice()
      newer[4] = version
      expect(faultOf(newer, nameFor(newer))).toEqual({ reason: 'newer-version', detail: `version ${version}` })
    }
  })

  it('is refused for its size before it is hashed', () => {
    const huge = { length: maxSegmentFileBytes + 1 } as Uint8Array
    expect(faultOf(huge, { device, sequence: 1, hash: '0'.repeat(32) })?.reason).toBe('too-large')
  })
})
