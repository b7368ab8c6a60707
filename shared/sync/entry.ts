/** Entries as bytes: FORMAT.md section 6. */
import { decode, decodeMulti, encode } from '@msgpack/msgpack'
import { z } from 'zod'
import type { Entry } from '../bridge/contract.ts'
import { maxChangeBytes } from './limits.ts'
import { assertShallow } from './msgpack-depth.ts'

const entryTuple = z
  .tuple([
    z.number().int().min(1),
    z.string().min(1).max(64),
    z.string().max(400),
    z.number().min(0).max(8.64e15),
    z.string().max(120),
    z.array(z.instanceof(Uint8Array).refine((bytes) => bytes.length <= maxChangeBytes)).max(100)
  ])
  .rest(z.unknown())

/** An entry holds a list of changes; what a newer version adds may nest a little more. */
const maxDepth = 8
const limits = { maxStrLength: 4096, maxBinLength: maxChangeBytes, maxArrayLength: 100, maxMapLength: 100, maxExtLength: 64 }

export function encodeEntry(entry: Entry): Uint8Array {
  return encode([entry.number, entry.editId, entry.author, entry.time, entry.record, entry.changes])
}

function fromTuple(device: string, value: unknown): Entry {
  const [number, editId, author, time, record, changes] = entryTuple.parse(value)
  return { device, number, editId, author, time, record, changes }
}

/** Throws when the bytes are no entry. */
export function decodeEntry(device: string, bytes: Uint8Array): Entry {
  return fromTuple(device, decode(bytes, limits))
}

/** Throws when one of them is no entry, or when there are more than `most`. */
export function decodeEntries(device: string, body: Uint8Array, most: number): Entry[] {
  assertShallow(body, maxDepth)
  const entries: Entry[] = []
  for (const value of decodeMulti(body, limits)) {
    if (entries.length >= most) throw new RangeError(`more than ${most} entries`)
    entries.push(fromTuple(device, value))
  }
  return entries
}
