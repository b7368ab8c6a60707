/** Files of a sealed office in the hands of somebody who may write anything to the share, with and without a key of the office. */
import { encode } from '@msgpack/msgpack'
import fc from 'fast-check'
import { strFromU8, strToU8, zlibSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '#shared/sync/bytes.ts'
import { encodeEntry } from '#shared/sync/entry.ts'
import { buildJoinRequest, readJoinRequest } from '#shared/sync/join-request.ts'
import { maxHeaderBytes, maxSegmentBodyBytes } from '#shared/sync/limits.ts'
import { buildStatement, readStatement } from '#shared/sync/roster-statement.ts'
import { buildSegment, checkChain, isSealed, readSegment, readSegmentFile } from '#shared/sync/segment.ts'
import { voiceCode } from '#shared/sync/voice-code.ts'
import { nodeCrypto } from '../../../electron/services/keys/node-crypto.ts'
import { someRecipient, tell } from '../../support/roster-tale.ts'
import {
  epochKey,
  firstKey,
  forgedFrom,
  forgedSegment,
  lan,
  named,
  otherOne,
  prefixOf,
  reasonOf,
  rosterHead,
  sealedEntry,
  sealedOffice,
  sealedSegment,
  unsealing
} from '../../support/sealed-segments.ts'
import { seeded } from '../../support/seeded.ts'

const altered = (bytes: Uint8Array, at: number, by: number): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ by
  return copy
}

describe('an honest segment', () => {
  test('reads back as it was written, by whoever has the key', () => {
    const built = sealedSegment(lan, { seen: { [otherOne.device]: 7 } })
    const reading = readSegment(built.segment.name, built.bytes, sealedOffice, unsealing(firstKey))
    expect(reading).toMatchObject({ ok: true, value: { segment: { fileHash: built.segment.fileHash } } })
    expect(reading.ok && reading.value.entries).toEqual([sealedEntry(lan, 1), sealedEntry(lan, 2)])
    expect(reasonOf(forgedSegment())).toBeNull()
  })

  test('shows nothing of what is written in it', () => {
    const { bytes } = sealedSegment(lan, {
      entries: [sealedEntry(lan, 1, { author: 'Nguyễn Thị Bí Mật', record: 'delegation.moscow' })]
    })
    expect(Buffer.from(bytes).includes('moscow')).toBe(false)
    expect(Buffer.from(bytes).includes('Bí Mật')).toBe(false)
  })

  test('is never the same bytes twice, and never sealed twice under one key', () => {
    const [one, two] = [sealedSegment(lan), sealedSegment(lan)]
    expect(one.segment.fileHash).not.toBe(two.segment.fileHash)
    expect(isSealed(one.segment.header) && one.segment.header.salt).not.toBe(
      isSealed(two.segment.header) && two.segment.header.salt
    )
  })
})

