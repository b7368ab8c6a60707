/** Segments as an honest laptop writes them, and as a dishonest one might: the name always fits the bytes. */
import { strToU8, zlibSync } from 'fflate'
import type { Entry } from '#shared/bridge/contract.ts'
import { concatBytes, hashOf } from '#shared/sync/bytes.ts'
import { encodeEntry } from '#shared/sync/entry.ts'
import { buildSegment, type SegmentHeader, type SegmentToWrite } from '#shared/sync/segment.ts'
import { parseSegmentPath, type SegmentName } from '#shared/sync/segment-name.ts'

export const office = 'f0'.repeat(16)
export const device = '1a'.repeat(16)
export const otherDevice = '2b'.repeat(16)

export const entry = (number: number, part: Partial<Entry> = {}): Entry => ({
  device,
  number,
  editId: `edit-${number}`,
  author: 'Nguyễn Thị Lan',
  time: Date.UTC(2026, 10, 23, 9, number),
  record: 'delegation.x',
  changes: [new Uint8Array([1, 2, 3, number % 256])],
  ...part
})

export const toWrite = (part: Partial<SegmentToWrite> = {}): SegmentToWrite => ({
  office,
  device,
  sequence: 1,
  previous: null,
  firstNumber: 1,
  entries: [entry(1), entry(2)],
  seen: {},
  ...part
})

/** The name that a file's place and contents give it. */
export const nameFor = (bytes: Uint8Array, place: Partial<SegmentName> = {}): SegmentName => ({
  device,
  sequence: 1,
  hash: hashOf(bytes).slice(0, 32),
  ...place
})

/** A file whose header and body say what they are told to; everything not told is as it should be. */
export function forged(header: Partial<Record<keyof SegmentHeader | 'extra', unknown>>, body?: Uint8Array) {
  const plain = concatBytes(encodeEntry(entry(1)), encodeEntry(entry(2)))
  const sealed = body ?? zlibSync(plain)
  const honest = { ...buildSegment(toWrite()).segment.header, bodyBytes: plain.length, bodyHash: hashOf(sealed) }
  const bytes = fileOf(strToU8(JSON.stringify({ ...honest, ...header })), sealed)
  return { name: nameFor(bytes), bytes }
}

/** `headerLength` may lie. */
export function fileOf(header: Uint8Array, body: Uint8Array, headerLength = header.length): Uint8Array {
  const prefix = new Uint8Array([0x43, 0x44, 0x53, 0x47, 1, 0, 0, 0, 0])
  new DataView(prefix.buffer).setUint32(5, headerLength, true)
  return concatBytes(prefix, header, body)
}

export function nameOf(path: string): SegmentName {
  const name = parseSegmentPath(path)
  if (!name) throw new Error(`not a segment's path: ${path}`)
  return name
}
