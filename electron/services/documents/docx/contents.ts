/**
 * The contents: each part with dots up to its page. The number is a field of Word's own (PAGEREF), so it follows when a colleague edits the
 * file; what it shows until then is our own reckoning.
 */
import { Bookmark, InternalHyperlink, LeaderType, Paragraph, SimpleField, TabStopType, TextRun } from 'docx'
import { contentWidthPt } from '../layout.ts'
import { ptToTwips } from '../units.ts'
import { textRuns } from './paragraphs.ts'
import { styleId } from './styles.ts'

export interface ContentsLine {
  readonly title: string
  /** Name of the place in the file. */
  readonly anchor: string
  readonly page: number
}

export const anchorOf = (index: number): string => `part-${index}`

export const contentsParts = (lines: readonly ContentsLine[]): Paragraph[] =>
  lines.map(
    ({ title, anchor, page }) =>
      new Paragraph({
        style: styleId('contents-line'),
        tabStops: [{ type: TabStopType.RIGHT, position: ptToTwips(contentWidthPt), leader: LeaderType.DOT }],
        children: [
          new InternalHyperlink({ anchor, children: textRuns([{ text: title }]) }),
          new TextRun({ children: ['\t'] }),
          new SimpleField(`PAGEREF ${anchor} \\h`, String(page))
        ]
      })
  )

/** A heading that the contents name. */
export const anchored = (anchor: string, text: string): Bookmark => new Bookmark({ id: anchor, children: textRuns([{ text }]) })
