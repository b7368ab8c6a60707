/**
 * Widths from a TrueType file, so that a rule can be drawn as long as its text and a row's height be known before it is set.
 * Reads only `head`, `hhea`, `hmtx` and the Unicode `cmap` of format 4: our four files are pinned, and none goes beyond that.
 */
export interface FontMetrics {
  /** Line height of single spacing as a share of the type size, line gap included, as Word counts it. */
  readonly lineHeight: number
  /** The same without the line gap, as pdfmake counts it. */
  readonly lineHeightWithoutGap: number
  /** Advance widths as shares of the type size. A code point without an entry has no glyph. */
  readonly advances: ReadonlyMap<number, number>
}

/** @throws RangeError or Error when the bytes are not such a font. */
export function readFontMetrics(bytes: Uint8Array): FontMetrics {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tables = tableOffsets(view)
  const at = (tag: string): number => {
    const offset = tables.get(tag)
    if (offset === undefined) throw new Error(`font has no ${tag} table`)
    return offset
  }
  const unitsPerEm = view.getUint16(at('head') + 18)
  const hhea = at('hhea')
  const height = view.getInt16(hhea + 4) - view.getInt16(hhea + 6)
  const lastLongMetric = view.getUint16(hhea + 34) - 1
  const hmtx = at('hmtx')
  const advances = new Map<number, number>()
  for (const [codePoint, glyph] of glyphsByCodePoint(view, at('cmap'))) {
    advances.set(codePoint, view.getUint16(hmtx + Math.min(glyph, lastLongMetric) * 4) / unitsPerEm)
  }
  return {
    lineHeight: (height + view.getInt16(hhea + 8)) / unitsPerEm,
    lineHeightWithoutGap: height / unitsPerEm,
    advances
  }
}

function tableOffsets(view: DataView): Map<string, number> {
  const offsets = new Map<string, number>()
  const count = view.getUint16(4)
  for (let index = 0; index < count; index++) {
    const record = 12 + index * 16
    const tag = [0, 1, 2, 3].map((byte) => String.fromCharCode(view.getUint8(record + byte))).join('')
    offsets.set(tag, view.getUint32(record + 8))
  }
  return offsets
}

function* glyphsByCodePoint(view: DataView, cmap: number): Generator<[number, number]> {
  const table = unicodeTable(view, cmap)
  const doubleCount = view.getUint16(table + 6)
  const ends = table + 14
  const starts = ends + doubleCount + 2
  const deltas = starts + doubleCount
  const ranges = deltas + doubleCount
  for (let segment = 0; segment < doubleCount; segment += 2) {
    const start = view.getUint16(starts + segment)
    const end = view.getUint16(ends + segment)
    const delta = view.getUint16(deltas + segment)
    const range = view.getUint16(ranges + segment)
    for (let codePoint = start; codePoint <= end && codePoint !== 0xffff; codePoint++) {
      // The specification's "obscure indexing trick": the offset counts from its own place in the table.
      const listed = range === 0 ? codePoint : view.getUint16(ranges + segment + range + (codePoint - start) * 2)
      const glyph = listed === 0 ? 0 : (listed + delta) & 0xffff
      if (glyph !== 0) yield [codePoint, glyph]
    }
  }
}

function unicodeTable(view: DataView, cmap: number): number {
  const count = view.getUint16(cmap + 2)
  for (let index = 0; index < count; index++) {
    const record = cmap + 4 + index * 8
    const table = cmap + view.getUint32(record + 4)
    const isWindowsUnicode = view.getUint16(record) === 3 && view.getUint16(record + 2) === 1
    if (isWindowsUnicode && view.getUint16(table) === 4) return table
  }
  throw new Error('font has no Unicode cmap of format 4')
}
