/**
 * The envelope of every file that a laptop signs: FORMAT.md section 3. Guards: what reads here was written by the holder of the key that
 * the header names, for the laptop in whose folder it lies, and not a byte of it was changed since.
 *
 *     magic 4 · version 1 · header length u32 LE · header JSON · body · Ed25519 signature 64
 */
import { strFromU8, strToU8 } from 'fflate'
import type { z } from 'zod'
import type { QuarantineReason } from '../bridge/contract.ts'
import { concatBytes, equalBytes, hashOf } from './bytes.ts'
import type { CryptoPort, Signer } from './crypto-port.ts'
import { maxHeaderBytes } from './limits.ts'

export interface Fault {
  readonly reason: QuarantineReason
  readonly detail: string
}
export type Reading<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: Fault }
export const bad = (reason: QuarantineReason, detail: string) => ({ ok: false, fault: { reason, detail } }) as const

export const prefixBytes = 9
const signatureBytes = 64

/** Segment, roster statement, request to join, pack, part of a checkpoint. */
export type Magic = 'CDSG' | 'CDRO' | 'CDJO' | 'CDPK' | 'CDCP'

interface SignedHeader {
  readonly office: string
  readonly device: string
  readonly signer: string
}

/** A laptop's number is the print of its signing key: a folder's name says whose signature its files must carry. */
export const deviceOfKey = (publicKey: string): string => hashOf(strToU8(`cooperation-desk device ${publicKey}`)).slice(0, 32)

/** The bytes before the body: what the body's encryption is bound to. */
export function filePrefix(magic: Magic, version: number, header: object): Uint8Array {
  const headerBytes = strToU8(JSON.stringify(header))
  if (headerBytes.length > maxHeaderBytes) throw new RangeError(`a header of ${headerBytes.length} bytes`)
  const prefix = new Uint8Array(prefixBytes)
  prefix.set([...strToU8(magic), version])
  new DataView(prefix.buffer).setUint32(5, headerBytes.length, true)
  return concatBytes(prefix, headerBytes)
}

export function signFile(prefix: Uint8Array, body: Uint8Array, signer: Signer): Uint8Array {
  const unsigned = concatBytes(prefix, body)
  return concatBytes(unsigned, signer.sign(signedText(unsigned)))
}

/** The hash and not the file is signed, under a sentence that no other use of the key can produce. */
const signedText = (unsigned: Uint8Array): Uint8Array => strToU8(`cooperation-desk file ${hashOf(unsigned)}`)

export interface FileParts<Header> {
  readonly header: Header
  /** Magic, version, length and header as they lie in the file. */
  readonly prefix: Uint8Array
  readonly body: Uint8Array
}

/** Reads magic, version and header; `signed` files end with a signature, which is not looked at here. */
export function splitFile<Header>(
  bytes: Uint8Array,
  magic: Magic,
  version: number,
  schema: z.ZodType<Header>,
  signed: boolean
): Reading<FileParts<Header>> {
  const tail = signed ? signatureBytes : 0
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(5, true)
  if (bytes[4] !== version) return bad('newer-version', `version ${bytes[4]}`)
  const bodyAt = prefixBytes + headerLength
  if (headerLength > maxHeaderBytes || bodyAt + tail > bytes.length) return bad('not-readable', 'header too long')
  const header = readHeader(bytes.subarray(prefixBytes, bodyAt), schema)
  if (!header) return bad('not-readable', `header of ${magic}`)
  return {
    ok: true,
    value: { header, prefix: bytes.subarray(0, bodyAt), body: bytes.subarray(bodyAt, bytes.length - tail) }
  }
}

/** What is looked at before anything else: size, magic, and the hash in the name. Answers the whole file's SHA-256. */
export function checkOuter(bytes: Uint8Array, magic: Magic, nameHash: string, maxBytes: number): Reading<string> {
  if (bytes.length > maxBytes) return bad('too-large', `${bytes.length} bytes`)
  if (bytes.length < prefixBytes) return bad('truncated', `${bytes.length} bytes`)
  if (strToU8(magic).some((byte, index) => bytes[index] !== byte)) {
    return bytes.every((byte) => byte === 0) ? bad('truncated', 'only zero bytes') : bad('altered', `not a ${magic} file`)
  }
  const fileHash = hashOf(bytes)
  return fileHash.slice(0, 32) === nameHash ? { ok: true, value: fileHash } : bad('altered', 'the contents do not match the name')
}

/** Office, folder and signature: who wrote it, and that it is meant to lie here. */
export function checkOrigin(
  bytes: Uint8Array,
  header: SignedHeader,
  place: { readonly office: string; readonly device: string },
  crypto: CryptoPort
): Fault | null {
  if (header.office !== place.office) return { reason: 'other-office', detail: header.office }
  if (header.device !== place.device) return { reason: 'wrong-place', detail: header.device }
  if (deviceOfKey(header.signer) !== header.device) return { reason: 'bad-signature', detail: 'the key is not this laptop’s' }
  const unsigned = bytes.subarray(0, bytes.length - signatureBytes)
  const signature = bytes.subarray(bytes.length - signatureBytes)
  return crypto.verify(header.signer, signedText(unsigned), signature) ? null : { reason: 'bad-signature', detail: '' }
}

/** Written one way only: a second form of the same header (a key twice, other spaces) is refused rather than understood. */
function readHeader<Header>(bytes: Uint8Array, schema: z.ZodType<Header>): Header | null {
  try {
    const text = strFromU8(bytes)
    const value: unknown = JSON.parse(text)
    const parsed = schema.safeParse(value)
    return parsed.success && JSON.stringify(value) === text && equalBytes(strToU8(text), bytes) ? parsed.data : null
  } catch {
    return null
  }
}
