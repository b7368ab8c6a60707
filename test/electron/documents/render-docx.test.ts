import { beforeAll, describe, expect, it, vi } from 'vitest'
import { headColumnsPt } from '../../../electron/services/documents/layout.ts'
import { renderDocx } from '../../../electron/services/documents/render-docx.ts'
import { createTextMeasure, type TextMeasure } from '../../../electron/services/documents/text-measure.ts'
import { attribute, type DocxParts, elements, openDocx, paragraphWith, styleNamed, styleOf, textOf } from './docx-parts.ts'
import { hostileTexts, longName, longTableRows, packetModel, reportModel } from './fixture-model.ts'

const now = new Date('2026-02-05T03:04:05Z')
const mmToTwips = (mm: number): number => Math.round((mm / 25.4) * 1440)

let report: DocxParts
let packet: DocxParts
let body: string
let styles: string
let measure: TextMeasure

beforeAll(async () => {
  report = await openDocx(await renderDocx(reportModel, now))
  packet = await openDocx(await renderDocx(packetModel, now))
  body = report.part('word/document.xml')
  styles = report.part('word/styles.xml')
  measure = await createTextMeasure()
})

const headers = (docx: DocxParts): string[] => docx.names.filter((name) => /^word\/header\d+\.xml$/.test(name)).map(docx.part)

describe('page', () => {
  it('is A4 portrait with the decree’s margins', () => {
    const [size] = elements(body, 'w:pgSz')
    expect(Number(attribute(size ?? '', 'w:w'))).toBe(mmToTwips(210))
    expect(Number(attribute(size ?? '', 'w:h'))).toBe(mmToTwips(297))
    const [margin] = elements(body, 'w:pgMar')
    const sides = ['top', 'bottom', 'left', 'right'].map((side) => Number(attribute(margin ?? '', `w:${side}`)))
    expect(sides).toEqual([20, 20, 30, 20].map(mmToTwips))
  })

  it('carries its number from page 2, centred at 14 pt in the top margin', () => {
    expect(elements(body, 'w:titlePg')).toHaveLength(1)
    const references = elements(body, 'w:headerReference').map((reference) => attribute(reference, 'w:type'))
    expect(references.sort()).toEqual(['default', 'first'])
    const numbered = headers(report).filter((header) => header.includes('PAGE'))
    expect(numbered).toHaveLength(1)
    expect(numbered[0]).toContain('<w:jc w:val="center"/>')
    expect(styleNamed(styles, 'decree-page-number')).toContain('<w:sz w:val="28"/>')
    const headerTop = Number(attribute(elements(body, 'w:pgMar')[0] ?? '', 'w:header'))
    expect(headerTop + 14 * 1.15 * 20).toBeLessThan(mmToTwips(20))
  })
})