describe('a segment that was tampered with (E1)', () => {
  const { segment, bytes } = sealedSegment(lan, { count: 5, seen: { [otherOne.device]: 3 } })

  test('in any single byte is refused, under its own name and under one that fits', () => {
    const accepted: number[] = []
    for (let at = 0; at < bytes.length; at += 1) {
      const other = altered(bytes, at, 1 << (at % 8))
      if (readSegment(segment.name, other, sealedOffice, unsealing(firstKey)).ok) accepted.push(at)
      if (reasonOf(named(other)) === null) accepted.push(at)
    }
    expect(accepted).toEqual([])
  })

  test('in any way at all is refused', () => {
    const cut = fc.record({ from: fc.nat(bytes.length), to: fc.nat(bytes.length), put: fc.uint8Array({ maxLength: 40 }) })
    fc.assert(
      fc.property(cut, ({ from, to, put }) => {
        const [a, b] = [Math.min(from, to), Math.max(from, to)]
        const other = concatBytes(bytes.subarray(0, a), put, bytes.subarray(b))
        fc.pre(!(other.length === bytes.length && other.every((byte, at) => byte === bytes[at])))
        expect(reasonOf(named(other))).not.toBeNull()
      }),
      seeded(500)
    )
  })

  test('cut short anywhere is refused', () => {
    for (let length = 0; length < bytes.length; length += 1) expect(reasonOf(named(bytes.subarray(0, length)))).not.toBeNull()
  })

  test('by adding the group order to its signature is refused: nobody but the signer makes a second file of one content', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const signature = bytes.subarray(bytes.length - 32)
    const scalar = BigInt(`0x${Buffer.from(signature).reverse().toString('hex')}`) + order
    const other = Uint8Array.from(bytes)
    other.set(Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').reverse(), bytes.length - 32)
    expect(reasonOf(named(other))).toBe('bad-signature')
  })

  test('by somebody who signs it anew with a key of the office is refused: a folder belongs to one key', () => {
    expect(reasonOf(forgedSegment({ signer: otherOne.signer }))).toBe('bad-signature')
    expect(reasonOf(forgedSegment({ header: { signer: otherOne.signer.publicKey }, signer: otherOne.signer }))).toBe(
      'bad-signature'
    )
    const whole = forgedSegment({ who: otherOne })
    expect(reasonOf({ ...whole, name: { ...whole.name, device: lan.device } })).toBe('wrong-place')
  })

  test('in its body by somebody with the data key but without the signing key is refused', () => {
    const mine = forgedSegment({ plain: encodeEntry(sealedEntry(lan, 1)), header: { count: 1 } })
    const theirs = forgedSegment()
    const swapped = concatBytes(theirs.bytes.subarray(0, theirs.bytes.length - 64), mine.bytes.subarray(mine.bytes.length - 64))
    expect(reasonOf(named(swapped))).toBe('bad-signature')
  })

  test('with a body of another of its own segments is refused: the body is bound to its header', () => {
    const other = forgedSegment({ header: { seen: { [otherOne.device]: 1 } } })
    const headerBytes = new DataView(other.bytes.buffer, other.bytes.byteOffset).getUint32(5, true)
    const body = other.bytes.subarray(9 + headerBytes, other.bytes.length - 64)
    expect(reasonOf(forgedSegment({ body }))).toBe('not-readable')
  })
})

