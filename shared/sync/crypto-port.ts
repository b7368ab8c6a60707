/**
 * The cryptography that the format needs, as a narrow door: `shared` names what is used and does none of it itself. All calls are
 * synchronous. Keys are raw bytes, public keys lower-case hex.
 */
export interface CryptoPort {
  /** Ed25519 (RFC 8032). False for anything that is not a good signature of exactly these bytes; never throws. */
  readonly verify: (publicKey: string, message: Uint8Array, signature: Uint8Array) => boolean
  /** AES-256-GCM (NIST SP 800-38D) with a nonce of zeros: each key seals one thing only, see `deriveKey`. Ciphertext and tag. */
  readonly seal: (key: Uint8Array, plain: Uint8Array, additional: Uint8Array) => Uint8Array
  /** Throws where key, bytes or additional data are not the ones that were sealed. */
  readonly open: (key: Uint8Array, sealed: Uint8Array, additional: Uint8Array) => Uint8Array
  /** HKDF-SHA-256 (RFC 5869): 32 bytes for one salt and one purpose. */
  readonly deriveKey: (secret: Uint8Array, salt: Uint8Array, purpose: string) => Uint8Array
  readonly random: (sizeBytes: number) => Uint8Array
}

/** A key that can sign; the private half never leaves whoever made it. */
export interface Signer {
  /** 64 hex digits. */
  readonly publicKey: string
  /** Ed25519: 64 bytes. */
  readonly sign: (message: Uint8Array) => Uint8Array
}

/** A data key of the office: FORMAT.md section 4. */
export interface EpochKey {
  /** 16 hex digits, random: what a segment's header names. */
  readonly id: string
  /** 1, 2, 3 …: a revocation makes the next. */
  readonly number: number
  /** 32 bytes. */
  readonly key: Uint8Array
}
