/** The format's cryptography from Node's own `crypto`: shared/sync/crypto-port.ts. Electron's BoringSSL has all of it. */
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify
} from 'node:crypto'
import type { CryptoPort, Signer } from '#shared/sync/crypto-port.ts'

const tagBytes = 16
const noNonce = new Uint8Array(12)
/** DER before the 32 bytes of an Ed25519 key: RFC 8410. */
const publicHead = Buffer.from('302a300506032b6570032100', 'hex')
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A laptop checks thousands of files of a few keys: reading the key costs as much as checking a signature. */
const publicKeys = new Map<string, KeyObject>()
const mostPublicKeys = 1000

function publicKeyOf(hex: string): KeyObject {
  const known = publicKeys.get(hex)
  if (known) return known
  const key = createPublicKey({ key: Buffer.concat([publicHead, Buffer.from(hex, 'hex')]), format: 'der', type: 'spki' })
  if (publicKeys.size >= mostPublicKeys) publicKeys.clear()
  publicKeys.set(hex, key)
  return key
}

export const nodeCrypto: CryptoPort = {
  verify: (publicKey, message, signature) => {
    try {
      return verify(null, message, publicKeyOf(publicKey), signature)
    } catch {
      return false
    }
  },
  seal: (key, plain, additional) => {
    const cipher = createCipheriv('aes-256-gcm', key, noNonce)
    cipher.setAAD(additional)
    const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    return new Uint8Array(sealed.buffer, sealed.byteOffset, sealed.length)
  },
  open: (key, sealed, additional) => {
    if (sealed.length < tagBytes) throw new RangeError('shorter than its tag')
    const decipher = createDecipheriv('aes-256-gcm', key, noNonce)
    decipher.setAAD(additional)
    decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()])
    return new Uint8Array(plain.buffer, plain.byteOffset, plain.length)
  },
  deriveKey: (secret, salt, purpose) => new Uint8Array(hkdfSync('sha256', secret, salt, purpose, 32)),
  random: (sizeBytes) => new Uint8Array(randomBytes(sizeBytes))
}

/** `seed`: the 32 bytes of an Ed25519 private key (RFC 8032, section 5.1.5). */
export function signerOf(seed: Uint8Array): Signer {
  const key = createPrivateKey({ key: Buffer.concat([privateHead, seed]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  const publicKey = spki.subarray(publicHead.length).toString('hex')
  return { publicKey, sign: (message) => new Uint8Array(sign(null, message, key)) }
}