describe('a segment from somewhere else', () => {
  test('of another office is refused', () => {
    expect(reasonOf(forgedFrom(sealedSegment(lan, { office: '0b'.repeat(16) })))).toBe('other-office')
    expect(reasonOf(forgedFrom(sealedSegment(lan)), '0b'.repeat(16))).toBe('other-office')
  })

  test('that is open (version 1) is refused in a sealed office, whatever it says (E7: no step back)', () => {
    const open = buildSegment({
      office: sealedOffice,
      device: lan.device,
      sequence: 1,
      previous: null,
      firstNumber: 1,
      entries: [sealedEntry(lan, 1)],
      seen: {}
    })
    expect(reasonOf(forgedFrom(open))).toBe('not-sealed')
    expect(reasonOf(forgedSegment({ version: 1 }))).toBe('not-sealed')
  })

  test('that is sealed is not read by an open office either', () => {
    const { segment, bytes } = sealedSegment(lan)
    expect(readSegment(segment.name, bytes, sealedOffice)).toMatchObject({ ok: false, fault: { reason: 'newer-version' } })
  })

  test.each([0, 3, 255])('of version %s is left to a newer program', (version) => {
    expect(reasonOf(forgedSegment({ version }))).toBe('newer-version')
  })

  test('under another one’s file name is refused (E6)', () => {
    const [first, second] = [sealedSegment(lan), sealedSegment(otherOne)]
    expect(reasonOf({ name: first.segment.name, bytes: second.bytes })).toBe('altered')
    expect(reasonOf({ name: { ...first.segment.name, hash: second.segment.name.hash }, bytes: second.bytes })).toBe('wrong-place')
  })

  test('at another place in its own row is refused (E4)', () => {
    const first = sealedSegment(lan)
    const second = sealedSegment(lan, { after: first })
    expect(reasonOf({ name: { ...first.segment.name, sequence: 2 }, bytes: first.bytes })).toBe('wrong-place')
    expect(checkChain(second.segment, first.segment)).toBe('broken')
    expect(checkChain(second.segment, second.segment)).toBe('broken')
    expect(checkChain(undefined, second.segment)).toBe('waits')
    expect(checkChain(first.segment, second.segment)).toBe('fits')
  })

  test('that is a statement or a request, or the other way round, is refused although its signature is right', () => {
    const tale = tell()
    const said = buildStatement(
      { office: tale.root.id, sequence: 1, previous: null, parents: [], statement: tale.found.body, names: null },
      tale.founder.signer,
      null,
      nodeCrypto
    )
    expect(reasonOf({ name: { ...said.name }, bytes: said.bytes }, tale.root.id)).toBe('altered')
    const { name, bytes } = forgedSegment()
    expect(readStatement({ ...name, ending: 'ros' }, bytes, sealedOffice, nodeCrypto)).toMatchObject({
      fault: { reason: 'altered' }
    })
    expect(readJoinRequest({ ...name, ending: 'join' }, bytes, sealedOffice, nodeCrypto)).toMatchObject({
      fault: { reason: 'altered' }
    })
    const request = buildJoinRequest(sealedOffice, someRecipient, new Uint8Array(10), lan.signer)
    for (const magic of ['CDSG', 'CDRO']) {
      const renamed = Uint8Array.from(request.bytes)
      renamed.set(strToU8(magic))
      expect(reasonOf(named(renamed))).not.toBeNull()
      expect(readStatement({ ...named(renamed).name, ending: 'ros' }, renamed, sealedOffice, nodeCrypto).ok).toBe(false)
    }
  })

  test('is not opened with a key that is not the one it names', () => {
    expect(reasonOf(forgedFrom(sealedSegment(lan, { epoch: epochKey(2) })))).toBe('no-key')
    expect(reasonOf(forgedSegment({ key: epochKey(2).key }))).toBe('not-readable')
  })
})

