/** The page, the running text and its end: Decree 30/2020/NĐ-CP, Appendix I, parts I and II.6. */
import { type LaidParagraph, pageField } from './read-layout.ts'
import {
  black,
  each,
  fail,
  hasSize,
  isBetween,
  mm,
  none,
  pass,
  pt,
  quoted,
  type Rule,
  runningText,
  sizesOf,
  when,
  whyNotLike
} from './rule.ts'

export const pageRules: readonly Rule[] = [
  {
    id: 'paper',
    source: 'I.1',
    asks: 'A4, 210 × 297 mm; across only for wide tables',
    check: ({ layout }) => {
      const wrong = layout.sections.find(
        ({ widthMm, heightMm }) =>
          !isBetween(Math.min(widthMm, heightMm), 209, 211) || !isBetween(Math.max(widthMm, heightMm), 296, 298)
      )
      return wrong
        ? fail(`the paper is ${mm(wrong.widthMm)} × ${mm(wrong.heightMm)}`)
        : when(layout.sections.length > 0, 'the file sets no paper')
    }
  },
  {
    id: 'margins',
    source: 'I.2',
    asks: 'top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm',
    check: ({ layout }) => {
      const sides = [
        ['top', 'topMm', 20, 25],
        ['bottom', 'bottomMm', 20, 25],
        ['left', 'leftMm', 30, 35],
        ['right', 'rightMm', 15, 20]
      ] as const
      const wrong = layout.sections.flatMap((section) =>
        sides.flatMap(([name, side, low, high]) =>
          isBetween(section[side], low, high) ? [] : [`the ${name} margin is ${mm(section[side])}, not ${low}–${high} mm`]
        )
      )
      return wrong[0] ? fail(wrong[0]) : pass
    }
  },
  {
    id: 'font',
    source: 'I.3',
    asks: 'Times New Roman',
    check: ({ elements }) => {
      const wrong = elements.written
        .flatMap(({ runs }) => runs)
        .find((run) => run.text.trim() !== '' && run.font.toLowerCase() !== 'times new roman')
      return wrong ? fail(`“${wrong.text.trim().slice(0, 40)}” is set in ${wrong.font || 'a font of the theme'}`) : pass
    }
  },
  {
    id: 'black',
    source: 'I.3',
    asks: 'black letters',
    check: ({ elements }) => {
      const wrong = elements.written.flatMap(({ runs }) => runs).find((run) => run.text.trim() !== '' && !black.has(run.colour))
      return wrong ? fail(`“${wrong.text.trim().slice(0, 40)}” has the colour #${wrong.colour}`) : pass
    }
  },
  {
    id: 'page-number',
    source: 'I.4',
    asks: 'number of the page from the second page on, centred above the text, 13–14 pt upright',
    check: ({ layout }) => {
      const [first] = layout.sections
      if (!first) return fail('the file has no pages')
      const isNumbered = (paragraphs: readonly LaidParagraph[]) => paragraphs.some(({ text }) => text.includes(pageField))
      const lacking =
        layout.sections.some(({ header }) => header.length > 0 && !isNumbered(header)) ||
        !isNumbered(layout.sections.at(-1)?.header ?? [])
      if (lacking && !layout.sections.some(({ header }) => isNumbered(header)))
        return fail('no number of the page stands above the text')
      if (!first.hasOwnFirstPage || isNumbered(first.firstHeader)) return fail('the first page shows its number')
      const number = layout.sections.flatMap(({ header }) => header).find(({ text }) => text.includes(pageField))
      const why = number && whyNotLike(number, { low: 13, high: 14, italic: false, centred: true })
      return why ? fail(why.replace(pageField, 'the page’s number')) : pass
    }
  }
]

export const textRules: readonly Rule[] = [
  {
    id: 'body-size',
    source: 'II.6',
    asks: 'text of 13–14 pt',
    check: ({ elements }) =>
      each(
        elements.body,
        (paragraph) => hasSize(paragraph, 13, 14),
        (paragraph) => `${quoted(paragraph)} is ${sizesOf(paragraph).map(pt).join(', ')}`
      )
  },
  {
    id: 'body-alignment',
    source: 'II.6',
    asks: 'text set even on both sides',
    check: ({ elements }) =>
      each(
        runningText(elements),
        ({ align }) => align === 'justify',
        (paragraph) => `${quoted(paragraph)} is not set even on both sides`
      )
  },
  {
    id: 'body-indent',
    source: 'II.6',
    asks: 'first line drawn in by 1 cm or 1.27 cm',
    check: ({ elements }) =>
      each(
        runningText(elements),
        ({ firstLinePt }) =>
          isBetween(firstLinePt, 28.3, 36.1, 0.5) &&
          (isBetween(firstLinePt, 28.35, 28.35, 0.6) || isBetween(firstLinePt, 36, 36, 0.6)),
        (paragraph) => `the first line of ${quoted(paragraph)} is drawn in by ${mm((paragraph.firstLinePt / 72) * 25.4)}`
      )
  },
  {
    id: 'paragraph-spacing',
    source: 'II.6',
    asks: 'at least 6 pt between paragraphs',
    check: ({ elements }) =>
      each(
        runningText(elements),
        ({ beforePt, afterPt }) => beforePt + afterPt >= 5.95,
        (paragraph) => `${quoted(paragraph)} has ${pt(paragraph.beforePt + paragraph.afterPt)} around it`
      )
  },
  {
    id: 'line-spacing',
    source: 'II.6',
    asks: 'lines from single to one and a half',
    check: ({ elements }) =>
      each(
        runningText(elements),
        ({ lines }) => lines === null || isBetween(lines, 1, 1.5, 0.01),
        (paragraph) => `${quoted(paragraph)} has lines of ${paragraph.lines}`
      )
  },
  {
    id: 'no-blank-paragraphs',
    source: 'II.6',
    asks: 'no empty paragraphs between the lines of the text',
    check: ({ layout }) => {
      const isBlank = (paragraph: LaidParagraph | undefined) =>
        paragraph !== undefined &&
        paragraph.text.trim() === '' &&
        paragraph.cell === null &&
        paragraph.rulesPt.length === 0 &&
        !paragraph.hasPicture &&
        paragraph.lines !== null
      const at = layout.paragraphs.findIndex(
        (paragraph, index) =>
          index > 0 &&
          index < layout.paragraphs.length - 1 &&
          isBlank(paragraph) &&
          layout.paragraphs[index - 1]?.cell === null &&
          layout.paragraphs[index + 1]?.cell === null
      )
      const before = layout.paragraphs[at - 1]
      return at < 0 ? pass : fail(`an empty paragraph stands after ${before ? quoted(before) : 'the first one'}`)
    }
  },
  {
    id: 'ending',
    source: 'Appendix III, models',
    asks: 'the text ends in “./.”',
    check: ({ elements, isWorkingPaper }) => {
      if (isWorkingPaper || elements.authority.length === 0) return none
      const last = elements.body.at(-1)
      return when(last?.text.trim().endsWith('./.') ?? false, last ? `the text ends in ${quoted(last)}` : 'there is no text')
    }
  }
]
