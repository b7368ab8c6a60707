/**
 * Segments as bytes: FORMAT.md section 5. Guards the rule that nothing foreign is trusted: a segment that reads here has the right
 * hash, place and header; its place in the device's chain is checked by `checkChain`.
 */
import { strFromU8, strToU8 } from 'fflate'
import { z } from 'zod'
import type { Entry, Positions, QuarantineReason } from '../bridge/contract.ts'
import { concatBytes, hashOf } from './bytes.ts'
import { decodeEntries, encodeEntry } from './entry.ts'
import { maxHeaderBytes, maxSegmentBodyBytes, maxSegmentFileBytes } from './limits.ts'
import { deflateCodec, type SegmentCodec, segmentCodecs } from './segment-codec.ts'
import { type SegmentName, segmentPath } from './segment-name.ts'

const magic = [0x43, 0x44, 0x53, 0x47] // "CDSG"
export const segmentVersion = 1
const prefixBytes = 9

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))
const headerSchema = z.looseObject({
  office: hex(32),
  device: hex(32),
  sequence: z.number().int().min(1),
  previous: hex(64).nullable(),
  firstNumber: z.number().int().min(1),
  count: z.number().int().min(0),
  bodyBytes: z.number().int().min(0).max(maxSegmentBodyBytes),
  bodyHash: hex(64),
  codec: z.string().max(40),
  seen: z.record(hex(32), z.number().int().min(0))
})
export type SegmentHeader = z.infer<typeof headerSchema>

export interface Segment {
  readonly name: SegmentName
  readonly header: SegmentHeader
  /** SHA-256 of the whole file: the next segment's `previous`. */
  readonly fileHash: string
  readonly sizeBytes: number
}

export interface Fault {
  readonly reason: QuarantineReason
  readonly detail: string
}
export type Reading<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: Fault }
const bad = (reason: QuarantineReason, detail: string) => ({ ok: false, fault: { reason, detail } }) as const

export interface SegmentToWrite {
  readonly office: string
  readonly device: string
  readonly sequence: number
  readonly previous: string | null
  readonly firstNumber: number
  readonly entries: readonly Entry[]
  readonly seen: Positions
}

/** Builds a segment's file. The same input gives the same bytes. */
export function buildSegment(
  input: SegmentToWrite,
  codec: SegmentCodec = deflateCodec
): { path: string; bytes: Uint8Array; segment: Segment } {
  const plain = concatBytes(...input.entries.map(encodeEntry))
  const body = codec.seal(plain)
  const header: SegmentHeader = {
    office: input.office,
    device: input.device,
    sequence: input.sequence,
    previous: input.previous,
    firstNumber: input.firstNumber,
    count: input.entries.length,
    bodyBytes: plain.length,
    bodyHash: hashOf(body),
    codec: codec.name,
    seen: Object.fromEntries(Object.entries(input.seen).sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  const headerBytes = strToU8(JSON.stringify(header))
  const prefix = new Uint8Array(prefixBytes)
  prefix.set([...magic, segmentVersion])
  new DataView(prefix.buffer).setUint32(5, headerBytes.length, true)
  const bytes = concatBytes(prefix, headerBytes, body)
  const fileHash = hashOf(bytes)
  const name = { device: input.device, sequence: input.sequence, hash: fileHash.slice(0, 32) }
  return { path: segmentPath(name), bytes, segment: { name, header, fileHash, sizeBytes: bytes.length } }
}

/** Checks a file against its name and reads its header and entries. */
export function readSegment(
  name: SegmentName,
  bytes: Uint8Array,
  office: string
): Reading<{ segment: Segment; entries: Entry[] }> {
  if (bytes.length > maxSegmentFileBytes) return bad('too-large', `${bytes.length} bytes`)
  if (bytes.length < prefixBytes) return bad('truncated', `${bytes.length} bytes`)
  if (magic.some((byte, index) => bytes[index] !== byte)) {
    return bytes.every((byte) => byte === 0) ? bad('truncated', 'only zero bytes') : bad('altered', 'not a segment')
  }
  const fileHash = hashOf(bytes)
  if (fileHash.slice(0, 32) !== name.hash) return bad('altered', 'the contents do not match the name')
  // Nothing past the version is read before it is known: a newer program's whole file is never called damaged.
  if (bytes[4] !== segmentVersion) return bad('newer-version', `version ${bytes[4]}`)
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(5, true)
  if (headerLength > maxHeaderBytes || prefixBytes + headerLength > bytes.length) return bad('not-readable', 'header too long')
  const header = readHeader(bytes.subarray(prefixBytes, prefixBytes + headerLength))
  if (!header) return bad('not-readable', 'header')
  if (header.office !== office) return bad('other-office', header.office)
  if (header.device !== name.device || header.sequence !== name.sequence)
    return bad('wrong-place', `${header.device}/${header.sequence}`)
  const codec = segmentCodecs.find((known) => known.name === header.codec)
  if (!codec) return bad('newer-version', `codec ${header.codec}`)
  const sealed = bytes.subarray(prefixBytes + headerLength)
  if (hashOf(sealed) !== header.bodyHash) return bad('altered', 'body')
  try {
    const entries = decodeEntries(header.device, codec.open(sealed, header.bodyBytes), header.count)
    if (entries.length !== header.count)
      return bad('not-readable', `${entries.length} entries where ${header.count} were promised`)
    if (entries.some((entry, index) => entry.number !== header.firstNumber + index)) return bad('not-readable', 'entry numbers')
    return { ok: true, value: { segment: { name, header, fileHash, sizeBytes: bytes.length }, entries } }
  } catch (error) {
    return bad('not-readable', error instanceof Error ? error.message.slice(0, 200) : 'body')
  }
}

function readHeader(bytes: Uint8Array): SegmentHeader | null {
  try {
    const parsed = headerSchema.safeParse(JSON.parse(strFromU8(bytes)))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export type ChainState = 'fits' | 'waits' | 'broken'

/** Whether a segment follows what is held of its device. `waits`: its forerunner has not arrived. */
export function checkChain(held: Segment | undefined, next: Segment): ChainState {
  const expected = (held?.header.sequence ?? 0) + 1
  if (next.header.sequence > expected) return 'waits'
  if (next.header.sequence < expected) return 'broken'
  if (next.header.previous !== (held?.fileHash ?? null)) return 'broken'
  const firstNumber = held ? held.header.firstNumber + held.header.count : 1
  return next.header.firstNumber === firstNumber ? 'fits' : 'broken'
}