describe('a header that is written otherwise than we write it', () => {
  const canonical = strFromU8(forgedSegment().bytes).slice(9)
  test.each<[string, (text: string) => string | Uint8Array]>([
    ['with a space', (text) => text.replace(':', ': ')],
    ['with a line end behind it', (text) => `${text}\n`],
    ['with a key twice', (text) => text.replace('{', `{"office":"${sealedOffice}",`)],
    ['with a key twice, the second another', (text) => text.replace(/}$/, `,"device":"${otherOne.device}"}`)],
    ['with an escaped letter', (text) => text.replace('"office"', '"\\u006fffice"')],
    ['with a number as 1.0', (text) => text.replace('"sequence":1', '"sequence":1.0')],
    ['with a number as 1e0', (text) => text.replace('"sequence":1', '"sequence":1e0')],
    ['with a byte order mark', (text) => concatBytes(new Uint8Array([0xef, 0xbb, 0xbf]), strToU8(text))],
    [
      'with bytes that are no letter',
      (text) => concatBytes(strToU8(text.replace(/}$/, ',"extra":"')), new Uint8Array([0xff]), strToU8('"}'))
    ],
    ['as a list', (text) => `[${text}]`],
    ['as null', () => 'null'],
    ['as nothing', () => ''],
    ['with NaN', (text) => text.replace('"count":2', '"count":NaN')],
    ['with Infinity', (text) => text.replace('"count":2', '"count":Infinity')],
    ['with a number too large to hold', (text) => text.replace('"count":2', '"count":1e400')],
    ['with a number that is not held exactly', (text) => text.replace('"count":2', '"count":9007199254740993')],
    ['with minus nothing', (text) => text.replace('"count":2', '"count":-0')],
    ['nested a hundred thousand deep', (text) => text.replace(/}$/, `,"extra":${'['.repeat(30_000)}${']'.repeat(30_000)}}`)]
  ])('%s is refused', (_, text) => {
    expect(reasonOf(forgedSegment({ text }))).toBe('not-readable')
  })

  test('is as long as it may be, or refused before it is read', () => {
    expect(canonical.startsWith('{"office"')).toBe(true)
    expect(reasonOf(forgedSegment({ header: { extra: 'x'.repeat(maxHeaderBytes) } }))).toBe('not-readable')
    expect(reasonOf(forgedSegment({ header: { extra: 'x'.repeat(maxHeaderBytes - 2000) } }))).toBeNull()
  })

  test.each([0xffffffff, 0x7fffffff, 65_537])('that claims to be %s bytes long is refused', (length) => {
    const { bytes } = forgedSegment()
    const other = Uint8Array.from(bytes)
    new DataView(other.buffer).setUint32(5, length, true)
    expect(reasonOf(named(other))).toBe('not-readable')
  })

  test('with `__proto__` gives nothing a new nature', () => {
    const forged = forgedSegment({ text: (text) => text.replace(/}$/, ',"__proto__":{"isRevoked":false,"sequence":9}}') })
    const reading = readSegmentFile(forged.name, forged.bytes, sealedOffice, nodeCrypto)
    if (reading.ok) {
      expect((reading.value.segment.header as Record<string, unknown>).isRevoked).toBeUndefined()
      expect(reading.value.segment.header.sequence).toBe(1)
    }
    expect(({} as Record<string, unknown>).isRevoked).toBeUndefined()
  })

  test('with `__proto__` among the laptops seen says nothing by it', () => {
    const forged = forgedSegment({ header: { seen: JSON.parse('{"__proto__":{"x":5}}') } })
    const reading = readSegmentFile(forged.name, forged.bytes, sealedOffice, nodeCrypto)
    if (!reading.ok) return
    const { seen } = reading.value.segment.header
    expect(Object.keys(seen)).toEqual([])
    expect((seen as Record<string, unknown>).x).toBeUndefined()
  })

  test.each<[string, Record<string, unknown>]>([
    ['no signer', { signer: undefined }],
    ['a signer in capitals', { signer: lan.signer.publicKey.toUpperCase() }],
    ['a signer that is no key', { signer: 'f'.repeat(63) }],
    ['no epoch', { epoch: undefined }],
    ['an epoch that is a path', { epoch: '../../../../etc/x' }],
    ['a short salt', { salt: 'ab' }],
    ['no basis in the roster', { roster: [] }],
    ['a basis of 65 ends', { roster: Array.from({ length: 65 }, () => rosterHead) }],
    ['a basis that is no hash', { roster: ['x'] }],
    ['seen below nothing', { seen: { [otherOne.device]: -1 } }],
    ['seen of half an entry', { seen: { [otherOne.device]: 0.5 } }],
    ['a body too large to hold', { bodyBytes: maxSegmentBodyBytes + 1 }]
  ])('that says %s is refused', (_, header) => {
    expect(reasonOf(forgedSegment({ header }))).toBe('not-readable')
  })

  test('whatever it says, is read or refused, and never throws', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.constantFrom(...Object.keys(JSON.parse(canonicalHeader()))),
        (value, field) => {
          const reason = reasonOf(forgedSegment({ header: { [field]: value } }))
          expect(reason === null || typeof reason === 'string').toBe(true)
        }
      ),
      seeded(400)
    )
  })
})

const canonicalHeader = (): string => {
  const { bytes } = forgedSegment()
  return strFromU8(bytes.subarray(9, 9 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(5, true)))
}

