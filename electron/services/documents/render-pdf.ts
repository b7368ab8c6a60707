import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces'
import { margins } from '#shared/documents/decree30.ts'
import type { DocumentModel } from '#shared/documents/model.ts'
import { type DocumentFiles, noFiles } from './document-files.ts'
import { embeddedFamily } from './fonts.ts'
import { contentWidthPt, pageNumberTopPt } from './layout.ts'
import { addresseeNodes } from './pdf/addressee.ts'
import { blockNodes, type Drawing, startingPage } from './pdf/blocks.ts'
import { coverNode } from './pdf/cover.ts'
import { pdfBytes } from './pdf/engine.ts'
import { headNodes } from './pdf/head.ts'
import { unbroken } from './pdf/keep-together.ts'
import { drawPages } from './pdf/paper-pages.ts'
import { textNode } from './pdf/paragraphs.ts'
import { imagesOf } from './pdf/picture.ts'
import { shownText } from './pdf/shown-text.ts'
import { signatureOf } from './pdf/signature.ts'
import { stampNode } from './pdf/stamp.ts'
import { productName } from './product-name.ts'
import { createTextMeasure, type TextMeasure } from './text-measure.ts'
import { tidyModel } from './tidy-model.ts'
import { mmToPt } from './units.ts'
import { wordingOf } from './wording.ts'

/**
 * The document as a PDF in the layout of Decree 30/2020/NĐ-CP, Appendix I, with its fonts inside. The same model and `now` give the
 * same bytes. Characters the fonts lack print as a box: `charactersMissingFromPdf` tells which.
 */
export async function renderPdf(model: DocumentModel, now: Date, files: DocumentFiles = noFiles): Promise<Uint8Array> {
  const measure = await createTextMeasure()
  const tidy = tidyModel(model, (text) => shownText(text, measure))
  const drawing: Drawing = { files, reserved: [] }
  const foot = tidy.foot ?? ''
  const hasCover = tidy.cover !== null
  const definition: TDocumentDefinitions = {
    pageSize: 'A4',
    pageMargins: [mmToPt(margins.leftMm), mmToPt(margins.topMm), mmToPt(margins.rightMm), mmToPt(margins.bottomMm)],
    defaultStyle: { font: embeddedFamily, color: 'black' },
    header: (page) => (page === 1 ? null : pageNumber(page, measure)),
    footer: (page) => (foot === '' || (page === 1 && hasCover) ? null : footNode(foot, measure)),
    images: imagesOf(files),
    content: [...coverContent(tidy, measure), ...textContent(tidy, drawing, measure)],
    info: {
      title: tidy.title,
      author: productName,
      creator: productName,
      producer: productName,
      creationDate: now,
      modDate: now
    },
    language: wordingOf(tidy).languageTag,
    displayTitle: true,
    version: '1.7'
  }
  return drawPages(await pdfBytes(definition), drawing.reserved, files)
}

function pageNumber(page: number, measure: TextMeasure): Content {
  return {
    ...textNode('page-number', String(page), measure),
    margin: [mmToPt(margins.leftMm), pageNumberTopPt, mmToPt(margins.rightMm), 0]
  }
}

function footNode(foot: string, measure: TextMeasure): Content {
  return {
    ...textNode('foot', foot, measure),
    margin: [mmToPt(margins.leftMm), mmToPt(margins.bottomMm) / 4, mmToPt(margins.rightMm), 0]
  }
}

function coverContent(model: DocumentModel, measure: TextMeasure): Content[] {
  if (model.cover === null) return []
  const hasText = model.head !== null || model.addressee.length > 0 || model.blocks.length > 0 || model.signature !== null
  return [coverNode(model.cover, model.stamp, hasText, measure)]
}

function textContent(model: DocumentModel, drawing: Drawing, measure: TextMeasure): Content[] {
  const stamp = model.cover === null ? model.stamp : ''
  return [
    ...(model.head === null
      ? stamp === ''
        ? []
        : [stampNode(stamp, contentWidthPt, measure)]
      : headNodes(model.head, stamp, model, measure)),
    ...addresseeNodes(model, measure),
    ...endingContent(model, drawing, measure)
  ]
}

function endingContent(model: DocumentModel, drawing: Drawing, measure: TextMeasure): Content[] {
  const signature = signatureOf(model, measure)
  if (signature === null) return blockNodes(model, 0, drawing, measure)
  const node = unbroken(signature.node, signature.heightPt)
  const isOnFreshPage = model.blocks.at(-1)?.type === 'page-break'
  return [...blockNodes(model, signature.heightPt, drawing, measure), ...(isOnFreshPage ? startingPage([node]) : [node])]
}
