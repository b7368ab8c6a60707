/** Automerge's binary changes taken apart and put together again with a right check sum, as a changed program might. */
import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

const magic = [0x85, 0x6f, 0x4a, 0x83]

function leb(value: number): number[] {
  const bytes: number[] = []
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left]
    bytes.push((left % 128) | 0x80)
  }
}

/** What stands in a change behind its head: dependencies, actor, operations. */
export function contentsOfChange(change: Uint8Array): Uint8Array {
  let at = 9
  while ((change[at] ?? 0) >= 0x80) at += 1
  const body = change.subarray(at + 1)
  return change[8] === 2 ? new Uint8Array(inflateRawSync(body)) : body
}

/** `compressed`: as Automerge packs large ones. */
export function changeOfContents(contents: Uint8Array, compressed = false): Uint8Array {
  const sum = createHash('sha256')
    .update(Uint8Array.from([1, ...leb(contents.length)]))
    .update(contents)
    .digest()
    .subarray(0, 4)
  const body = compressed ? deflateRawSync(contents) : contents
  return new Uint8Array(
    Buffer.concat([Uint8Array.from(magic), sum, Uint8Array.from([compressed ? 2 : 1, ...leb(body.length)]), body])
  )
}
