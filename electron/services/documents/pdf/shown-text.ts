/**
 * The embedded fonts know Latin, Greek, Cyrillic and Hebrew. All other characters would share one glyph, and the file's own text would
 * then call each of them by the first one's name; a printed box says honestly that something stood here.
 */
import { cleanText } from '../clean-text.ts'
import type { TextMeasure } from '../text-measure.ts'

export const missingMark = '□'
const ignorable = /^\p{Default_Ignorable_Code_Point}$/u
const characters = new Intl.Segmenter('vi', { granularity: 'grapheme' })

export function shownText(text: string, measure: TextMeasure): string {
  return segments(text, measure)
    .map(({ shown }) => shown)
    .join('')
}

/** The characters of a text that a PDF of it will show as a box, once each. */
export function missingCharacters(text: string, measure: TextMeasure): string[] {
  return [
    ...new Set(segments(text, measure).flatMap(({ given, shown }) => (shown === missingMark && given !== shown ? [given] : [])))
  ]
}

function segments(text: string, measure: TextMeasure): { readonly given: string; readonly shown: string }[] {
  const clean = cleanText(text)
  const canShow = (character: string): boolean => character === '\n' || measure.canShow(character.codePointAt(0) ?? 0)
  if ([...clean].every(canShow)) return [{ given: clean, shown: clean }]
  return Array.from(characters.segment(clean), ({ segment }) => {
    const visible = [...segment].filter((character) => canShow(character) || !ignorable.test(character))
    return { given: segment, shown: visible.every(canShow) ? visible.join('') : missingMark }
  })
}
