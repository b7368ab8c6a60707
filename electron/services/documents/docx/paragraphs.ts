import { BorderStyle, type IParagraphOptions, Paragraph, TextRun } from 'docx'
import type { Run } from '#shared/documents/model.ts'
import { ruleThicknessPt } from '../layout.ts'
import type { TextStyleName } from '../text-styles.ts'
import { ptToEighths, ptToTwips } from '../units.ts'
import { black, ruleSpacing, ruleStyleId, styleId, thinStyleId } from './styles.ts'

type Extra = Pick<IParagraphOptions, 'keepNext' | 'keepLines' | 'pageBreakBefore' | 'indent' | 'border' | 'numbering'>

/** Text goes in by `text`, never by `children`: there the library takes words such as "CURRENT" for its page-number fields. */
export function textRuns(runs: readonly Run[]): TextRun[] {
  return runs.flatMap((run) =>
    run.text.split('\n').map(
      (line, index) =>
        new TextRun({
          text: line,
          ...(index > 0 ? { break: 1 } : {}),
          ...(run.bold === undefined ? {} : { bold: run.bold }),
          ...(run.italic === undefined ? {} : { italics: run.italic })
        })
    )
  )
}

export function runsParagraph(style: TextStyleName, runs: readonly Run[], extra: Extra = {}): Paragraph {
  return new Paragraph({ style: styleId(style), children: textRuns(runs), ...extra })
}

export function textParagraph(style: TextStyleName, text: string, extra: Extra = {}): Paragraph {
  return runsParagraph(style, [{ text }], extra)
}

/** For cells that must hold a paragraph but have nothing to say, and for the gap Word needs below a table. */
export function thinParagraph(extra: Extra = {}): Paragraph {
  return new Paragraph({ style: thinStyleId, ...extra })
}

/** A drawn rule, centred in its column: the border of a thin paragraph whose indents leave just its length. */
export function ruleParagraph(lengthPt: number, columnPt: number, spaceBelowPt = 0): Paragraph {
  const side = ptToTwips(Math.max(0, (columnPt - lengthPt) / 2))
  return new Paragraph({
    style: ruleStyleId,
    // Given as a whole: a paragraph's own spacing hides all of its style's.
    ...(spaceBelowPt === 0 ? {} : { spacing: { ...ruleSpacing, after: ptToTwips(spaceBelowPt) } }),
    indent: { left: side, right: side },
    border: { top: { style: BorderStyle.SINGLE, size: ptToEighths(ruleThicknessPt), color: black, space: 0 } }
  })
}
