/**
 * Runs cut into words for pdfmake. Left to itself it also cuts at hyphens, and its justification then opens a gap inside
 * "05/BC- HTQT"; so words are handed over uncuttable, unless they are wider than the line.
 */
import type { ContentText } from 'pdfmake/interfaces'
import type { Run } from '#shared/documents/model.ts'
import type { TextMeasure, TypeLook } from '../text-measure.ts'

const afterSpace = /(?<=[ \n])(?=[^ \n])/
const closingMarks = /^[.,;:!?…)\]”’»]+/

export function wordNodes(runs: readonly Run[], look: TypeLook, widthPt: number, measure: TextMeasure): ContentText[] {
  return withMarksJoined(runs).flatMap((run) => {
    const bold = look.bold === true || run.bold === true
    const italics = look.italic === true || run.italic === true
    return run.text.split(afterSpace).map((word): ContentText => {
      const isCuttable = word.includes('\n') || measure.widthPt(word, { sizePt: look.sizePt, bold, italic: italics }) > widthPt
      return { text: word, bold, italics, noWrap: !isCuttable }
    })
  })
}

/** A full stop after bold words is drawn with them: as a word of its own it would be pushed away from them when justified. */
function withMarksJoined(runs: readonly Run[]): Run[] {
  const joined: Run[] = []
  for (const run of runs) {
    const before = joined.at(-1)
    const marks = before !== undefined && /[^ \n]$/.test(before.text) ? (closingMarks.exec(run.text)?.[0] ?? '') : ''
    if (before !== undefined && marks !== '') joined[joined.length - 1] = { ...before, text: before.text + marks }
    if (run.text.length > marks.length) joined.push({ ...run, text: run.text.slice(marks.length) })
  }
  return joined
}
