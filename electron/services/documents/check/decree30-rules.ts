/** The layout rules of Decree 30/2020/NĐ-CP, Appendix I, one by one: what each asks for, where it stands, and whether a file keeps it. */
import type { TextMeasure } from '../text-measure.ts'
import { type Elements, isAllBold, isUpper } from './find-elements.ts'
import { type LaidDocument, type LaidParagraph, pageField } from './read-layout.ts'

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

const pass: Finding = { state: 'pass' }
const none: Finding = { state: 'not-applicable' }
const fail = (why: string): Finding => ({ state: 'fail', why })
const when = (isRight: boolean, why: string): Finding => (isRight ? pass : fail(why))

const mm = (value: number): string => `${Math.round(value * 10) / 10} mm`
const pt = (value: number): string => `${Math.round(value * 10) / 10} pt`
const quoted = (paragraph: LaidParagraph): string => `“${paragraph.text.trim().slice(0, 60)}”`
/** A twip and a little: Word rounds lengths. */
const isBetween = (value: number, low: number, high: number, slack = 0.06): boolean =>
  value >= low - slack && value <= high + slack

/** Sizes of every letter that is not a space. */
const sizesOf = ({ runs }: LaidParagraph): number[] => runs.filter((run) => run.text.trim() !== '').map((run) => run.sizePt)
const hasSize = (paragraph: LaidParagraph, low: number, high: number): boolean =>
  sizesOf(paragraph).every((size) => isBetween(size, low, high))
const isUpright = ({ runs }: LaidParagraph): boolean => runs.every((run) => !run.italic || run.text.trim() === '')
const isItalic = ({ runs }: LaidParagraph): boolean => runs.every((run) => run.italic || run.text.trim() === '')
const isPlain = (paragraph: LaidParagraph): boolean =>
  isUpright(paragraph) && paragraph.runs.every((run) => !run.bold || run.text.trim() === '')

function textPt(paragraph: LaidParagraph, measure: TextMeasure): number {
  return paragraph.runs.reduce(
    (sum, run) => sum + measure.widthPt(run.text, { sizePt: run.sizePt, bold: run.bold, italic: run.italic }),
    0
  )
}

