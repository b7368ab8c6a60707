/**
 * The actor of a binary Automerge change, read without Automerge: https://automerge.org/automerge-binary-format-spec (chunk header, then
 * dependencies, then the actor). Guards: a laptop cannot write in another one's name, and a change that is huge when unpacked costs no more
 * than its first lines.
 */
import { Inflate } from 'fflate'
import { bytesToHex } from './bytes.ts'

const magic = [0x85, 0x6f, 0x4a, 0x83]
const changeChunk = 1
const compressedChunk = 2
const hashBytes = 32
/** What is looked through for an actor, at the most: as many dependencies as a large record has changes. */
const mostBefore = 512 * 1024
const sliceBytes = 256

/** Empty where a change hides it: whose it is nobody knows, and its writer's own it is not. Null where the bytes are no change. */
export function actorOfChange(bytes: Uint8Array): string | null {
  if (magic.some((byte, index) => bytes[index] !== byte)) return null
  return readActor(bytes) ?? ''
}

function readActor(bytes: Uint8Array): string | null {
  try {
    const type = bytes[8]
    const length = readLeb(bytes, 9)
    const chunk = bytes.subarray(length.next, length.next + length.value)
    if (chunk.length !== length.value) return null
    if (type === changeChunk) return actorIn(chunk)
    return type === compressedChunk ? actorInPacked(chunk) : null
  } catch {
    return null
  }
}

/** Unpacked slice by slice, and no further than the actor. */
function actorInPacked(chunk: Uint8Array): string | null {
  let unpacked = new Uint8Array(4096)
  let length = 0
  const inflate = new Inflate((part) => {
    const taken = part.subarray(0, mostBefore - length)
    if (length + taken.length > unpacked.length) {
      const larger = new Uint8Array(2 * (length + taken.length))
      larger.set(unpacked)
      unpacked = larger
    }
    unpacked.set(taken, length)
    length += taken.length
  })
  for (let at = 0; at < chunk.length && length < mostBefore; at += sliceBytes) {
    inflate.push(chunk.subarray(at, at + sliceBytes), at + sliceBytes >= chunk.length)
    const actor = tryActor(unpacked.subarray(0, length))
    if (actor !== null) return actor
  }
  return null
}

function tryActor(contents: Uint8Array): string | null {
  try {
    return actorIn(contents)
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
