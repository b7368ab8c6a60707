/** Page, margins and page number: from page 2, centred in the top margin. */
import { AlignmentType, Footer, Header, type ISectionOptions, PageNumber, Paragraph, SectionType, TextRun } from 'docx'
import { margins, paper } from '#shared/documents/decree30.ts'
import { pageNumberTopPt } from '../layout.ts'
import { mmToTwips, ptToTwips } from '../units.ts'
import { textParagraph } from './paragraphs.ts'
import { styleId } from './styles.ts'

const page = {
  size: { width: mmToTwips(paper.widthMm), height: mmToTwips(paper.heightMm) },
  margin: {
    top: mmToTwips(margins.topMm),
    bottom: mmToTwips(margins.bottomMm),
    left: mmToTwips(margins.leftMm),
    right: mmToTwips(margins.rightMm),
    header: ptToTwips(pageNumberTopPt),
    footer: ptToTwips(pageNumberTopPt),
    gutter: 0
  }
} as const

const numbered = (): Header =>
  new Header({
    children: [
      new Paragraph({
        style: styleId('page-number'),
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT] })]
      })
    ]
  })

const unnumbered = (): Header => new Header({ children: [new Paragraph({ style: styleId('page-number') })] })

/** Which document a loose sheet belongs to. */
const footed = (foot: string): Pick<ISectionOptions, 'footers'> =>
  foot === '' ? {} : { footers: { default: new Footer({ children: [textParagraph('foot', foot)] }) } }

/** A section whose first page shows no number: the whole file's first page. */
export function openingSection(children: ISectionOptions['children'], foot: string): ISectionOptions {
  return {
    properties: { page, titlePage: true },
    headers: { default: numbered(), first: unnumbered() },
    ...footed(foot),
    children
  }
}

/** A section after a cover, counting on from it. */
export function followingSection(children: ISectionOptions['children'], foot: string): ISectionOptions {
  return { properties: { page, type: SectionType.NEXT_PAGE }, headers: { default: numbered() }, ...footed(foot), children }
}