interface Look {
  readonly low: number
  readonly high: number
  readonly upper?: boolean
  readonly bold?: boolean
  readonly italic?: boolean
  readonly centred?: boolean
}
/** Null where the paragraph looks as it should. */
function whyNotLike(paragraph: LaidParagraph, look: Look): string | null {
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
function like(paragraphs: readonly LaidParagraph[], look: Look): Finding {
  const why = paragraphs.map((one) => whyNotLike(one, look)).find((one) => one !== null)
  return why ? fail(why) : pass
}

/** A box that an official paper must have. */
const ofHead =
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
const ifThere =
  (
    get: (elements: Elements) => readonly LaidParagraph[],
    check: (found: readonly LaidParagraph[], checked: Checked) => Finding
  ) =>
  (checked: Checked): Finding => {
    const found = get(checked.elements)
    return found.length === 0 ? none : check(found, checked)
  }
const one = (paragraph: LaidParagraph | null): LaidParagraph[] => (paragraph ? [paragraph] : [])

/** A rule drawn below a line, of a share of its text's length. */
function ruleBelow(paragraph: LaidParagraph, { elements, measure }: Checked, low: number, high: number): Finding {
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
const runningText = ({ body }: Elements): LaidParagraph[] =>
  body.filter(
    (paragraph) =>
      !isAllBold(paragraph) && !paragraph.isListItem && paragraph.align !== 'centre' && !/^[-–+•]/.test(paragraph.text.trim())
  )

const each = (
  paragraphs: readonly LaidParagraph[],
  isRight: (paragraph: LaidParagraph) => boolean,
  why: (paragraph: LaidParagraph) => string
): Finding => {
  const wrong = paragraphs.find((paragraph) => !isRight(paragraph))
  return wrong ? fail(why(wrong)) : pass
}

const black = new Set(['auto', '000000', '000', 'windowtext'])
const titles = /^(gs|pgs|ts|ths|cn|bs|ks|thạc sĩ|tiến sĩ|giáo sư|phó giáo sư|ông|bà)\.?\s/i

export const decree30Rules: readonly Rule[] = [
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
  },
  {
    id: 'national-name',
    source: 'II.1',
    asks: 'the nation’s name in capitals, 12–13 pt bold, on one line',
    check: ofHead(
      ({ nation }) => nation,
      'the nation’s name is missing',
      (nation, { measure }) => {
        const [name] = nation
        if (!name || nation.length > 1 || name.text.includes('\n')) return fail('the nation’s name is broken over two lines')
        if (textPt(name, measure) > name.widthPt)
          return fail(
            `the nation’s name needs ${pt(textPt(name, measure))} and has ${pt(name.widthPt)}: it breaks over two lines`
          )
        return like(nation, { low: 12, high: 13, upper: true, bold: true, italic: false, centred: true })
      }
    )
  },
  {
    id: 'motto',
    source: 'II.1',
    asks: '“Độc lập - Tự do - Hạnh phúc”, 13–14 pt bold, centred, hyphens between spaces',
    check: ofHead(
      ({ motto }) => one(motto),
      'the motto is missing',
      (motto) =>
        motto[0]?.text.trim() === 'Độc lập - Tự do - Hạnh phúc'
          ? like(motto, { low: 13, high: 14, bold: true, italic: false, centred: true })
          : fail(`the motto reads ${motto[0] ? quoted(motto[0]) : ''}`)
    )
  },
  {
    id: 'motto-rule',
    source: 'II.1',
    asks: 'a solid rule below the motto, as long as its text',
    check: ofHead(
      ({ motto }) => one(motto),
      'the motto is missing',
      ([motto], checked) => ruleBelow(motto as LaidParagraph, checked, 0.93, 1.07)
    )
  },
  {
    id: 'governing-body',
    source: 'II.2',
    asks: 'the body above in capitals, 12–13 pt upright, not bold',
    check: ifThere(
      ({ issuers }) =>
        issuers.slice(0, -1).filter((issuer) => !isAllBold(issuer) || issuers.filter(isAllBold).length === issuers.length),
      (found) => like(found, { low: 12, high: 13, upper: true, bold: false, italic: false, centred: true })
    )
  },
  {
    id: 'issuing-body',
    source: 'II.2',
    asks: 'the issuing body in capitals, 12–13 pt bold, a rule of a third to a half of the line below',
    check: ofHead(
      ({ issuers }) => issuers.slice(-1),
      'the issuing body is missing',
      (issuers, checked) => {
        const look = like(issuers, { low: 12, high: 13, upper: true, bold: true, italic: false, centred: true })
        return look.state === 'fail' ? look : ruleBelow(issuers[0] as LaidParagraph, checked, 1 / 3 - 0.02, 1 / 2 + 0.02)
      }
    )
  },
  {
    id: 'number',
    source: 'II.3',
    asks: '“Số: 05/BC-HTQT”, 13 pt upright, centred; a zero before numbers below ten, no spaces in the symbol',
    check: ofHead(
      ({ number }) => one(number),
      'number and symbol are missing',
      (found) => {
        const text = found[0]?.text.trim() ?? ''
        const match = /^Số:[\s\u00A0]*([^/]*)\/(\S+)$/.exec(text)
        if (!match) return fail(`${text} is not “Số: number/symbol”`)
        const [, number = '', symbol = ''] = match
        if (/^[1-9]$/.test(number.trim())) return fail(`number ${number.trim()} needs a zero before it`)
        if (!/^[\p{Lu}\p{N}Đa-zđ-]+(-[\p{L}\p{N}]+)*$/u.test(symbol)) return fail(`the symbol reads ${symbol}`)
        return like(found, { low: 13, high: 13, bold: false, italic: false, centred: true })
      }
    )
  },
  {
    id: 'place-and-date',
    source: 'II.4',
    asks: 'place and date, 13–14 pt italic, centred; a zero before days below ten and before January and February only',
    check: (checked) => {
      if (checked.isWorkingPaper) return none
      const isMinutes = checked.elements.documentType?.text.trim() === 'BIÊN BẢN'
      const found = one(checked.elements.placeAndDate)
      if (isMinutes) return when(found.length === 0, 'minutes have no place and date in the head')
      if (!found[0]) return fail('place and date are missing')
      const [, day = '', month = ''] = /ngày\s+(\S+)\s+tháng\s+(\S+)\s+năm/.exec(found[0].text) ?? []
      if (/^[1-9]$/.test(day)) return fail(`day ${day} needs a zero before it`)
      if (/^[12]$/.test(month)) return fail(`month ${month} needs a zero before it`)
      if (/^0[3-9]$/.test(month)) return fail(`month ${month} has no zero before it`)
      return like(found, { low: 13, high: 14, bold: false, italic: true, centred: true })
    }
  },
  {
    id: 'document-type',
    source: 'II.5a',
    asks: 'the type of document in capitals, 13–14 pt bold, centred',
    check: (checked) => {
      if (checked.isWorkingPaper || checked.elements.regarding) return none
      const found = one(checked.elements.documentType)
      return found.length === 0
        ? fail('the type of document is missing')
        : like(found, { low: 13, high: 14, upper: true, bold: true, italic: false, centred: true })
    }
  },
  {
    id: 'subject',
    source: 'II.5a',
    asks: 'what it is about, 13–14 pt bold, centred, a rule of a third to a half of the line below',
    check: (checked) => {
      const { documentType, subject } = checked.elements
      if (checked.isWorkingPaper || !documentType) return none
      if (subject.length === 0) return fail('it does not say what it is about')
      const look = like(subject, { low: 13, high: 14, upper: false, bold: true, italic: false, centred: true })
      return look.state === 'fail' ? look : ruleBelow(subject.at(-1) as LaidParagraph, checked, 1 / 3 - 0.02, 1 / 2 + 0.02)
    }
  },
  {
    id: 'letter-subject',
    source: 'II.5b',
    asks: '“V/v …” of an official letter, 12–13 pt upright, centred below the number',
    check: ifThere(
      ({ regarding }) => one(regarding),
      (found) => like(found, { low: 12, high: 13, bold: false, italic: false, centred: true })
    )
  },
  {
    id: 'addressee',
    source: 'II.9a',
    asks: '“Kính gửi:”, 13–14 pt upright',
    check: ifThere(
      ({ addressee }) => one(addressee),
      (found) => like(found, { low: 13, high: 14, italic: false, bold: false })
    )
  },
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
  },
  {
    id: 'authority',
    source: 'II.7',
    asks: 'authority and post of the signer in capitals, 13–14 pt bold, centred',
    check: ofHead(
      ({ authority }) => authority,
      'nobody signs',
      (found) => like(found, { low: 13, high: 14, upper: true, bold: true, italic: false, centred: true })
    )
  },
  {
    id: 'signer',
    source: 'II.7',
    asks: 'the signer’s name, 13–14 pt bold, centred, without title or degree',
    check: ifThere(
      ({ signer }) => signer,
      (found) => {
        const titled = found.find(({ text }) => titles.test(text.trim()))
        return titled
          ? fail(`${quoted(titled)} has a title or degree before the name`)
          : like(found, { low: 13, high: 14, bold: true, italic: false, centred: true })
      }
    )
  },
  {
    id: 'recipients-title',
    source: 'II.9b',
    asks: '“Nơi nhận:”, 12 pt bold italic',
    check: (checked) => {
      if (checked.isWorkingPaper || checked.elements.documentType?.text.trim() === 'BIÊN BẢN') return none
      const found = one(checked.elements.recipientsTitle)
      return found.length === 0 ? fail('“Nơi nhận” is missing') : like(found, { low: 12, high: 12, bold: true, italic: true })
    }
  },
  {
    id: 'recipients',
    source: 'II.9b',
    asks: 'receivers 11 pt upright, “- …;” each, “- Lưu: VT, ….” last',
    check: ifThere(
      ({ recipients }) => recipients,
      (found) => {
        const look = each(
          found,
          (paragraph) => hasSize(paragraph, 11, 11) && isPlain(paragraph),
          (paragraph) => `${quoted(paragraph)} is not 11 pt upright`
        )
        if (look.state === 'fail') return look
        const wrong = found.find(
          ({ text }, index) => !(index === found.length - 1 ? /^[-–] .+\.$/ : /^[-–] .+;$/).test(text.trim())
        )
        if (wrong) return fail(`${quoted(wrong)} is not “- …;” or, the last, “- ….”`)
        return when(
          /^[-–] Lưu:/.test(found.at(-1)?.text.trim() ?? ''),
          `the last receiver is ${quoted(found.at(-1) as LaidParagraph)}, not “- Lưu: …”`
        )
      }
    )
  }
]
