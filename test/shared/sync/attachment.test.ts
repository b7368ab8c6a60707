/** Chunks and manifests, sealed and opened: FORMAT.md section 11. */
import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import {
  chunkBytes,
  type Manifest,
  maxAttachmentBytes,
  openChunk,
  openManifest,
  plainBytesOf,
  sealChunk,
  sealedBytesOf,
  sealManifest
} from '#shared/sync/attachment.ts'
import { bytesToHex } from '#shared/sync/bytes.ts'
import { nodeCrypto as crypto } from '../../../electron/services/keys/node-crypto.ts'

const key = new Uint8Array(32).fill(7)
const hash = (digit: string) => digit.repeat(64)
const manifest: Manifest = { sizeBytes: chunkBytes + 5, sha256: hash('a'), chunkBytes, chunks: [hash('b'), hash('c')] }

describe('a chunk', () => {
  test('comes back as it was, and its file is 16 bytes longer', () => {
    const plain = strToU8('ảnh hội đàm')
    const sealed = sealChunk(plain, key, 3, crypto)
    expect(sealed).toHaveLength(plain.length + 16)
    expect(openChunk(sealed, key, 3, crypto)).toEqual(plain)
  })

  test('is the same bytes whoever seals it with the same key in the same place, and other bytes in another place', () => {
    const plain = strToU8('ảnh')
    expect(sealChunk(plain, key, 0, crypto)).toEqual(sealChunk(plain, key, 0, crypto))
    expect(sealChunk(plain, key, 1, crypto)).not.toEqual(sealChunk(plain, key, 0, crypto))
    // As Python's cryptography makes it from what FORMAT.md says.
    expect(bytesToHex(sealChunk(strToU8('a'), key, 1, crypto))).toBe('f56dcf73a029a968a3d6ad10c62b174662')
  })

  test('opens with no other key, in no other place, with no bit changed and not as a manifest', () => {
    const sealed = sealChunk(strToU8('ảnh'), key, 0, crypto)
    expect(() => openChunk(sealed, new Uint8Array(32), 0, crypto)).toThrow()
    expect(() => openChunk(sealed, key, 1, crypto)).toThrow()
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => openChunk(changed, key, 0, crypto), `byte ${at}`).toThrow()
    }
    expect(() => openChunk(sealed.subarray(0, 10), key, 0, crypto)).toThrow()
    expect(openManifest(sealed, key, crypto)).toBeNull()
  })
})

describe('a manifest', () => {
  const sealText = (text: string) =>
    crypto.seal(crypto.deriveKey(key, new Uint8Array(4), 'cooperation-desk attachment manifest'), strToU8(text), new Uint8Array())

  test('comes back as it was, with the sizes that follow from it', () => {
    const opened = openManifest(sealManifest(manifest, key, crypto), key, crypto)
    expect(opened).toEqual(manifest)
    expect([0, 1].map((number) => plainBytesOf(manifest, number))).toEqual([chunkBytes, 5])
    expect([0, 1].map((number) => sealedBytesOf(manifest, number))).toEqual([chunkBytes + 16, 21])
  })

  test('of an empty file names no chunks', () => {
    const empty = { ...manifest, sizeBytes: 0, chunks: [] }
    expect(openManifest(sealManifest(empty, key, crypto), key, crypto)).toEqual(empty)
  })

  test('of a newer version may say more', () => {
    expect(openManifest(sealText(JSON.stringify({ ...manifest, more: 1 })), key, crypto)).toMatchObject(manifest)
  })

  test('opens with no other key', () => {
    expect(openManifest(sealManifest(manifest, key, crypto), new Uint8Array(32), crypto)).toBeNull()
  })

  test.each<[string, unknown]>([
    ['is no JSON', 'x'],
    ['is a list', []],
    ['promises more than 4 GiB', { ...manifest, sizeBytes: maxAttachmentBytes + 1, chunks: Array(4097).fill(hash('b')) }],
    ['promises a chunk too few', { ...manifest, chunks: [hash('b')] }],
    ['promises a chunk too many', { ...manifest, chunks: [hash('b'), hash('c'), hash('d')] }],
    ['has chunks of no bytes', { ...manifest, chunkBytes: 0 }],
    ['has chunks larger than ours', { ...manifest, chunkBytes: chunkBytes * 4, chunks: [hash('b')] }],
    ['has a size below nothing', { ...manifest, sizeBytes: -1, chunks: [] }],
    ['has half a byte', { ...manifest, sizeBytes: 0.5 }],
    ['names a chunk by a path', { ...manifest, chunks: [hash('b'), '../../x'] }],
    ['names a chunk in capitals', { ...manifest, chunks: [hash('b'), hash('C')] }],
    ['does not say what the whole is', { ...manifest, sha256: '' }]
  ])('is none where it %s', (_, said) => {
    expect(openManifest(sealText(typeof said === 'string' ? said : JSON.stringify(said)), key, crypto)).toBeNull()
  })
})
