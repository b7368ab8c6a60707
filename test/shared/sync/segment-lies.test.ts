/** A file whose name fits its bytes, written by somebody who wants us to stumble over what it says about itself. */
import { strToU8, zlibSync } from 'fflate'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { concatBytes, hashOf } from '#shared/sync/bytes.ts'
import { encodeEntry } from '#shared/sync/entry.ts'
import { maxHeaderBytes, maxSegmentBodyBytes } from '#shared/sync/limits.ts'
import { readSegment } from '#shared/sync/segment.ts'
import { deflateCodec } from '#shared/sync/segment-codec.ts'
import { entry, fileOf, forged, nameFor, office } from '../../support/segments.ts'

afterEach(() => vi.unstubAllGlobals())

const read = ({ name, bytes }: ReturnType<typeof forged>) => readSegment(name, bytes, office)
const reasonOf = (file: ReturnType<typeof forged>) => {
  const reading = read(file)
  return reading.ok ? 'accepted' : reading.fault.reason
}
const raw = (bytes: Uint8Array) => ({ name: nameFor(bytes), bytes })
const headerLengthOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(5, true)
const plain = concatBytes(encodeEntry(entry(1)), encodeEntry(entry(2)))

describe('a header that lies', () => {
  it('is caught; one that does not is read', () => {
    expect(reasonOf(forged({}))).toBe('accepted')
  })

  it.each([
    ['more entries than there are', { count: 3 }],
    ['fewer entries than there are', { count: 1 }],
    ['another first number', { firstNumber: 2 }],
    ['a longer body', { bodyBytes: plain.length + 1 }],
    ['a shorter body', { bodyBytes: plain.length - 1 }],
    ['a body that ends after the first entry', { count: 1, bodyBytes: encodeEntry(entry(1)).length }],
    ['no body', { bodyBytes: 0, count: 0 }],
    ['a negative length', { bodyBytes: -1 }],
    ['a length that is no number', { bodyBytes: '70' }],
    ['half an entry', { count: 1.5 }],
    ['an entry 0', { firstNumber: 0 }],
    ['a sequence 0', { sequence: 0 }],
    ['a forerunner that is no hash', { previous: 'none' }],
    ['a laptop seen that is no laptop', { seen: { '../../etc': 1 } }],
    ['no list of laptops seen', { seen: null }],
    ['a name of 100 kB for its codec', { codec: 'x'.repeat(100_000) }]
  ])('about %s is refused as not readable', (_, header) => {
    expect(reasonOf(forged(header))).toBe('not-readable')
  })

  it('about the body’s hash is refused as altered', () => {
    expect(reasonOf(forged({ bodyHash: '0'.repeat(64) }))).toBe('altered')
  })

  it('about a codec we do not know is left to a newer version', () => {
    expect(read(forged({ codec: 'aes-256-gcm' }))).toMatchObject({
      ok: false,
      fault: { reason: 'newer-version', detail: 'codec aes-256-gcm' }
    })
  })

  it('may say more than we know: that is how the format grows', () => {
    expect(reasonOf(forged({ extra: { signer: 'x' } }))).toBe('accepted')
  })

  it('cannot change what objects are', () => {
    const header = new TextDecoder().decode(forged({}).bytes.slice(9)).split('}}')[0]
    const sealed = zlibSync(plain)
    const file = raw(fileOf(strToU8(`${header}},"__proto__":{"count":9}}`), sealed))
    const reading = readSegment(file.name, file.bytes, office)
    expect(reading.ok && reading.value.segment.header.count).toBe(2)
    expect(({} as Record<string, unknown>).count).toBeUndefined()
  })
})

describe('a header that is none', () => {
  const body = zlibSync(plain)

  it.each([
    ['text that is no JSON', strToU8('{"office":')],
    ['a list', strToU8('[]')],
    ['nothing', strToU8('')],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x80])],
    ['brackets 60,000 deep', strToU8('['.repeat(60_000))],
    ['brackets 30,000 deep that close', strToU8(`{"extra":${'['.repeat(30_000)}${']'.repeat(30_000)}}`)]
  ])('is refused: %s', (_, header) => {
    expect(reasonOf(raw(fileOf(header, body)))).toBe('not-readable')
  })

  it('is refused when it claims to reach beyond the file, or to be larger than a header may be', () => {
    const header = strToU8('{}')
    for (const length of [header.length + body.length + 1, 0xffffffff, maxHeaderBytes + 1]) {
      expect(reasonOf(raw(fileOf(header, body, length)))).toBe('not-readable')
    }
    const honest = new TextDecoder().decode(forged({}).bytes.slice(9, 9 + headerLengthOf(forged({}).bytes)))
    expect(reasonOf(raw(fileOf(strToU8(honest), body)))).toBe('accepted')
    expect(reasonOf(raw(fileOf(strToU8(honest + ' '.repeat(maxHeaderBytes)), body)))).toBe('not-readable')
  })
})

describe('a body that is not what it seems', () => {
  const packed = (body: Uint8Array, count: number) => forged({ count, bodyBytes: body.length }, zlibSync(body))

  it.each([
    ['an entry and a bit', concatBytes(plain, new Uint8Array([0x96])), 2],
    ['no entries but noise', new Uint8Array([1, 2, 3]), 3],
    ['an entry twice', concatBytes(encodeEntry(entry(1)), encodeEntry(entry(1))), 2],
    ['entries in another order', concatBytes(encodeEntry(entry(2)), encodeEntry(entry(1))), 2],
    ['a text of 4 GB by its own account', new Uint8Array([0x91, 0xdb, 0xff, 0xff, 0xff, 0xff]), 1],
    ['a list of 4 thousand million by its own account', new Uint8Array([0xdd, 0xff, 0xff, 0xff, 0xff]), 1],
    ['lists 100,000 deep', new Uint8Array(100_000).fill(0x91), 1]
  ])('is refused: %s', (_, body, count) => {
    expect(reasonOf(packed(body, count))).toBe('not-readable')
  })

  it('is refused when it does not unpack', () => {
    expect(reasonOf(forged({}, strToU8('not packed at all')))).toBe('not-readable')
  })

  it('never unpacks to more than was promised', () => {
    expect(() => deflateCodec.open(zlibSync(plain), plain.length - 1)).toThrow(RangeError)
    expect(() => deflateCodec.open(zlibSync(new Uint8Array(5_000_000)), 10)).toThrow(RangeError)
  })

  it('takes no memory for a promise that so few bytes cannot keep', () => {
    const lies = [maxSegmentBodyBytes, maxSegmentBodyBytes + 1, Number.MAX_SAFE_INTEGER]
    const large = forged({ bodyBytes: maxSegmentBodyBytes + 1 }, new Uint8Array(300_000))
    const files = [...lies.map((bodyBytes) => forged({ bodyBytes })), large]
    const asked: number[] = []
    const noting: ProxyHandler<Uint8ArrayConstructor> = {
      construct: (target, args) => {
        if (typeof args[0] === 'number') asked.push(args[0])
        return Reflect.construct(target, args)
      }
    }
    vi.stubGlobal('Uint8Array', new Proxy(Uint8Array, noting))
    expect(new Set(files.map(reasonOf))).toEqual(new Set(['not-readable']))
    expect(Math.max(0, ...asked)).toBeLessThan(1_000_000)
  })

  it('may still be packed as small as it can be', () => {
    const zeros = new Uint8Array(3_000_000)
    const sealed = zlibSync(zeros, { level: 9 })
    expect(hashOf(deflateCodec.open(sealed, zeros.length))).toBe(hashOf(zeros))
  })
})
