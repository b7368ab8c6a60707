import { afterAll, describe, expect, it } from 'vitest'
import type { DocumentModel } from '#shared/documents/model.ts'
import { renderDocx } from '../../../electron/services/documents/render-docx.ts'
import { renderPdf } from '../../../electron/services/documents/render-pdf.ts'
import { hostileTexts, packetModel, reportModel } from './fixture-model.ts'
import { convertToPdf, createWorkplace, needWriter, pagesOf, withoutPageNumbers, withoutSpace } from './office-tools.ts'

const now = new Date('2026-02-05T03:04:05Z')
const place = createWorkplace()
afterAll(() => place.remove())

/** Which font stands in for one the machine lacks differs; all other text must not. */
const unshowable: readonly string[] = [hostileTexts.emoji, hostileTexts.foreign]
const showable = (model: DocumentModel): DocumentModel => ({
  ...model,
  blocks: model.blocks.filter((block) => block.type !== 'paragraph' || !block.runs.some((run) => unshowable.includes(run.text)))
})

const tableHead = withoutSpace('STT Cam kết Đơn vị chủ trì Thời hạn')

/** In drawing order, without page numbers; a table's head counts once, since the two may break pages differently. */
function bodyOf(pdfPath: string): string {
  const [first = '', ...later] = withoutSpace(withoutPageNumbers(pagesOf(pdfPath, 'raw')).join('')).split(tableHead)
  return [first, tableHead, ...later].join('')
}

describe('both writers', () => {
  const models: readonly [name: string, model: DocumentModel][] = [
    ['report', reportModel],
    ['packet', packetModel]
  ]
  it.for(models)('say the same words in the same order: %s', { timeout: 120_000 }, async ([name, model], ctx) => {
    needWriter(ctx)
    const docx = place.save(`${name}-word.docx`, await renderDocx(showable(model), now))
    const pdf = place.save(`${name}.pdf`, await renderPdf(showable(model), now))
    expect(bodyOf(convertToPdf(place, docx))).toBe(bodyOf(pdf))
  })
})
