import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { officeIdOf, readIdentity, sealedIdentity, writeIdentity } from '#shared/sync/replica-identity.ts'
import { office } from '../../support/segments.ts'

const written = { format: 'cooperation-desk-replica', version: 1, office, name: 'Vụ Hợp tác quốc tế', sample: false }
const founder = '1d'.repeat(32)
const recovery = '3b'.repeat(32)
const nonce = '2e'.repeat(16)
const sealed = sealedIdentity(founder, recovery, nonce)
const writtenSealed = { format: 'cooperation-desk-replica', version: 2, office: sealed.id, founder, recovery, nonce }
const read = (identity: unknown) => readIdentity(strToU8(typeof identity === 'string' ? identity : JSON.stringify(identity)))

describe('a share’s identity', () => {
  it.each([true, false])('says whose share it is (sample: %s)', (sample) => {
    const own = { kind: 'open', id: office, name: 'Vụ Hợp tác quốc tế', sample } as const
    expect(readIdentity(writeIdentity(own))).toEqual({ state: 'ours', identity: own })
  })

  it('of a sealed office says whose key founded it, and nothing a stranger could read', () => {
    expect(readIdentity(writeIdentity(sealed))).toEqual({ state: 'ours', identity: sealed })
    expect(JSON.parse(new TextDecoder().decode(writeIdentity(sealed)))).toEqual(writtenSealed)
    expect(writeIdentity(sealed)).toEqual(writeIdentity(sealedIdentity(founder, recovery, nonce)))
    expect(read({ ...writtenSealed, since: '2027', name: 'Vụ giả' })).toEqual({ state: 'ours', identity: sealed })
  })

  it('of a sealed office has a number that is another for every founder and every nonce', () => {
    expect(sealed.id).toMatch(/^[0-9a-f]{32}$/)
    expect(officeIdOf(founder, recovery, nonce)).toBe(sealed.id)
    const others = [
      officeIdOf(founder, recovery, '3f'.repeat(16)),
      officeIdOf('4a'.repeat(32), recovery, nonce),
      officeIdOf(founder, '4a'.repeat(32), nonce),
      officeIdOf('4a'.repeat(32), recovery, founder)
    ]
    expect(new Set([sealed.id, ...others]).size).toBe(5)
  })

  it('is written the same way every time, in the form the format gives', () => {
    const own = { kind: 'open', id: office, name: 'Vụ Hợp tác quốc tế', sample: false } as const
    const bytes = writeIdentity(own)
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(written)
    expect(writeIdentity({ ...own })).toEqual(bytes)
  })

  it('may hold more than we know, and lack the word on samples', () => {
    const { sample: _, ...older } = written
    expect(read(older)).toMatchObject({ state: 'ours', identity: { kind: 'open', sample: false } })
    expect(read({ ...written, founded: '2026' })).toMatchObject({ state: 'ours' })
  })

  it('is newer when its version is higher, whatever shape it has then', () => {
    for (const version of [3, 4, 1000]) {
      expect(read({ ...written, version })).toEqual({ state: 'newer' })
      expect(read({ ...writtenSealed, version })).toEqual({ state: 'newer' })
      expect(read({ format: written.format, version, offices: [{ key: 'x' }] })).toEqual({ state: 'newer' })
    }
  })

  it.each<[string, unknown]>([
    ['another program’s', { ...written, format: 'other-program' }],
    ['cut off', '{"format":"cooperation-desk-replica","versi'],
    ['empty', ''],
    ['only zeros', '\0'.repeat(100)],
    ['a list', []],
    ['nothing', null],
    ['of no version', { ...written, version: undefined }],
    ['of version 0', { ...written, version: 0 }],
    ['of version “2”', { ...written, version: '2' }],
    ['of an office with a short id', { ...written, office: 'f0' }],
    ['of an office with an id in capitals', { ...written, office: office.toUpperCase() }],
    ['of an office without a name', { ...written, name: null }],
    ['of an office with a name of 1,000 letters', { ...written, name: 'x'.repeat(1000) }],
    ['a thing with brackets 100,000 deep', '['.repeat(100_000)],
    ['of an open office that claims to be a sealed one', { ...written, version: 2 }],
    ['of a sealed office that claims to be an open one', { ...writtenSealed, version: 1 }],
    ['of a sealed office whose founder was exchanged', { ...writtenSealed, founder: '4a'.repeat(32) }],
    ['of a sealed office whose nonce was exchanged', { ...writtenSealed, nonce: '3f'.repeat(16) }],
    ['of a sealed office with another’s number', { ...writtenSealed, office }],
    ['of a sealed office without a founder', { ...writtenSealed, founder: undefined }],
    ['of a sealed office with a founder in capitals', { ...writtenSealed, founder: founder.toUpperCase() }],
    ['of a sealed office with a short nonce', { ...writtenSealed, nonce: '2e' }],
    ['of version “3”', { ...written, version: '3' }],
    ['of version 2.5', { ...writtenSealed, version: 2.5 }]
  ])('is not readable when it is %s', (_, identity) => {
    expect(read(identity)).toEqual({ state: 'unreadable' })
  })

  it('is not readable when its bytes are no text', () => {
    expect(readIdentity(new Uint8Array([0xff, 0xfe, 0, 1]))).toEqual({ state: 'unreadable' })
  })
})
