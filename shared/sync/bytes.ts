/** Byte strings as hex text and the one hash we use. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'

export { bytesToHex, concatBytes, hexToBytes }

/** SHA-256 as 64 hex digits. */
/** Whether bytes have the hash whose first digits stand in a file's name. */
export const isNamedBy = (bytes: Uint8Array, hash: string): boolean => hashOf(bytes).startsWith(hash)

export function hashOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes))
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
