/** What a layout rule of Decree 30/2020/NĐ-CP is, and the small questions that rules ask of a paragraph. */
import type { TextMeasure } from '../text-measure.ts'
import { type Elements, isAllBold, isUpper } from './find-elements.ts'
import type { LaidDocument, LaidParagraph } from './read-layout.ts'

/** `not-applicable`: the file has no such element, and need not have one. */
export type Finding = { readonly state: 'pass' | 'not-applicable' } | { readonly state: 'fail'; readonly why: string }

export interface Checked {
  readonly layout: LaidDocument
  readonly elements: Elements
  readonly measure: TextMeasure
  /** It has none of boxes 1 to 4: a working paper or an annex, for which only page and body are laid down. */
  readonly isWorkingPaper: boolean
}

export interface Rule {
  readonly id: string
  /** Section and item of Appendix I. */
  readonly source: string
  readonly asks: string
  readonly check: (checked: Checked) => Finding
}

export const pass: Finding = { state: 'pass' }
export const none: Finding = { state: 'not-applicable' }
export const fail = (why: string): Finding => ({ state: 'fail', why })
export const when = (isRight: boolean, why: string): Finding => (isRight ? pass : fail(why))

export const mm = (value: number): string => `${Math.round(value * 10) / 10} mm`
export const pt = (value: number): string => `${Math.round(value * 10) / 10} pt`
export const quoted = (paragraph: LaidParagraph): string => `“${paragraph.text.trim().slice(0, 60)}”`
/** A twip and a little: Word rounds lengths. */
export const isBetween = (value: number, low: number, high: number, slack = 0.06): boolean =>
  value >= low - slack && value <= high + slack

/** Sizes of every letter that is not a space. */
export const sizesOf = ({ runs }: LaidParagraph): number[] =>
  runs.filter((run) => run.text.trim() !== '').map((run) => run.sizePt)
export const hasSize = (paragraph: LaidParagraph, low: number, high: number): boolean =>
  sizesOf(paragraph).every((size) => isBetween(size, low, high))
export const isUpright = ({ runs }: LaidParagraph): boolean => runs.every((run) => !run.italic || run.text.trim() === '')
export const isItalic = ({ runs }: LaidParagraph): boolean => runs.every((run) => run.italic || run.text.trim() === '')
export const isPlain = (paragraph: LaidParagraph): boolean =>
  isUpright(paragraph) && paragraph.runs.every((run) => !run.bold || run.text.trim() === '')

export function textPt(paragraph: LaidParagraph, measure: TextMeasure): number {
  return paragraph.runs.reduce(
    (sum, run) => sum + measure.widthPt(run.text, { sizePt: run.sizePt, bold: run.bold, italic: run.italic }),
    0
  )
}

export interface Look {
  readonly low: number
  readonly high: number
  readonly upper?: boolean
  readonly bold?: boolean
  readonly italic?: boolean
  readonly centred?: boolean
}
/** Null where the paragraph looks as it should. */
export function whyNotLike(paragraph: LaidParagraph, look: Look): string | null {
  if (!hasSize(paragraph, look.low, look.high))
    return `${quoted(paragraph)} is ${sizesOf(paragraph).map(pt).join(', ')}, not ${look.low}–${look.high} pt`
  if (look.upper !== undefined && isUpper(paragraph.text.trim()) !== look.upper)
    return `${quoted(paragraph)} should be in ${look.upper ? 'capitals' : 'small letters'}`
  if (
    look.bold !== undefined &&
    (look.bold ? !isAllBold(paragraph) : paragraph.runs.some((run) => run.bold && run.text.trim() !== ''))
  )
    return `${quoted(paragraph)} should ${look.bold ? '' : 'not '}be bold`
  if (look.italic !== undefined && !(look.italic ? isItalic(paragraph) : isUpright(paragraph)))
    return `${quoted(paragraph)} should ${look.italic ? '' : 'not '}be italic`
  if (look.centred && paragraph.align !== 'centre') return `${quoted(paragraph)} should be centred`
  return null
}
export function like(paragraphs: readonly LaidParagraph[], look: Look): Finding {
  const why = paragraphs.map((one) => whyNotLike(one, look)).find((one) => one !== null)
  return why ? fail(why) : pass
}

/** A box that an official paper must have. */
export const ofHead =
  (
    get: (elements: Elements) => readonly LaidParagraph[],
    missing: string,
    check: (found: readonly LaidParagraph[], checked: Checked) => Finding
  ) =>
  (checked: Checked): Finding => {
    if (checked.isWorkingPaper) return none
    const found = get(checked.elements)
    return found.length === 0 ? fail(missing) : check(found, checked)
  }
/** One that it may have. */
export const ifThere =
  (
    get: (elements: Elements) => readonly LaidParagraph[],
    check: (found: readonly LaidParagraph[], checked: Checked) => Finding
  ) =>
  (checked: Checked): Finding => {
    const found = get(checked.elements)
    return found.length === 0 ? none : check(found, checked)
  }
export const one = (paragraph: LaidParagraph | null): LaidParagraph[] => (paragraph ? [paragraph] : [])

/** A rule drawn below a line, of a share of its text's length. */
export function ruleBelow(paragraph: LaidParagraph, { elements, measure }: Checked, low: number, high: number): Finding {
  const [length] = elements.rulesBelow(paragraph)
  if (paragraph.runs.some((run) => run.underlined))
    return fail(`${quoted(paragraph)} is underlined; the rule is drawn as a line of its own`)
  if (length === undefined) return fail(`no rule is drawn below ${quoted(paragraph)}`)
  const text = Math.min(textPt(paragraph, measure), paragraph.widthPt)
  const share = length / text
  return when(
    share >= low && share <= high,
    `the rule below ${quoted(paragraph)} is ${Math.round(share * 100)} % of its text, not ${Math.round(low * 100)}–${Math.round(high * 100)} %`
  )
}

/** Running text: neither heading nor table nor item nor a line set in the middle. */
export const runningText = ({ body }: Elements): LaidParagraph[] =>
  body.filter(
    (paragraph) =>
      !isAllBold(paragraph) && !paragraph.isListItem && paragraph.align !== 'centre' && !/^[-–+•]/.test(paragraph.text.trim())
  )

export const each = (
  paragraphs: readonly LaidParagraph[],
  isRight: (paragraph: LaidParagraph) => boolean,
  why: (paragraph: LaidParagraph) => string
): Finding => {
  const wrong = paragraphs.find((paragraph) => !isRight(paragraph))
  return wrong ? fail(why(wrong)) : pass
}

export const black = new Set(['auto', '000000', '000', 'windowtext'])
export const titles = /^(gs|pgs|ts|ths|cn|bs|ks|thạc sĩ|tiến sĩ|giáo sư|phó giáo sư|ông|bà)\.?\s/i