describe('a body that lies, rightly sealed and signed', () => {
  const plain = concatBytes(encodeEntry(sealedEntry(lan, 1)), encodeEntry(sealedEntry(lan, 2)))

  test('about how long it is', () => {
    for (const bodyBytes of [0, plain.length - 1, plain.length + 1, maxSegmentBodyBytes])
      expect(reasonOf(forgedSegment({ header: { bodyBytes } }))).toBe('not-readable')
  })

  test('as a bomb: 32 MiB of zeros are as much as a reader ever unpacks, and quickly refused', { timeout: 30_000 }, () => {
    const zeros = zlibSync(new Uint8Array(maxSegmentBodyBytes + 1000))
    const start = performance.now()
    expect(reasonOf(forgedSegment({ packed: zeros, header: { bodyBytes: maxSegmentBodyBytes } }))).toBe('not-readable')
    expect(reasonOf(forgedSegment({ packed: zeros, header: { bodyBytes: 100 } }))).toBe('not-readable')
    expect(performance.now() - start).toBeLessThan(10_000)
  })

  test('that is no deflate at all, or nothing', () => {
    for (const packed of [new Uint8Array(), new Uint8Array([1, 2, 3]), new Uint8Array(1000).fill(255)])
      expect(reasonOf(forgedSegment({ packed }))).toBe('not-readable')
    for (const body of [new Uint8Array(), new Uint8Array(15), new Uint8Array(16)])
      expect(reasonOf(forgedSegment({ body }))).toBe('not-readable')
  })

  test('nested a hundred thousand deep', () => {
    const deep = new Uint8Array(100_000).fill(0x91)
    expect(reasonOf(forgedSegment({ plain: deep, header: { count: 1 } }))).toBe('not-readable')
    const deepInEntry = concatBytes(encode([1, 'edit-1', 'Lan', 0, 'event.x']).fill(0x96, 0, 1), deep)
    expect(reasonOf(forgedSegment({ plain: deepInEntry, header: { count: 1 } }))).toBe('not-readable')
  })

  test('that promises four billion things', () => {
    for (const head of [
      [0xdd, 255, 255, 255, 255],
      [0xdf, 255, 255, 255, 255],
      [0xc6, 255, 255, 255, 255],
      [0xdb, 255, 255, 255, 255]
    ]) {
      const start = performance.now()
      expect(reasonOf(forgedSegment({ plain: Uint8Array.from(head), header: { count: 1 } }))).toBe('not-readable')
      expect(performance.now() - start).toBeLessThan(1000)
    }
  })

  test('about its entries’ numbers', () => {
    const numbered = (...numbers: number[]) => ({
      plain: concatBytes(...numbers.map((number) => encodeEntry(sealedEntry(lan, number)))),
      header: { count: numbers.length }
    })
    expect(reasonOf(forgedSegment(numbered(1, 2, 3)))).toBeNull()
    for (const numbers of [[2, 3], [1, 3], [2, 1], [1, 1], [0, 1], [1.5], [-1]])
      expect(reasonOf(forgedSegment(numbered(...numbers)))).toBe('not-readable')
  })

  test.each<[string, readonly unknown[]]>([
    ['a time that is not a number', [1, 'edit-1', 'Lan', Number.NaN, 'event.x', []]],
    ['a time without end', [1, 'edit-1', 'Lan', Number.POSITIVE_INFINITY, 'event.x', []]],
    ['a time after all dates', [1, 'edit-1', 'Lan', 1e300, 'event.x', []]],
    ['a number too large', [2 ** 60, 'edit-1', 'Lan', 0, 'event.x', []]],
    ['an author of a million letters', [1, 'edit-1', 'L'.repeat(1_000_000), 0, 'event.x', []]],
    ['changes that are texts', [1, 'edit-1', 'Lan', 0, 'event.x', ['change']]],
    ['a thousand changes', [1, 'edit-1', 'Lan', 0, 'event.x', Array.from({ length: 1000 }, () => new Uint8Array(1))]],
    ['too few fields', [1, 'edit-1', 'Lan', 0, 'event.x']],
    ['a map with a dangerous name', [1, 'edit-1', 'Lan', 0, 'event.x', JSON.parse('{"__proto__":1}')]]
  ])('with %s is refused', (_, tuple) => {
    expect(reasonOf(forgedSegment({ plain: encode(tuple), header: { count: 1, bodyBytes: encode(tuple).length } }))).toBe(
      'not-readable'
    )
  })

  test('whatever it is, is read or refused, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(4), (bytes, count) => {
        const reason = reasonOf(forgedSegment({ plain: bytes, header: { count } }))
        expect(reason === null || reason === 'not-readable').toBe(true)
      }),
      seeded(400)
    )
  })
})

