/** How wide and how high a text will be. Kerning is left out: it changes a line by less than one part in a hundred. */
import { readFile } from 'node:fs/promises'
import type { Run } from '#shared/documents/model.ts'
import { type FontMetrics, readFontMetrics } from './font-metrics.ts'
import { type FontFace, fontFiles } from './fonts.ts'

export interface TypeLook {
  readonly sizePt: number
  readonly bold?: boolean
  readonly italic?: boolean
}

export interface TextMeasure {
  /** Of the widest line, when the text has line ends. */
  widthPt(text: string, look: TypeLook): number
  /** Height of the text wrapped into `widthPt`, at single spacing. */
  heightPt(runs: readonly Run[], look: TypeLook, widthPt: number): number
  /** True when the embedded fonts have a glyph for it. */
  canShow(codePoint: number): boolean
  /** Single line height of Word over that of pdfmake. */
  readonly lineGapFactor: number
}

export async function createTextMeasure(): Promise<TextMeasure> {
  const [regular, bold, italic, boldItalic] = await Promise.all([
    readFace('regular'),
    readFace('bold'),
    readFace('italic'),
    readFace('boldItalic')
  ])
  const metricsOf = (look: TypeLook): FontMetrics =>
    look.bold ? (look.italic ? boldItalic : bold) : look.italic ? italic : regular

  function lineWidthPt(line: string, look: TypeLook): number {
    const { advances } = metricsOf(look)
    let ems = 0
    // A character that another font will have to show is at most one em wide.
    for (const character of line) ems += advances.get(character.codePointAt(0) ?? 0) ?? 1
    return ems * look.sizePt
  }

  return {
    widthPt: (text, look) => Math.max(...text.split('\n').map((line) => lineWidthPt(line, look))),
    heightPt(runs, look, widthPt) {
      const text = runs.map((run) => run.text).join('')
      // One bold run makes all of it bold: an upper bound, since heights only decide what may be kept on one page.
      const widest = { ...look, bold: look.bold === true || runs.some((run) => run.bold === true) }
      const lines = text
        .split('\n')
        .reduce((sum, line) => sum + wrappedLines(line, widthPt, (part) => lineWidthPt(part, widest)), 0)
      return lines * look.sizePt * regular.lineHeight
    },
    canShow: (codePoint) => regular.advances.has(codePoint),
    lineGapFactor: regular.lineHeight / regular.lineHeightWithoutGap
  }
}

async function readFace(face: FontFace): Promise<FontMetrics> {
  return readFontMetrics(await readFile(fontFiles[face]))
}

function wrappedLines(line: string, widthPt: number, measure: (part: string) => number): number {
  let lines = 1
  let filledPt = 0
  for (const word of line.split(/(?<=[\s-])/)) {
    const wordPt = measure(word)
    if (filledPt > 0 && filledPt + wordPt > widthPt) {
      lines += 1
      filledPt = 0
    }
    // A word longer than the line is broken inside.
    lines += Math.max(0, Math.ceil(wordPt / widthPt) - 1)
    filledPt += wordPt > widthPt ? wordPt % widthPt : wordPt
  }
  return lines
}
