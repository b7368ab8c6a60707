/**
 * Attachments, sealed and opened: FORMAT.md section 11. Guards: a chunk opens only with the file's own key and only in its own place, and
 * nothing that a manifest promises takes memory before it was looked at.
 */
import { strFromU8, strToU8 } from 'fflate'
import { z } from 'zod'
import type { CryptoPort } from './crypto-port.ts'

export const chunkBytes = 1024 * 1024
export const maxChunks = 4096
export const maxAttachmentBytes = chunkBytes * maxChunks
/** Of AES-GCM: what a sealed chunk has more than the plain one. */
const tagBytes = 16
export const maxChunkFileBytes = chunkBytes + tagBytes
export const maxManifestFileBytes = 512 * 1024
export const contentKeyBytes = 32

/** SHA-256, or a content key. */
export const hex64 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().min(0)

const manifestSchema = z
  .looseObject({
    sizeBytes: count.max(maxAttachmentBytes),
    /** Of the whole plain file. */
    sha256: hex64,
    chunkBytes: count.min(1).max(chunkBytes),
    /** SHA-256 of each chunk's file. */
    chunks: z.array(hex64).max(maxChunks)
  })
  .refine(({ sizeBytes, chunkBytes: each, chunks }) => chunks.length === Math.ceil(sizeBytes / each))

export interface Manifest {
  readonly sizeBytes: number
  readonly sha256: string
  readonly chunkBytes: number
  readonly chunks: readonly string[]
}

/** What finds and opens an attachment: the manifest's SHA-256 and the content key, 64 hex digits each. */
export interface BlobKey {
  readonly blob: string
  readonly key: string
}

const nothing = new Uint8Array()
const chunkPurpose = 'cooperation-desk attachment chunk'
const manifestPurpose = 'cooperation-desk attachment manifest'

function saltOf(number: number): Uint8Array {
  const salt = new Uint8Array(4)
  new DataView(salt.buffer).setUint32(0, number, false)
  return salt
}

/** `number`: from 0. A content key seals one file only, since every chunk's nonce is zero. */
export function sealChunk(plain: Uint8Array, key: Uint8Array, number: number, crypto: CryptoPort): Uint8Array {
  return crypto.seal(crypto.deriveKey(key, saltOf(number), chunkPurpose), plain, nothing)
}

/** Throws where key, place or bytes are not the ones that were sealed. */
export function openChunk(sealed: Uint8Array, key: Uint8Array, number: number, crypto: CryptoPort): Uint8Array {
  return crypto.open(crypto.deriveKey(key, saltOf(number), chunkPurpose), sealed, nothing)
}

export function sealManifest(manifest: Manifest, key: Uint8Array, crypto: CryptoPort): Uint8Array {
  return crypto.seal(crypto.deriveKey(key, saltOf(0), manifestPurpose), strToU8(JSON.stringify(manifest)), nothing)
}

/** Null where the key is not the one it was sealed with, or it says what no manifest may say. */
export function openManifest(sealed: Uint8Array, key: Uint8Array, crypto: CryptoPort): Manifest | null {
  try {
    const text = strFromU8(crypto.open(crypto.deriveKey(key, saltOf(0), manifestPurpose), sealed, nothing))
    return manifestSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Bytes of the plain file that chunk `number` holds. */
export function plainBytesOf({ sizeBytes, chunkBytes: each }: Manifest, number: number): number {
  return Math.min(each, sizeBytes - number * each)
}

/** Bytes of the chunk's file. */
export const sealedBytesOf = (manifest: Manifest, number: number): number => plainBytesOf(manifest, number) + tagBytes