describe('type', () => {
  it('is Times New Roman for every range of letters, in every part', () => {
    const [defaults] = elements(styles, 'w:docDefaults')
    const [fonts] = elements(defaults ?? '', 'w:rFonts')
    for (const range of ['ascii', 'hAnsi', 'cs', 'eastAsia']) expect(attribute(fonts ?? '', `w:${range}`)).toBe('Times New Roman')
    const parts = [styles, body, report.part('word/numbering.xml'), ...headers(report)].join('')
    const named = new Set([...parts.matchAll(/w:(?:ascii|hAnsi|cs|eastAsia)="([^"]*)"/g)].map((match) => match[1]))
    // The language tag shares the attribute name eastAsia.
    named.delete('vi-VN')
    expect([...named]).toEqual(['Times New Roman'])
  })

  it('is black, headings too', () => {
    const ours = [
      ...styles.matchAll(/<w:style [^>]*w:styleId="(?:Normal|Heading\d|Title|Hyperlink|Caption|decree-[^"]*)".*?<\/w:style>/gs)
    ].join('')
    const colours = [...(ours + body).matchAll(/<w:color w:val="([^"]*)"/g)].map((match) => match[1])
    expect(new Set(colours)).toEqual(new Set(['000000']))
  })

  it('says its language', async () => {
    expect(elements(styles, 'w:lang')[0]).toContain('w:val="vi-VN"')
    expect(elements(packet.part('word/styles.xml'), 'w:lang')[0]).toContain('w:val="en-GB"')
  })

  const boxes: readonly [box: string, style: string, halfPoints: number, bold: boolean, italic: boolean][] = [
    ['1, the nation’s name', 'decree-nation', 24, true, false],
    ['1, the motto', 'decree-motto', 26, true, false],
    ['2, the governing body', 'decree-governing', 24, false, false],
    ['2, the issuing body', 'decree-issuing', 24, true, false],
    ['3, number and symbol', 'decree-number', 26, false, false],
    ['4, place and date', 'decree-place', 28, false, true],
    ['5a, the type', 'decree-document-type', 28, true, false],
    ['5a, the subject', 'decree-subject', 28, true, false],
    ['6, the text', 'decree-body', 28, false, false],
    ['6, the basis', 'decree-basis', 28, false, true],
    ['6, a heading of level 1', 'Heading1', 28, true, false],
    ['6, a heading of level 2', 'Heading2', 28, true, false],
    ['6, a heading of level 3', 'Heading3', 28, true, true],
    ['7a, the authority', 'decree-authority', 28, true, false],
    ['7b, the signer', 'decree-signer', 28, true, false],
    ['9b, “Nơi nhận”', 'decree-recipients-title', 24, true, true],
    ['9b, the receivers', 'decree-recipient', 22, false, false],
    ['11, the stamp', 'decree-stamp', 26, true, false],
    ['a table', 'decree-table-cell', 24, false, false]
  ]
  it.each(boxes)('of box %s is as the decree has it', (_box, style, halfPoints, bold, italic) => {
    const xml = styleNamed(styles, style)
    expect(xml).toContain(`<w:sz w:val="${halfPoints}"/>`)
    expect(/<w:b\/>/.test(xml)).toBe(bold)
    expect(/<w:i\/>/.test(xml)).toBe(italic)
  })

  it('of the text is justified, its first line in by 1.27 cm, 6 pt below, at 1.15 lines', () => {
    const xml = styleNamed(styles, 'decree-body')
    expect(xml).toContain('<w:jc w:val="both"/>')
    expect(xml).toContain(`w:firstLine="${mmToTwips(12.7)}"`)
    expect(xml).toContain('w:after="120"')
    expect(xml).toContain('w:line="276"')
  })
})

