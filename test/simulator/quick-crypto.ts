/**
 * The same cryptography, worked out once: in a schedule some twenty laptops and restarts check the same signatures and open the same key
 * files again and again. Nothing is answered that the real function has not answered for exactly these bytes.
 */
import type * as Crypto from 'node:crypto'
import { vi } from 'vitest'
import { chanceBytes } from './chance-bytes.ts'

const remembered = new Map<string, unknown>()
const most = 20_000

function once<Value>(name: string, parts: readonly Uint8Array[], work: () => Value): Value {
  const key = `${name} ${parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1')).join('\0')}`
  const known = remembered.get(key)
  if (known !== undefined) return known as Value
  if (remembered.size >= most) remembered.clear()
  const value = work()
  remembered.set(key, value)
  return value
}

const keyNumbers = new WeakMap<object, number>()
let lastKeyNumber = 0
function numberOf(key: object): number {
  const number = keyNumbers.get(key) ?? ++lastKeyNumber
  keyNumbers.set(key, number)
  return number
}

/** `node:crypto` with random bytes from the seed. */
export function quickCrypto(real: typeof Crypto): typeof Crypto {
  const verify = (algorithm: null, message: Uint8Array, key: Crypto.KeyObject, signature: Uint8Array) =>
    once(`verify ${numberOf(key)}`, [message, signature], () => real.verify(algorithm, message, key, signature))
  const hkdfSync = (digest: string, secret: Uint8Array, salt: Uint8Array, purpose: string, size: number) =>
    once(`hkdf ${digest} ${purpose} ${size}`, [secret, salt], () => real.hkdfSync(digest, secret, salt, purpose, size))
  const all = { ...real, verify, hkdfSync, randomBytes: chanceBytes }
  return { ...all, default: all } as unknown as typeof Crypto
}

/** X25519 at once instead of on a thread: what several laptops do at one moment has one order then. */
export async function standInForWebCrypto(): Promise<void> {
  const { createPrivateKey, createPublicKey, diffieHellman } = await vi.importActual<typeof Crypto>('node:crypto')
  const curve = { kty: 'OKP', crv: 'X25519', x: Buffer.alloc(32).toString('base64url') }
  const agree = (own: Uint8Array, peer: Uint8Array): Uint8Array => {
    // As JWK, which OpenSSL reads seven times as fast as DER; the `x` of a private key is not used here.
    const d = Buffer.from(own.subarray(-32)).toString('base64url')
    const privateKey = createPrivateKey({ key: { ...curve, d }, format: 'jwk' })
    const publicKey = createPublicKey({ key: { ...curve, x: Buffer.from(peer).toString('base64url') }, format: 'jwk' })
    return new Uint8Array(diffieHellman({ privateKey, publicKey }))
  }
  const importKey = async (_format: string, bytes: Uint8Array) => bytes
  const deriveBits = async ({ public: peer }: { public: Uint8Array }, own: Uint8Array) =>
    once('x25519', [own, peer], () => agree(own, peer)).slice().buffer
  const { crypto } = globalThis
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    if (array) new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(chanceBytes(array.byteLength))
    return array
  })
  vi.spyOn(crypto.subtle, 'importKey').mockImplementation(importKey as unknown as SubtleCrypto['importKey'])
  vi.spyOn(crypto.subtle, 'deriveBits').mockImplementation(deriveBits as unknown as SubtleCrypto['deriveBits'])
}
