import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readIdentity, writeIdentity } from '#shared/sync/replica-identity.ts'
import { office } from '../../support/segments.ts'

const written = { format: 'cooperation-desk-replica', version: 1, office, name: 'Vụ Hợp tác quốc tế', sample: false }
const read = (identity: unknown) => readIdentity(strToU8(typeof identity === 'string' ? identity : JSON.stringify(identity)))

describe('a share’s identity', () => {
  it.each([true, false])('says whose share it is (sample: %s)', (sample) => {
    const own = { id: office, name: 'Vụ Hợp tác quốc tế', sample }
    expect(readIdentity(writeIdentity(own))).toEqual({ state: 'ours', office: own })
  })

  it('is written the same way every time, in the form the format gives', () => {
    const bytes = writeIdentity({ id: office, name: 'Vụ Hợp tác quốc tế', sample: false })
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(written)
    expect(writeIdentity({ id: office, name: 'Vụ Hợp tác quốc tế', sample: false })).toEqual(bytes)
  })

  it('may hold more than we know, and lack the word on samples', () => {
    const { sample: _, ...older } = written
    expect(read(older)).toMatchObject({ state: 'ours', office: { sample: false } })
    expect(read({ ...written, founded: '2026' })).toMatchObject({ state: 'ours' })
  })

  it('is newer when its version is higher, whatever shape it has then', () => {
    expect(read({ ...written, version: 2 })).toEqual({ state: 'newer' })
    expect(read({ format: written.format, version: 2, offices: [{ key: 'x' }] })).toEqual({ state: 'newer' })
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
    ['a thing with brackets 100,000 deep', '['.repeat(100_000)]
  ])('is not readable when it is %s', (_, identity) => {
    expect(read(identity)).toEqual({ state: 'unreadable' })
  })

  it('is not readable when its bytes are no text', () => {
    expect(readIdentity(new Uint8Array([0xff, 0xfe, 0, 1]))).toEqual({ state: 'unreadable' })
  })
})