describe('head', () => {
  it('has room for the nation’s name on one line, with a little to spare', () => {
    const namePt = measure.widthPt('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { sizePt: 12, bold: true })
    expect(headColumnsPt[1] - namePt).toBeGreaterThan(4)
    const [table] = elements(body, 'w:tbl')
    expect(elements(table ?? '', 'w:gridCol').map((column) => Number(attribute(column, 'w:w')))).toEqual(
      headColumnsPt.map((pt) => Math.round(pt * 20))
    )
  })

  it('sets number and date in one row', () => {
    const [table] = elements(body, 'w:tbl')
    const row = elements(table ?? '', 'w:tr').find((one) => one.includes('BC-HTQT'))
    expect(elements(row ?? '', 'w:tc').map(textOf)).toEqual(['Số: 05/BC-HTQT', 'Hà Nội, ngày 05 tháng 02 năm 2026'])
  })

  it('leaves room for a number not yet given', async () => {
    const head = { ...reportModel.head, number: null } as typeof reportModel.head
    const docx = await openDocx(await renderDocx({ ...reportModel, head }, now))
    expect(textOf(paragraphWith(docx.part('word/document.xml'), 'BC-HTQT'))).toMatch(/^Số: \u00a0{5,}\/BC-HTQT$/)
  })

  it('draws its rules as lines of the right length, never as underlines or dashes', () => {
    const ruleLengthAfter = (text: string, columnPt: number): number => {
      const paragraphs = elements(body, 'w:p')
      const rule = paragraphs[paragraphs.findIndex((paragraph) => textOf(paragraph) === text) + 1] ?? ''
      expect(rule).toContain('<w:top w:val="single"')
      expect(textOf(rule)).toBe('')
      const [indent] = elements(rule, 'w:ind')
      return columnPt - (Number(attribute(indent ?? '', 'w:left')) + Number(attribute(indent ?? '', 'w:right'))) / 20
    }
    const motto = 'Độc lập - Tự do - Hạnh phúc'
    expect(ruleLengthAfter(motto, headColumnsPt[1])).toBeCloseTo(measure.widthPt(motto, { sizePt: 13, bold: true }), 0)
    const issuing = 'VỤ HỢP TÁC QUỐC TẾ'
    const issuingShare = ruleLengthAfter(issuing, headColumnsPt[0]) / measure.widthPt(issuing, { sizePt: 12, bold: true })
    expect(issuingShare).toBeGreaterThanOrEqual(1 / 3)
    expect(issuingShare).toBeLessThanOrEqual(1 / 2)
    const linePt = (160 / 25.4) * 72
    const subjectShare = ruleLengthAfter(reportModel.head?.subject ?? '', linePt) / linePt
    expect(subjectShare).toBeGreaterThanOrEqual(1 / 3)
    expect(subjectShare).toBeLessThanOrEqual(1 / 2)
    expect(body).not.toContain('<w:u ')
    expect(textOf(body)).not.toMatch(/_{3,}|-{3,}|—{2,}/)
  })

  it('boxes the stamp on all four sides', () => {
    const [borders] = elements(paragraphWith(body, 'LƯU HÀNH NỘI BỘ'), 'w:pBdr')
    for (const side of ['top', 'bottom', 'left', 'right']) expect(borders).toContain(`<w:${side} w:val="single"`)
  })

  it('names several addressees on lines of their own, one on the line itself', async () => {
    const lines = elements(body, 'w:p').map(textOf)
    const start = lines.indexOf('Kính gửi:')
    expect(lines.slice(start, start + 3)).toEqual(['Kính gửi:', '- Bộ trưởng Bộ Nội vụ;', '- Văn phòng Bộ.'])
    const single = await openDocx(await renderDocx({ ...reportModel, addressee: ['Bộ Ngoại giao'] }, now))
    expect(textOf(paragraphWith(single.part('word/document.xml'), 'Bộ Ngoại giao'))).toBe('Kính gửi: Bộ Ngoại giao')
  })
})

describe('text', () => {
  it('uses Word’s own headings, so that navigation works', () => {
    expect(styleOf(paragraphWith(body, 'I. DIỄN BIẾN'))).toBe('Heading1')
    expect(styleOf(paragraphWith(body, '1. Hội đàm'))).toBe('Heading2')
    expect(styleOf(paragraphWith(body, 'a) Nội dung'))).toBe('Heading3')
    expect(styleNamed(styles, 'Heading2')).toContain('<w:outlineLvl w:val="1"/>')
    expect(styleNamed(styles, 'Heading2')).toContain('<w:keepNext/>')
  })

  it('sets list items with a hanging dash', () => {
    expect(paragraphWith(body, 'Trao đổi đoàn cấp bộ trưởng')).toContain('<w:numPr>')
    const level = elements(report.part('word/numbering.xml'), 'w:lvl').find((one) => one.includes('w:lvlText w:val="-"'))
    expect(attribute(elements(level ?? '', 'w:ind')[0] ?? '', 'w:hanging')).toBe(String(mmToTwips(5)))
  })

  it('repeats a table’s bold head on each page and splits no short row', () => {
    const table = elements(body, 'w:tbl').find((one) => one.includes('Cam kết số 1:')) ?? ''
    const rows = elements(table, 'w:tr')
    expect(rows).toHaveLength(longTableRows + 1)
    expect(rows.map((row) => row.includes('<w:tblHeader/>'))).toEqual([true, ...Array<boolean>(longTableRows).fill(false)])
    expect(rows.every((row) => row.includes('<w:cantSplit/>'))).toBe(true)
    expect(elements(rows[0] ?? '', 'w:p').map(styleOf)).toEqual(Array(4).fill('decree-table-head'))
    for (const side of ['top', 'bottom', 'left', 'right', 'insideH', 'insideV'])
      expect(table).toContain(`<w:${side} w:val="single"`)
  })

  it('lets a row higher than the page run on', async () => {
    const row = [[{ text: 'lời '.repeat(5000) }]]
    const model = { ...reportModel, blocks: [{ type: 'table' as const, columns: [{ title: 'Cột', share: 1 }], rows: [row] }] }
    const rows = elements((await openDocx(await renderDocx(model, now))).part('word/document.xml'), 'w:tr')
    expect(rows.find((one) => one.includes('lời'))).not.toContain('<w:cantSplit/>')
  })

  it('keeps the signature on one page, with the last paragraph', () => {
    expect(paragraphWith(body, 'kính báo cáo./.')).toContain('<w:keepNext/>')
    const row = elements(elements(body, 'w:tbl').at(-1) ?? '', 'w:tr')
    expect(row).toHaveLength(1)
    expect(row[0]).toContain('<w:cantSplit/>')
    expect(elements(row[0] ?? '', 'w:tc').map((cell) => elements(cell, 'w:p').map(textOf))).toEqual([
      ['Nơi nhận:', '- Như trên;', '- Thứ trưởng phụ trách (để báo cáo);', '- Lưu: VT, HTQT.'],
      ['TL. BỘ TRƯỞNG', 'VỤ TRƯỞNG VỤ HỢP TÁC QUỐC TẾ', 'Trần Thị Bích Ngọc']
    ])
  })

  it('starts a new page by the paragraph that begins it', () => {
    expect(paragraphWith(body, 'III. KIẾN NGHỊ')).toContain('<w:pageBreakBefore/>')
    expect(body).not.toContain('<w:br w:type="page"/>')
  })

  it('has no stray blank paragraph', () => {
    const blank = [...elements(body, 'w:p'), ...elements(packet.part('word/document.xml'), 'w:p')].filter(
      (one) => textOf(one).trim() === ''
    )
    // Rules, gaps below tables and cells left empty are meant.
    const meant = ['decree-rule', 'decree-gap', 'decree-table-cell']
    const strays = blank.filter((one) => !meant.includes(styleOf(one) ?? '') && !one.includes('<w:sectPr'))
    expect(strays).toEqual([])
  })

  it('never adds an ending of its own', async () => {
    expect(textOf(body).match(/\.\/\./g)).toHaveLength(1)
  })
})

describe('hostile text', () => {
  it('stays text', () => {
    expect(textOf(paragraphWith(body, ']]>'))).toBe(hostileTexts.markup)
    expect(textOf(paragraphWith(body, longName))).toBe(longName)
    expect(textOf(paragraphWith(body, 'Chào mừng'))).toBe(hostileTexts.emoji)
  })

  it('leaves no character that XML forbids', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for exactly those
    for (const name of report.names) expect(report.part(name)).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
    expect(textOf(paragraphWith(body, 'đầu'))).toMatch(/^đầu\s*cuối$/)
  })

  it('is composed Vietnamese', () => {
    expect(textOf(body)).toBe(textOf(body).normalize('NFC'))
    expect(textOf(body)).toContain('Tiếng Việt phân rã')
  })

  it('is not taken for the library’s field names', () => {
    for (const name of hostileTexts.fieldNames) expect(textOf(paragraphWith(body, name))).toContain(name)
    expect(body).not.toContain('<w:fldChar')
    expect(body).not.toContain('<w:instrText')
  })
})

