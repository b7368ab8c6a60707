import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Block, DocumentModel } from '#shared/documents/model.ts'
import { charactersMissingFromPdf } from '../../../electron/services/documents/missing-characters.ts'
import { pdfBytes } from '../../../electron/services/documents/pdf/engine.ts'
import { renderPdf } from '../../../electron/services/documents/render-pdf.ts'
import { createTextMeasure } from '../../../electron/services/documents/text-measure.ts'
import { textOfModel } from '../../../electron/services/documents/text-of-model.ts'
import { hostileTexts, packetModel, reportModel } from './fixture-model.ts'
import {
  complaintsAbout,
  createWorkplace,
  fontsOf,
  infoOf,
  needPoppler,
  pagesOf,
  withoutPageNumbers,
  withoutSpace,
  wordBoxesOf
} from './office-tools.ts'
import { strokesOf } from './pdf-lines.ts'

const now = new Date('2026-02-05T03:04:05Z')
const place = createWorkplace()
let reportBytes: Uint8Array
let report: string
let packet: string

beforeAll(async () => {
  reportBytes = await renderPdf(reportModel, now)
  report = place.save('report.pdf', reportBytes)
  packet = place.save('packet.pdf', await renderPdf(packetModel, now))
})
afterAll(() => place.remove())

const words = (count: number, stem: string): string => Array.from({ length: count }, (_, index) => `${stem}${index}`).join(' ')

const bare: DocumentModel = { ...reportModel, head: null, addressee: [], stamp: '' }

const filling = (lines: number): Block[] =>
  Array.from({ length: lines }, () => ({ type: 'paragraph', style: 'body', runs: [{ text: 'Một dòng.' }] }))

async function signaturePage(blocks: Block[]): Promise<string | undefined> {
  const path = place.save('signed.pdf', await renderPdf({ ...bare, blocks }, now))
  return pagesOf(path).find((page) => page.includes('Trần Thị Bích Ngọc'))
}

async function textOfPdf(model: DocumentModel): Promise<string> {
  const path = place.save('one.pdf', await renderPdf(model, now))
  return withoutSpace(withoutPageNumbers(pagesOf(path, 'raw')).join(''))
}

async function expectNothingLost(model: DocumentModel): Promise<void> {
  const text = await textOfPdf(model)
  expect(complaintsAbout(place.path('one.pdf'))).toBe('')
  const lost = textOfModel(model)
    .flatMap((one) => one.split(/\s+/))
    .filter((word) => !text.includes(word))
  expect(lost.slice(0, 5)).toEqual([])
}

describe('page', () => {
  it('is A4 with title, author and time in its properties', (ctx) => {
    needPoppler(ctx)
    const info = infoOf(report)
    expect(info).toMatch(/Page size:.*\(A4\)/)
    expect(info).toMatch(/Title:\s+Báo cáo kết quả chuyến công tác/)
    expect(info).toMatch(/Author:\s+Cooperation Desk/)
    expect(new Date(/CreationDate:\s+(\S+)/.exec(info)?.[1] ?? '').getTime()).toBe(now.getTime())
  })

  it('has all four faces of Tinos embedded, with their letters’ names, and no other font', (ctx) => {
    needPoppler(ctx)
    const fonts = fontsOf(report).trim().split('\n').slice(2)
    expect(fonts.map((line) => /\+(\S+)/.exec(line)?.[1]).sort()).toEqual([
      'Tinos-Bold',
      'Tinos-BoldItalic',
      'Tinos-Italic',
      'Tinos-Regular'
    ])
    // emb, sub, uni
    for (const line of fonts) expect(line).toMatch(/yes yes yes/)
  })

  it('shows no number on page 1 and a 2 at the top of page 2', (ctx) => {
    needPoppler(ctx)
    const first = pagesOf(report, 'layout').map((page) => page.split('\n').map((line) => line.trim()))
    expect(first[0]).not.toContain('1')
    for (const [index, lines] of first.entries()) if (index > 0) expect(lines).toContain(String(index + 1))
    const pageTwo = pagesOf(report)[1]?.trim().split('\n') ?? []
    expect(pageTwo.includes('2')).toBe(true)
  })

  it('begins with a cover, without a number, and counts on from it', (ctx) => {
    needPoppler(ctx)
    const pages = pagesOf(packet, 'layout')
    expect(pages).toHaveLength(3)
    expect(pages[0]).toContain('HỒ SƠ ĐOÀN CÔNG TÁC')
    expect(pages[0]?.split('\n').map((line) => line.trim())).not.toContain('1')
    expect(pages[1]?.split('\n').map((line) => line.trim())).toContain('2')
  })
})

