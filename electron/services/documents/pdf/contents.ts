/** The contents: each part with dots up to its page. */
import type { Content } from 'pdfmake/interfaces'
import { contentWidthPt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { textStyle } from '../text-styles.ts'
import { lineHeightOf, textNode } from './paragraphs.ts'

export const anchorOf = (index: number): string => `part-${index}`

const numberPt = 40

export function contentsNodes(titles: readonly string[], measure: TextMeasure): Content[] {
  const style = textStyle('contents-line')
  const titlePt = contentWidthPt - numberPt
  return titles.map((title, index) => {
    const reference = { linkToDestination: anchorOf(index) }
    return {
      columns: [
        {
          ...textNode('contents-line', `${title} ${dots(title, titlePt, measure)}`, measure, titlePt),
          ...reference,
          width: titlePt,
          margin: 0
        },
        {
          text: [{ text: '', pageReference: anchorOf(index) }],
          width: numberPt,
          alignment: 'right',
          fontSize: style.sizePt,
          lineHeight: lineHeightOf(style, measure)
        }
      ],
      columnGap: 0,
      margin: [0, style.spaceBeforePt ?? 0, 0, style.spaceAfterPt ?? 0]
    } as Content
  })
}

/** As many as fill the last line of the title. */
function dots(title: string, widthPt: number, measure: TextMeasure): string {
  const look = textStyle('contents-line')
  const dotPt = measure.widthPt('.', look)
  let lastPt = 0
  for (const word of title.split(/(?<= )/)) {
    const wordPt = measure.widthPt(word, look)
    lastPt = lastPt > 0 && lastPt + wordPt > widthPt ? wordPt : lastPt + wordPt
  }
  // Half a line of dots at least: on a line of its own, if it has to be.
  const room = Math.floor((widthPt - lastPt - measure.widthPt('  ', look)) / dotPt) - 1
  return '.'.repeat(Math.max(3, room))
}
