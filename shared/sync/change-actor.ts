/**
 * The actor of a binary Automerge change, read without Automerge: https://automerge.org/automerge-binary-format-spec (chunk header, then
 * dependencies, then the actor). Guards: a laptop cannot write in another one's name.
 */
import { inflateSync } from 'fflate'
import { bytesToHex } from './bytes.ts'

const magic = [0x85, 0x6f, 0x4a, 0x83]
const changeChunk = 1
const compressedChunk = 2
const hashBytes = 32
const maxInflatedBytes = 64 * 1024 * 1024

/** Null where the bytes are no change. */
export function actorOfChange(bytes: Uint8Array): string | null {
  try {
    if (magic.some((byte, index) => bytes[index] !== byte)) return null
    const type = bytes[8]
    const length = readLeb(bytes, 9)
    const chunk = bytes.subarray(length.next, length.next + length.value)
    if (chunk.length !== length.value) return null
    if (type === changeChunk) return actorIn(chunk)
    if (type !== compressedChunk) return null
    const inflated = inflateSync(chunk)
    return inflated.length > maxInflatedBytes ? null : actorIn(inflated)
  } catch {
    return null
  }
}

function actorIn(contents: Uint8Array): string | null {
  const dependencies = readLeb(contents, 0)
  const length = readLeb(contents, dependencies.next + dependencies.value * hashBytes)
  const actor = contents.subarray(length.next, length.next + length.value)
  return actor.length === length.value && actor.length > 0 ? bytesToHex(actor) : null
}

/** LEB128, unsigned. */
function readLeb(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0
  for (let index = 0; index < 6; index += 1) {
    const byte = bytes[at + index]
    if (byte === undefined) throw new RangeError('ends in a number')
    value += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return { value, next: at + index + 1 }
  }
  throw new RangeError('a number too long')
}