describe('head', () => {
  it('has the nation’s name on one line, and number and date on another', (ctx) => {
    needPoppler(ctx)
    const lines = (pagesOf(report, 'layout')[0] ?? '').split('\n')
    expect(lines.filter((line) => line.includes('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'))).toHaveLength(1)
    expect(lines.filter((line) => /Số: 05\/BC-HTQT\s+Hà Nội, ngày 05 tháng 02 năm 2026/.test(line))).toHaveLength(1)
  })

  it('draws the rule under the motto as long as the motto', (ctx) => {
    needPoppler(ctx)
    const boxes = wordBoxesOf(report)
    const mottoPt =
      (boxes.find((box) => box.word === 'phúc')?.rightPt ?? 0) - (boxes.find((box) => box.word === 'Độc')?.leftPt ?? 0)
    expect(mottoPt).toBeGreaterThan(100)
    expect(strokesOf(reportBytes).some((stroke) => stroke.isLevel && Math.abs(stroke.lengthPt - mottoPt) < 1)).toBe(true)
  })

  it('draws a rule of a third to a half of the line under issuer and subject', async () => {
    const measure = await createTextMeasure()
    const issuerPt = measure.widthPt('VỤ HỢP TÁC QUỐC TẾ', { sizePt: 13, bold: true })
    const linePt = (160 / 25.4) * 72
    const lengths = strokesOf(reportBytes)
      .filter((stroke) => stroke.isLevel)
      .map((stroke) => stroke.lengthPt)
    for (const whole of [issuerPt, linePt])
      expect(lengths.some((length) => length >= whole / 3 && length <= whole / 2)).toBe(true)
  })
})

describe('text', () => {
  it('is all there, as composed Vietnamese', (ctx) => {
    needPoppler(ctx)
    for (const [file, model] of [
      [report, reportModel],
      [packet, packetModel]
    ] as const) {
      const text = withoutSpace(withoutPageNumbers(pagesOf(file, 'raw')).join(''))
      expect(text).toBe(text.normalize('NFC'))
      const expected = textOfModel(model).filter((one) => one !== hostileTexts.emoji && one !== hostileTexts.foreign)
      for (const one of expected) expect(text).toContain(withoutSpace(one))
    }
  })

  it('stays between the margins, a name of 300 letters too', (ctx) => {
    needPoppler(ctx)
    const [leftPt, rightPt] = [30, 190].map((mm) => (mm / 25.4) * 72) as [number, number]
    const outside = [report, packet]
      .flatMap(wordBoxesOf)
      .filter((box) => box.leftPt < leftPt - 0.5 || box.rightPt > rightPt + 0.5)
    expect(outside).toEqual([])
  })

  it('repeats a table’s head on each of its pages', (ctx) => {
    needPoppler(ctx)
    const pages = pagesOf(report).filter((page) => page.includes('Cam kết số'))
    expect(pages.length).toBeGreaterThan(2)
    for (const page of pages) expect(page).toContain('Đơn vị chủ trì')
  })

  it('keeps a document symbol in one piece when its line is justified', async (ctx) => {
    needPoppler(ctx)
    // The word after it does not fit, so the line is stretched wide.
    const runs = [{ text: `Căn cứ văn bản số 05/BC-HTQT ${'w'.repeat(35)} của Vụ.` }]
    const path = place.save(
      'symbol.pdf',
      await renderPdf({ ...reportModel, head: null, blocks: [{ type: 'paragraph', style: 'body', runs }] }, now)
    )
    expect(pagesOf(path).join('')).toContain('05/BC-HTQT')
  })

  it('keeps the last paragraph and the signature on one page, wherever the page ends', async (ctx) => {
    needPoppler(ctx)
    for (const lines of [22, 24, 26, 28, 30]) {
      const signed = await signaturePage([
        ...filling(lines),
        { type: 'paragraph', style: 'body', runs: [{ text: 'Kính báo cáo./.' }] }
      ])
      expect(signed).toContain('Kính báo cáo./.')
      expect(signed).toContain('Nơi nhận:')
    }
  })

  it('keeps the signature on one page after a table too', async (ctx) => {
    needPoppler(ctx)
    const table: Block = { type: 'table', columns: [{ title: 'Đầu bảng', share: 1 }], rows: [[[{ text: 'Hàng' }]]] }
    for (const lines of [20, 22, 24, 26]) expect(await signaturePage([...filling(lines), table])).toContain('Nơi nhận:')
  })

  it('leaves no heading at the foot of a page without its text', async (ctx) => {
    needPoppler(ctx)
    for (const lines of [26, 27, 28, 29, 30, 31]) {
      const blocks: Block[] = [
        ...filling(lines),
        { type: 'heading', level: 1, text: 'ĐỀ MỤC' },
        { type: 'table', columns: [{ title: 'Đầu bảng', share: 1 }], rows: [[[{ text: 'Hàng thứ nhất' }]]] }
      ]
      const path = place.save('heading.pdf', await renderPdf({ ...bare, signature: null, blocks }, now))
      expect(pagesOf(path).find((page) => page.includes('ĐỀ MỤC'))).toContain('Hàng thứ nhất')
    }
  })
})