describe('cover', () => {
  it('is a section of its own, without a number; the text counts on from it', () => {
    const sections = elements(packet.part('word/document.xml'), 'w:sectPr')
    expect(sections.map((section) => section.includes('<w:titlePg/>'))).toEqual([true, false])
    expect(sections.some((section) => section.includes('w:start='))).toBe(false)
    const before = packet.part('word/document.xml').split('<w:sectPr')[0] ?? ''
    expect(
      elements(before, 'w:p')
        .map(textOf)
        .filter((text) => text !== '')
    ).toEqual([
      'MINISTRY OF HOME AFFAIRS',
      'DEPARTMENT OF INTERNATIONAL COOPERATION',
      'XEM XONG TRẢ LẠI',
      'HỒ SƠ ĐOÀN CÔNG TÁC',
      ...(packetModel.cover?.lines ?? []).toSpliced(0, 0, packetModel.cover?.subtitle ?? ''),
      'Hà Nội, 2026'
    ])
  })

  it('alone makes one section', async () => {
    const docx = await openDocx(await renderDocx({ ...packetModel, blocks: [] }, now))
    expect(elements(docx.part('word/document.xml'), 'w:sectPr')).toHaveLength(1)
  })

  it('gives cells beyond the last column to that column', () => {
    expect(textOf(paragraphWith(packet.part('word/document.xml'), 'Expert'))).toBe('Expert interpreter')
  })
})

describe('properties', () => {
  it('name the title, the product and the given time', () => {
    const properties = report.part('docProps/core.xml')
    expect(properties).toContain('<dc:title>Báo cáo kết quả chuyến công tác</dc:title>')
    expect(properties).toContain('<dc:creator>Cooperation Desk</dc:creator>')
    expect(properties.match(/2026-02-05T03:04:05Z/g)).toHaveLength(2)
  })

  it('the same model and time give the same bytes', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime('2026-03-01T00:00:00Z')
    const first = await renderDocx(reportModel, now)
    vi.setSystemTime('2027-04-02T11:22:33Z')
    const second = await renderDocx(reportModel, now)
    vi.useRealTimers()
    expect(Buffer.compare(first, second)).toBe(0)
  })
})
