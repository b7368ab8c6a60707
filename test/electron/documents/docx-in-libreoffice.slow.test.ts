import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderDocx } from '../../../electron/services/documents/render-docx.ts'
import { textOfModel } from '../../../electron/services/documents/text-of-model.ts'
import { hostileTexts, packetModel, reportModel } from './fixture-model.ts'
import {
  convertToPdf,
  createWorkplace,
  hasWriter,
  infoOf,
  needWriter,
  pagesOf,
  withoutPageNumbers,
  withoutSpace
} from './office-tools.ts'

const now = new Date('2026-02-05T03:04:05Z')
const place = createWorkplace()
let report = ''
let packet = ''

beforeAll(async () => {
  if (!hasWriter()) return
  report = convertToPdf(place, place.save('report.docx', await renderDocx(reportModel, now)))
  packet = convertToPdf(place, place.save('packet.docx', await renderDocx(packetModel, now)))
}, 180_000)
afterAll(() => place.remove())

describe('a Word file opened in LibreOffice', () => {
  it('says everything the model says, in its order on the page', (ctx) => {
    needWriter(ctx)
    for (const [file, model] of [
      [report, reportModel],
      [packet, packetModel]
    ] as const) {
      const text = withoutSpace(withoutPageNumbers(pagesOf(file, 'raw')).join(''))
      // LibreOffice has no emoji to show on a machine without such a font.
      const expected = textOfModel(model).filter((one) => one !== hostileTexts.emoji && one !== hostileTexts.foreign)
      for (const one of expected) expect(text).toContain(withoutSpace(one))
    }
  })

  it('is A4', (ctx) => {
    needWriter(ctx)
    expect(infoOf(report)).toMatch(/Page size:.*\(A4\)/)
  })

  it('has the nation’s name on one line, and number and date on another', (ctx) => {
    needWriter(ctx)
    const lines = (pagesOf(report, 'layout')[0] ?? '').split('\n')
    expect(lines.filter((line) => line.includes('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'))).toHaveLength(1)
    expect(lines.filter((line) => /Số: 05\/BC-HTQT\s+Hà Nội, ngày 05 tháng 02 năm 2026/.test(line))).toHaveLength(1)
  })

  it('shows no number on page 1 and a 2 at the top of page 2', (ctx) => {
    needWriter(ctx)
    const pages = pagesOf(report).map((page) => page.trim().split('\n')[0])
    expect(pages[0]).not.toMatch(/^\d+$/)
    expect(pages.slice(1)).toEqual(pages.slice(1).map((_, index) => String(index + 2)))
  })

  it('counts on from a cover', (ctx) => {
    needWriter(ctx)
    const pages = pagesOf(packet)
    expect(pages).toHaveLength(3)
    expect(pages[0]?.trim().split('\n')[0]).toBe('MINISTRY OF HOME AFFAIRS')
    expect(pages[1]?.trim().split('\n')[0]).toBe('2')
  })

  it('repeats a table’s head on each of its pages', (ctx) => {
    needWriter(ctx)
    const pages = pagesOf(report).filter((page) => page.includes('Cam kết số'))
    expect(pages.length).toBeGreaterThan(2)
    for (const page of pages) expect(page).toContain('Đơn vị chủ trì')
  })
})
