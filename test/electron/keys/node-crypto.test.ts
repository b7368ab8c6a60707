/** The cryptography against the vectors that its standards publish. */
import { describe, expect, test } from 'vitest'
import { bytesToHex, hexToBytes } from '#shared/sync/bytes.ts'
import { nodeCrypto, signerOf } from '../../../electron/services/keys/node-crypto.ts'

const hex = (text: string): Uint8Array => hexToBytes(text.replace(/\s/g, ''))

describe('Ed25519 (RFC 8032, section 7.1)', () => {
  const vectors = [
    {
      name: 'test 1, an empty message',
      seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      message: '',
      signature:
        'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'
    },
    {
      name: 'test 2, one byte',
      seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      message: '72',
      signature:
        '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'
    },
    {
      name: 'test 3, two bytes',
      seed: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
      publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      message: 'af82',
      signature:
        '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a'
    }
  ]
  test.each(vectors)('$name', ({ seed, publicKey, message, signature }) => {
    const signer = signerOf(hex(seed))
    expect(signer.publicKey).toBe(publicKey)
    expect(bytesToHex(signer.sign(hex(message)))).toBe(signature)
    expect(nodeCrypto.verify(publicKey, hex(message), hex(signature))).toBe(true)
    expect(nodeCrypto.verify(publicKey, hex(`${message}00`), hex(signature))).toBe(false)
  })

  test('a signature altered in any bit is none', () => {
    const [, , { publicKey, message, signature }] = vectors as [unknown, unknown, (typeof vectors)[number]]
    for (let bit = 0; bit < 512; bit += 1) {
      const other = hex(signature)
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(nodeCrypto.verify(publicKey, hex(message), other)).toBe(false)
    }
  })

  test.each([
    ['no key', ''],
    ['half a key', 'd75a980182b10ab7d54bfed3c964073a'],
    ['a key and more', `${'d7'.repeat(32)}00`],
    ['no hex', 'zz'.repeat(32)]
  ])('%s never throws and verifies nothing', (_, key) => {
    expect(nodeCrypto.verify(key, new Uint8Array(3), new Uint8Array(64))).toBe(false)
    for (const length of [0, 63, 65, 1000])
      expect(nodeCrypto.verify('d7'.repeat(32), new Uint8Array(3), new Uint8Array(length))).toBe(false)
  })
})

describe('HKDF-SHA-256 (RFC 5869, appendix A)', () => {
  /** 32 bytes of ours are the first 32 of the vector's. */
  test.each([
    {
      name: 'A.1',
      secret: '0b'.repeat(22),
      salt: '000102030405060708090a0b0c',
      info: 'f0f1f2f3f4f5f6f7f8f9',
      key: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf'
    },
    {
      name: 'A.3, without salt and purpose',
      secret: '0b'.repeat(22),
      salt: '',
      info: '',
      key: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d'
    }
  ])('$name', ({ secret, salt, info, key }) => {
    // A purpose is text for us; the vector's are bytes, which Node takes as well.
    expect(bytesToHex(nodeCrypto.deriveKey(hex(secret), hex(salt), hex(info) as unknown as string))).toBe(key)
  })

  test('another salt or another purpose is another key', () => {
    const secret = hex('0b'.repeat(32))
    const keys = [
      nodeCrypto.deriveKey(secret, hex('00'), 'a'),
      nodeCrypto.deriveKey(secret, hex('01'), 'a'),
      nodeCrypto.deriveKey(secret, hex('00'), 'b'),
      nodeCrypto.deriveKey(hex('0c'.repeat(32)), hex('00'), 'a')
    ]
    expect(new Set(keys.map(bytesToHex)).size).toBe(4)
    for (const key of keys) expect(key.length).toBe(32)
  })
})

describe('AES-256-GCM (McGrew and Viega’s test cases, as NIST’s validation uses them), nonce zero', () => {
  const key = new Uint8Array(32)
  test.each([
    { name: 'test case 13: nothing', plain: '', sealed: '530f8afbc74536b9a963b4f1c4cb738b' },
    {
      name: 'test case 14: sixteen zeros',
      plain: '00'.repeat(16),
      sealed: 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919'
    }
  ])('$name', ({ plain, sealed }) => {
    expect(bytesToHex(nodeCrypto.seal(key, hex(plain), new Uint8Array()))).toBe(sealed)
    expect(bytesToHex(nodeCrypto.open(key, hex(sealed), new Uint8Array()))).toBe(plain)
  })

  test('opens for no other key, no other bytes and no other additional data', () => {
    const plain = new TextEncoder().encode('hội đàm')
    const additional = new TextEncoder().encode('header')
    const sealed = nodeCrypto.seal(key, plain, additional)
    expect(nodeCrypto.open(key, sealed, additional)).toEqual(plain)
    for (let at = 0; at < sealed.length; at += 1) {
      const other = Uint8Array.from(sealed)
      other[at] = (other[at] ?? 0) ^ 1
      expect(() => nodeCrypto.open(key, other, additional)).toThrow()
    }
    expect(() => nodeCrypto.open(key, sealed, new Uint8Array())).toThrow()
    expect(() => nodeCrypto.open(new Uint8Array(32).fill(1), sealed, additional)).toThrow()
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => nodeCrypto.open(key, sealed.subarray(0, length), additional)).toThrow()
  })
})

test('chance is not the same twice', () => {
  const many = new Set(Array.from({ length: 1000 }, () => bytesToHex(nodeCrypto.random(16))))
  expect(many.size).toBe(1000)
})
