/** The straight strokes of a PDF's pages, read from its content streams; enough for files whose streams are deflated. */
import { inflateSync } from 'node:zlib'

export interface Stroke {
  readonly lengthPt: number
  readonly isLevel: boolean
}

export function strokesOf(pdf: Uint8Array): Stroke[] {
  return contentStreams(Buffer.from(pdf)).flatMap((content) =>
    [...content.matchAll(/([\d.-]+) ([\d.-]+) m\n([\d.-]+) ([\d.-]+) l\n(?:[^\n]+\n){0,3}?S\n/g)].map((match) => {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = match.slice(1).map(Number)
      return { lengthPt: Math.hypot(x2 - x1, y2 - y1), isLevel: y1 === y2 }
    })
  )
}

function contentStreams(pdf: Buffer): string[] {
  const contents: string[] = []
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    const end = pdf.indexOf('endstream', at)
    try {
      contents.push(inflateSync(pdf.subarray(at + 'stream\n'.length, end)).toString('latin1'))
    } catch {
      // Not deflated: a font or the like.
    }
  }
  return contents
}