describe('a request to be let in', () => {
  const { name, bytes } = buildJoinRequest(sealedOffice, someRecipient, strToU8('sealed names'), lan.signer)

  test('altered in any byte is refused', () => {
    for (let at = 0; at < bytes.length; at += 1) {
      const other = altered(bytes, at, 1 << (at % 8))
      const fits = { ...name, hash: named(other).name.hash }
      expect(readJoinRequest(name, other, sealedOffice, nodeCrypto).ok).toBe(false)
      expect(readJoinRequest(fits, other, sealedOffice, nodeCrypto).ok).toBe(false)
    }
    expect(readJoinRequest(name, bytes, sealedOffice, nodeCrypto).ok).toBe(true)
  })

  test('of another office, in another folder, or under another number is refused', () => {
    expect(readJoinRequest(name, bytes, '0b'.repeat(16), nodeCrypto)).toMatchObject({ fault: { reason: 'other-office' } })
    expect(readJoinRequest({ ...name, device: otherOne.device }, bytes, sealedOffice, nodeCrypto)).toMatchObject({
      fault: { reason: 'wrong-place' }
    })
    expect(readJoinRequest({ ...name, sequence: 2 }, bytes, sealedOffice, nodeCrypto)).toMatchObject({
      fault: { reason: 'wrong-place' }
    })
  })

  test('has a code that is another one when any of the keys is another one', () => {
    const code = voiceCode(sealedOffice, lan.signer.publicKey, otherOne.signer.publicKey, someRecipient)
    expect(code).toMatch(/^(\d{4} ){5}\d{4}$/)
    const others = [
      voiceCode('0b'.repeat(16), lan.signer.publicKey, otherOne.signer.publicKey, someRecipient),
      voiceCode(sealedOffice, otherOne.signer.publicKey, otherOne.signer.publicKey, someRecipient),
      voiceCode(sealedOffice, lan.signer.publicKey, lan.signer.publicKey, someRecipient),
      voiceCode(sealedOffice, lan.signer.publicKey, otherOne.signer.publicKey, someRecipient.replace('ql3z', 'ql3y'))
    ]
    expect(new Set([code, ...others]).size).toBe(5)
  })
})

describe('a statement of the roster', () => {
  const tale = tell()
  const { name, bytes } = buildStatement(
    {
      office: tale.root.id,
      sequence: 1,
      previous: null,
      parents: [],
      statement: tale.found.body,
      names: { person: 'Lan', laptop: '' }
    },
    tale.founder.signer,
    firstKey,
    nodeCrypto
  )

  test('altered in any byte is refused', () => {
    for (let at = 0; at < bytes.length; at += 1) {
      const other = altered(bytes, at, 1 << (at % 8))
      const fits = { ...name, hash: named(other).name.hash }
      expect(readStatement(name, other, tale.root.id, nodeCrypto).ok).toBe(false)
      expect(readStatement(fits, other, tale.root.id, nodeCrypto).ok).toBe(false)
    }
    expect(readStatement(name, bytes, tale.root.id, nodeCrypto).ok).toBe(true)
  })

  test('with an age recipient that has a slip in it is refused: nothing could ever be sealed to it', () => {
    const slip = someRecipient.replace(/.$/, someRecipient.endsWith('q') ? 'p' : 'q')
    expect(() => tale.say(tale.founder, { ...tale.found.body, sealTo: slip } as typeof tale.found.body)).toThrow()
  })

  test('of another version, or with a header of another form, is refused', () => {
    const header = bytes.subarray(9, 9 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(5, true))
    for (const [version, text] of [
      [2, header],
      [1, concatBytes(header, strToU8(' '))],
      [1, strToU8('{}')]
    ] as const) {
      const other = concatBytes(prefixOf('CDRO', version, text), new Uint8Array(64))
      expect(readStatement({ ...name, hash: named(other).name.hash }, other, tale.root.id, nodeCrypto).ok).toBe(false)
    }
  })
})
