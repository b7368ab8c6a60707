/**
 * What a segment's body passes on its way into and out of a file: compressed, and in a sealed office encrypted after that under a key
 * of its own, with everything before the body as additional data: FORMAT.md section 5.
 */
import { unzlibSync, zlibSync } from 'fflate'
import { hexToBytes } from './bytes.ts'
import type { CryptoPort } from './crypto-port.ts'

export interface SegmentCodec {
  readonly name: string
  readonly seal: (body: Uint8Array) => Uint8Array
  /** Throws when the bytes do not open or do not have the length the header promised. */
  readonly open: (sealed: Uint8Array, bodyBytes: number) => Uint8Array
}

/** Deflate's own limit: a promise beyond it is a lie, and no memory is taken for it. */
const mostUnpackedPerByte = 1032

export const deflateCodec: SegmentCodec = {
  name: 'deflate',
  seal: (body) => zlibSync(body, { level: 6 }),
  open: (sealed, bodyBytes) => {
    if (bodyBytes > sealed.length * mostUnpackedPerByte) throw new RangeError(`${sealed.length} bytes cannot hold ${bodyBytes}`)
    // A fixed buffer, so that a body cannot take more memory than promised; one byte longer, because fflate drops in silence what does
    // not fit, and a body that goes on must be noticed.
    const body = unzlibSync(sealed, { out: new Uint8Array(bodyBytes + 1) })
    if (body.length !== bodyBytes) throw new RangeError(`body of ${body.length} bytes where ${bodyBytes} were promised`)
    return body
  }
}

export const sealedCodec = 'deflate+aes-256-gcm'
const bodyPurpose = 'cooperation-desk segment body'

/** `bound`: the bytes that the sealed ones belong to, under nothing else they open. */
export function sealBody(
  plain: Uint8Array,
  key: Uint8Array,
  salt: Uint8Array,
  bound: Uint8Array,
  crypto: CryptoPort,
  purpose = bodyPurpose
): Uint8Array {
  return crypto.seal(crypto.deriveKey(key, salt, purpose), deflateCodec.seal(plain), bound)
}

/** Throws where the key or a single byte of `bound` or body is not the one that was sealed. */
export function openSealedBody(
  body: Uint8Array,
  bodyBytes: number,
  key: Uint8Array,
  salt: string,
  bound: Uint8Array,
  crypto: CryptoPort,
  purpose = bodyPurpose
): Uint8Array {
  return deflateCodec.open(crypto.open(crypto.deriveKey(key, hexToBytes(salt), purpose), body, bound), bodyBytes)
}
