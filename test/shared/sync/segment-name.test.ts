import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTemporaryName, parseSegmentPath, segmentPath } from '#shared/sync/segment-name.ts'
import { seeded } from '../../support/seeded.ts'
import { device } from '../../support/segments.ts'

const hash = '3c'.repeat(16)
const file = `00000007-${hash}.seg`
const hexOf = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })

describe('a segment’s path', () => {
  it('tells laptop, sequence and hash, and is made from them again', () => {
    fc.assert(
      fc.property(hexOf(32), fc.integer({ min: 1, max: 99_999_999 }), hexOf(32), (someDevice, sequence, someHash) => {
        const name = { device: someDevice, sequence, hash: someHash }
        expect(parseSegmentPath(segmentPath(name))).toEqual(name)
      }),
      seeded(200)
    )
  })

  it.each([
    `${device}/00000000-${hash}.seg`,
    `${device}/7-${hash}.seg`,
    `${device}/000000007-${hash}.seg`,
    `${device}/${file.toUpperCase()}`,
    `${device}/${file}.tmp-0a1b2c3d`,
    `${device}/${file} `,
    `${device}/${file}\n`,
    `${device}/sub/${file}`,
    `${device}/${file}/more`,
    `/${device}/${file}`,
    `../${device}/${file}`,
    `${device}\\${file}`,
    `${device.toUpperCase()}/${file}`,
    `${device.slice(2)}/${file}`,
    `${device}/٠٠٠٠٠٠٠٧-${hash}.seg`,
    device,
    file,
    ''
  ])('is none of ours: %j', (path) => {
    expect(parseSegmentPath(path)).toBeNull()
  })
})

describe('a temporary name', () => {
  it.each([`${file}.tmp-0a1b2c3d`, 'replica.json.tmp-ffffffff'])('is passed over: %s', (name) => {
    expect(isTemporaryName(name)).toBe(true)
  })

  it.each([
    file,
    `${file}.tmp`,
    `${file}.tmp-xyz`,
    `${file}.tmp-0A1B2C3D`,
    '.tmp-0a1b2c3d',
    'Báo cáo.docx.tmp-0a1b2c3d',
    '~$x.tmp'
  ])('is only one that we make: not %s', (name) => {
    expect(isTemporaryName(name)).toBe(false)
  })
})
