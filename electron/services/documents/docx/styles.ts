/** The text styles as Word's own, so that a colleague who goes on writing in the file stays inside the decree's figures. */
import { AlignmentType, type IParagraphStyleOptions, type ISpacingProperties, type IStylesOptions, LineRuleType } from 'docx'
import { body, fontFamily } from '#shared/documents/decree30.ts'
import { ruleGapPt, thinLinePt } from '../layout.ts'
import { type TextStyle, type TextStyleName, textStyle, textStyles } from '../text-styles.ts'
import { mmToTwips, ptToHalfPoints, ptToTwips } from '../units.ts'

/** All four, or Word falls back to its theme's font for the letters of another range: Vietnamese has letters in two of them. */
export const everyFont = { ascii: fontFamily, hAnsi: fontFamily, cs: fontFamily, eastAsia: fontFamily } as const
export const black = '000000'

const alignments = { left: AlignmentType.LEFT, centre: AlignmentType.CENTER, justify: AlignmentType.BOTH } as const

export const styleId = (name: TextStyleName): string => `decree-${name}`

/** Paragraphs of no text and almost no height: one holds a drawn rule, the other the gap below a table. */
export const ruleStyleId = 'decree-rule'
export const thinStyleId = 'decree-gap'

type StyleBody = Pick<IParagraphStyleOptions, 'run' | 'paragraph'>

function styleBody(style: TextStyle): StyleBody {
  return {
    run: {
      font: everyFont,
      size: ptToHalfPoints(style.sizePt),
      bold: style.bold === true,
      italics: style.italic === true,
      color: black
    },
    paragraph: {
      alignment: alignments[style.align],
      indent: { left: mmToTwips(style.leftMm ?? 0), firstLine: mmToTwips(style.firstLineMm ?? 0) },
      spacing: {
        before: ptToTwips(style.spaceBeforePt ?? 0),
        after: ptToTwips(style.spaceAfterPt ?? 0),
        line: Math.round(240 * (style.lineSpacing ?? 1)),
        lineRule: LineRuleType.AUTO
      },
      ...(style.keepsNext === true ? { keepNext: true } : {})
    }
  }
}

function ownStyle(name: TextStyleName): IParagraphStyleOptions {
  return { id: styleId(name), name: `Decree 30 ${name}`, basedOn: 'Normal', quickFormat: true, ...styleBody(textStyle(name)) }
}

/** Word's built-in headings, kept under their own names: the navigation pane and a table of contents look for those. */
function builtInHeading(name: TextStyleName, level: number): { readonly basedOn: string; readonly next: string } & StyleBody {
  const { run, paragraph } = styleBody(textStyle(name))
  return { basedOn: 'Normal', next: styleId('body'), run, paragraph: { ...paragraph, outlineLevel: level - 1 } }
}

const thinSpacing = { before: 0, after: 0, line: ptToTwips(thinLinePt), lineRule: LineRuleType.EXACT } as const
export const ruleSpacing = { ...thinSpacing, before: ptToTwips(ruleGapPt) } as const

function thinStyle(id: string, name: string, spacing: ISpacingProperties): IParagraphStyleOptions {
  return { id, name, basedOn: 'Normal', run: { size: 2 }, paragraph: { spacing } }
}

export function wordStyles(languageTag: string): IStylesOptions {
  const names = Object.keys(textStyles).filter(
    (name): name is TextStyleName => name in textStyles && !name.startsWith('heading-')
  )
  const language = { value: languageTag, eastAsia: languageTag }
  return {
    default: {
      document: {
        run: { font: everyFont, size: ptToHalfPoints(body.sizePt), color: black, language },
        paragraph: { spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO } }
      },
      title: styleBody(textStyle('subject')),
      heading1: builtInHeading('heading-1', 1),
      heading2: builtInHeading('heading-2', 2),
      heading3: builtInHeading('heading-3', 3),
      // Never written by us, but blue unless named: a colleague may choose them.
      heading4: builtInHeading('heading-3', 4),
      heading5: builtInHeading('heading-3', 5),
      heading6: builtInHeading('heading-3', 6),
      caption: styleBody(textStyle('note')),
      hyperlink: { run: { color: black } }
    },
    paragraphStyles: [
      ...names.map(ownStyle),
      thinStyle(ruleStyleId, 'Decree 30 rule', ruleSpacing),
      thinStyle(thinStyleId, 'Decree 30 gap', thinSpacing)
    ]
  }
}
