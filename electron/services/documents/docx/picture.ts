/** Pictures: alone with a caption, or a portrait with its text beside it. */
import { AlignmentType, type FileChild, ImageRun, Paragraph } from 'docx'
import type { Block, DocumentModel } from '#shared/documents/model.ts'
import { type DocumentFiles, type PictureFile, pagesOf, pictureOf } from '../document-files.ts'
import { besideColumnsPt, pictureSizePt } from '../layout.ts'
import { wordingOf } from '../wording.ts'
import { layoutTable } from './layout-table.ts'
import { runsParagraph, textParagraph, thinParagraph } from './paragraphs.ts'

type PictureBlock = Extract<Block, { type: 'picture' }>
type Flow = { readonly pageBreakBefore?: true; readonly keepNext?: true }

/** docx counts pictures in pixels of a 96th of an inch. */
const pxOfPt = (pt: number): number => Math.round((pt * 96) / 72)

function imageRun(picture: PictureFile, widthMm: number, caption: string): ImageRun {
  const { widthPt, heightPt } = pictureSizePt(picture, widthMm)
  return new ImageRun({
    type: picture.type,
    data: picture.bytes,
    transformation: { width: pxOfPt(widthPt), height: pxOfPt(heightPt) },
    altText: { title: caption, description: caption, name: caption }
  })
}

export function pictureParts(block: PictureBlock, files: DocumentFiles, model: DocumentModel, flow: Flow): FileChild[] {
  const picture = pictureOf(files, block.file)
  const missing = wordingOf(model).pictureMissing
  if (block.beside.length > 0) {
    const text = block.beside.map((runs) => runsParagraph('beside', runs))
    if (!picture) return block.beside.map((runs, index) => runsParagraph('body', runs, index === 0 ? flow : {}))
    const image = new Paragraph({ children: [imageRun(picture, block.widthMm, block.caption)] })
    return [thinParagraph(flow), layoutTable(besideColumnsPt(block.widthMm), [{ cells: [[image], text] }]), thinParagraph()]
  }
  if (!picture) return [textParagraph('note', [block.caption, missing].filter(Boolean).join(' '), flow)]
  const image = new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 120, after: 60 },
    children: [imageRun(picture, block.widthMm, block.caption)],
    ...flow,
    ...(block.caption === '' ? {} : { keepNext: true })
  })
  return [image, ...(block.caption === '' ? [] : [textParagraph('caption', block.caption)])]
}

/** Word has no way to hold another file's pages: it says where they are. */
export function pagesParts(
  block: Extract<Block, { type: 'pages' }>,
  files: DocumentFiles,
  model: DocumentModel,
  flow: Flow
): FileChild[] {
  const pages = pagesOf(files, block.file)
  const { pagesElsewhere, pagesMissing } = wordingOf(model)
  return [textParagraph('note', pages ? pagesElsewhere(pages.count) : pagesMissing, flow)]
}
