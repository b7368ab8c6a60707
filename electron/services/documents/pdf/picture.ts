/** Pictures: alone with a caption, or a portrait with its text beside it. */
import type { Content } from 'pdfmake/interfaces'
import type { Block, DocumentModel } from '#shared/documents/model.ts'
import { type DocumentFiles, pictureOf } from '../document-files.ts'
import { besideColumnsPt, besideHeightPt, contentWidthPt, paragraphHeightPt, pictureSizePt, thinLinePt } from '../layout.ts'
import type { TextMeasure } from '../text-measure.ts'
import { wordingOf } from '../wording.ts'
import { unbroken } from './keep-together.ts'
import { runsNode, textNode } from './paragraphs.ts'

type PictureBlock = Extract<Block, { type: 'picture' }>

export function pictureNodes(block: PictureBlock, files: DocumentFiles, model: DocumentModel, measure: TextMeasure): Content[] {
  const picture = pictureOf(files, block.file)
  if (block.beside.length > 0) {
    if (!picture) return block.beside.map((runs) => runsNode('body', runs, measure))
    const [leftPt, rightPt] = besideColumnsPt(block.widthMm)
    const { widthPt, heightPt } = pictureSizePt(picture, block.widthMm)
    const node: Content = {
      columns: [
        { width: leftPt, stack: [{ image: block.file, width: widthPt, height: heightPt }] },
        { width: rightPt, stack: block.beside.map((runs) => runsNode('beside', runs, measure, rightPt)) }
      ],
      columnGap: 0,
      margin: [0, thinLinePt, 0, thinLinePt]
    }
    return [unbroken(node, besideHeightPt(block, heightPt, measure))]
  }
  if (!picture) {
    const line = [block.caption, wordingOf(model).pictureMissing].filter(Boolean).join(' ')
    return [textNode('note', line, measure)]
  }
  const { widthPt, heightPt } = pictureSizePt(picture, block.widthMm)
  const captionPt = block.caption === '' ? 0 : paragraphHeightPt('caption', [{ text: block.caption }], contentWidthPt, measure)
  const node: Content = {
    stack: [
      { image: block.file, width: widthPt, height: heightPt, alignment: 'center', margin: [0, thinLinePt, 0, thinLinePt / 2] },
      ...(block.caption === '' ? [] : [textNode('caption', block.caption, measure)])
    ]
  }
  return [unbroken(node, heightPt + captionPt + 2 * thinLinePt)]
}

/** What the library knows pictures by. */
export const imagesOf = (files: DocumentFiles): Record<string, string> =>
  Object.fromEntries(
    Array.from(files).flatMap(([name, file]) =>
      file.kind === 'picture'
        ? [[name, `data:image/${file.type === 'jpg' ? 'jpeg' : 'png'};base64,${Buffer.from(file.bytes).toString('base64')}`]]
        : []
    )
  )