describe('what is higher than a page', () => {
  const table = (title: string, cell: string): DocumentModel => ({
    ...packetModel,
    blocks: [
      {
        type: 'table',
        columns: [
          { title, share: 1 },
          { title: 'B', share: 2 }
        ],
        rows: [[[{ text: cell }], [{ text: 'ngắn' }]]]
      }
    ]
  })
  const cases: readonly [what: string, model: DocumentModel][] = [
    ['a row', table('A', words(3000, 'ô'))],
    ['a table’s head', table(words(3000, 'đ'), 'ô')],
    ['a heading', { ...packetModel, blocks: [{ type: 'heading', level: 1, text: words(2500, 'm') }] }],
    ['a list item', { ...packetModel, blocks: [{ type: 'list', items: [[{ text: words(3000, 'k') }]] }] }],
    [
      'a signature',
      {
        ...packetModel,
        signature: {
          recipients: Array.from({ length: 30 }, (_, index) => words(40, `n${index}.`)),
          authority: ['TL'],
          name: words(600, 't')
        }
      }
    ],
    [
      'a cover',
      {
        ...packetModel,
        cover: {
          organisation: [words(500, 'o')],
          title: words(900, 't'),
          subtitle: words(500, 's'),
          lines: Array.from({ length: 20 }, (_, index) => words(100, `l${index}.`)),
          foot: words(500, 'f')
        }
      }
    ],
    ['a stamp', { ...packetModel, stamp: words(1500, 's') }]
  ]
  it.for(cases)('loses nothing and breaks no page: %s', async ([, model], ctx) => {
    needPoppler(ctx)
    await expectNothingLost(model)
  })
})

describe('characters the fonts lack', () => {
  it('print as a box and are told', async (ctx) => {
    needPoppler(ctx)
    const text = pagesOf(report).join('\n')
    expect(text).toContain('Chào mừng □ đoàn □')
    expect(await charactersMissingFromPdf(reportModel)).toEqual([
      '🎉',
      '👩‍💼',
      ...new Set([...new Intl.Segmenter('vi').segment('王毅ສະບາຍດີ')].map((one) => one.segment))
    ])
    expect(await charactersMissingFromPdf(packetModel)).toEqual([])
  })
})

describe('the engine', () => {
  it('asks nothing of the network', async () => {
    const definition = { content: [{ image: 'picture' }], images: { picture: 'http://127.0.0.1:9/picture.png' } }
    await expect(pdfBytes(definition)).rejects.toThrow(/denied/)
  })

  it('reads no file but its fonts', async () => {
    await expect(pdfBytes({ content: [{ image: import.meta.filename }], defaultStyle: { font: 'Tinos' } })).rejects.toThrow(
      /denied/
    )
  })

  it('gives the same bytes for the same model and time', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime('2027-04-02T11:22:33Z')
    const again = await renderPdf(reportModel, now)
    vi.useRealTimers()
    expect(Buffer.compare(reportBytes, again)).toBe(0)
  })

  it('refuses no document, however little is in it', async () => {
    const empty: DocumentModel = { ...packetModel, title: '', stamp: '', cover: null, blocks: [] }
    const blocks: Block[] = [
      { type: 'page-break' },
      { type: 'table', columns: [{ title: '', share: 1 }], rows: [] },
      { type: 'list', items: [] }
    ]
    for (const model of [empty, { ...empty, blocks }, { ...empty, signature: { recipients: [], authority: [], name: '' } }]) {
      expect((await renderPdf(model, now)).length).toBeGreaterThan(500)
    }
  })
})
