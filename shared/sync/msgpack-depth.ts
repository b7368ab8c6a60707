/**
 * Guards against a body that is small as bytes and huge as objects: walks MessagePack's headers without building anything, and throws
 * where values nest deeper than an entry ever does. Sizes follow the MessagePack specification's format table.
 */
const fixedBytes: Readonly<Record<number, number>> = {
  192: 1,
  194: 1,
  195: 1,
  202: 5,
  203: 9,
  204: 2,
  205: 3,
  206: 5,
  207: 9,
  208: 2,
  209: 3,
  210: 5,
  211: 9,
  212: 3,
  213: 4,
  214: 6,
  215: 10,
  216: 18
}
/** First byte to [bytes of the length field, bytes besides it and the payload]. */
const sizedBytes: Readonly<Record<number, readonly [length: 1 | 2 | 4, extra: number]>> = {
  196: [1, 0],
  197: [2, 0],
  198: [4, 0],
  199: [1, 1],
  200: [2, 1],
  201: [4, 1],
  217: [1, 0],
  218: [2, 0],
  219: [4, 0]
}

/** Throws a `RangeError` where values nest deeper than `maxDepth` or the bytes are no MessagePack. */
export function assertShallow(bytes: Uint8Array, maxDepth: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const left: number[] = []
  const lengthAt = (at: number, size: 1 | 2 | 4) =>
    size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at) : view.getUint32(at)
  let at = 0
  while (at < bytes.length) {
    const first = view.getUint8(at)
    let inside = 0
    if (first <= 0x7f || first >= 0xe0) at += 1
    else if (first <= 0x8f) [inside, at] = [(first & 0x0f) * 2, at + 1]
    else if (first <= 0x9f) [inside, at] = [first & 0x0f, at + 1]
    else if (first <= 0xbf) at += 1 + (first & 0x1f)
    else if (first === 0xdc || first === 0xdd)
      [inside, at] = [lengthAt(at + 1, first === 0xdc ? 2 : 4), at + (first === 0xdc ? 3 : 5)]
    else if (first === 0xde || first === 0xdf)
      [inside, at] = [lengthAt(at + 1, first === 0xde ? 2 : 4) * 2, at + (first === 0xde ? 3 : 5)]
    else at += bytesOf(first, (size) => lengthAt(at + 1, size))
    if (left.length > 0) left[left.length - 1] = (left.at(-1) ?? 1) - 1
    if (inside > 0) left.push(inside)
    if (left.length > maxDepth) throw new RangeError(`values nest deeper than ${maxDepth}`)
    while (left.length > 0 && left.at(-1) === 0) left.pop()
  }
}

function bytesOf(first: number, length: (size: 1 | 2 | 4) => number): number {
  const fixed = fixedBytes[first]
  if (fixed !== undefined) return fixed
  const sized = sizedBytes[first]
  if (!sized) throw new RangeError(`no MessagePack value begins with ${first}`)
  return 1 + sized[0] + sized[1] + length(sized[0])
}
