/** Packets as programs of other people read them: contents against pages, large dossiers, and files that LibreOffice wrote. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { degrees, PDFDocument } from '@cantoo/pdf-lib'
import JSZip from 'jszip'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDocument } from '#shared/documents/build-document.ts'
import type { Block, DocumentModel } from '#shared/documents/model.ts'
import { picture } from '#shared/documents/text-blocks.ts'
import { type FieldValue, recordId } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { checkDocument } from '../../../electron/services/documents/check/check-document.ts'
import { type DocumentFiles, pagesFile, pictureFile } from '../../../electron/services/documents/document-files.ts'
import { renderDocx } from '../../../electron/services/documents/render-docx.ts'
import { renderPdf } from '../../../electron/services/documents/render-pdf.ts'
import { renderXlsx } from '../../../electron/services/documents/render-xlsx.ts'
import { modelOf, newRow, nextTrip, nextTripRow, officeNames, sampleDelegations, sampleRows } from '../../support/sample-rows.ts'
import { convertToPdf, createWorkplace, infoOf, needPoppler, needWriter, pagesOf } from './office-tools.ts'

const now = new Date(Date.UTC(2026, 10, 26))
const place = createWorkplace()
afterAll(() => place.remove())
let rows: readonly Row[] = []
beforeAll(async () => {
  rows = await sampleRows()
})

const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ')
/** Part number and page, as a reader sees them. */
const contentsOn = (page: string) =>
  Array.from(plain(page).matchAll(/PHẦN (\d+)\. [^.]+\.+ ?(\d+)/g), ([, part, at]) => [Number(part), Number(at)])
const pageOf = (pages: readonly string[], part: unknown) =>
  pages.findIndex((text, at) => at > 1 && plain(text).includes(`PHẦN ${part}. `)) + 1

describe.each(sampleDelegations)('the contents of the packet of %s', (id) => {
  it('give in PDF the page on which each part begins', async (ctx) => {
    needPoppler(ctx)
    const pages = pagesOf(place.save(`${id}.pdf`, await renderPdf(modelOf('packet', id, rows), now)))
    const contents = contentsOn(pages[1] ?? '')
    expect(contents.length).toBeGreaterThan(4)
    for (const [part, page] of contents) expect([part, page]).toEqual([part, pageOf(pages, part)])
  })

  it('give in Word the same, before Word has counted and after', async (ctx) => {
    needWriter(ctx)
    const bytes = await renderDocx(modelOf('packet', id, rows), now)
    const xml = (await (await JSZip.loadAsync(bytes)).file('word/document.xml')?.async('string')) ?? ''
    const shown = Array.from(xml.matchAll(/PAGEREF part-(\d+) \\h"[^>]*>.*?<w:t[^>]*>(\d+)<\/w:t>/g), ([, part, page]) => [
      Number(part) + 1,
      Number(page)
    ])
    const pages = pagesOf(convertToPdf(place, place.save(`${id}.docx`, bytes)))
    expect(contentsOn(pages[1] ?? '')).toEqual(shown)
    for (const [part, page] of shown) expect([part, page]).toEqual([part, pageOf(pages, part)])
  })
})

describe('a page of a paper that was scanned lying on its side', () => {
  it.each([0, 90, 180, 270])('stands in the packet as its own program shows it: turned by %i', async (angle) => {
    const document = await PDFDocument.create()
    const page = document.addPage([300, 400])
    page.drawText('thumoi', { x: 40, y: 200, size: 30, rotate: degrees(angle) })
    page.setRotation(degrees(angle))
    const pages = await pagesFile(await document.save())
    if (!pages) throw new Error('not readable')
    const file = 'a1'.repeat(32)
    const model: DocumentModel = {
      language: 'vi',
      title: 'x',
      stamp: '',
      cover: null,
      head: null,
      addressee: [],
      blocks: [{ type: 'pages', file }],
      signature: null
    }
    const pdf = place.save(`turned-${angle}.pdf`, await renderPdf(model, now, new Map([[file, pages]])))
    const [, left, top, right, bottom] =
      /xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">thumoi</.exec(
        execFileSync('pdftotext', ['-bbox', pdf, '-'], { encoding: 'utf8' })
      ) ?? []
    // Read from left to right, inside the margins.
    expect(Number(right) - Number(left)).toBeGreaterThan(Number(bottom) - Number(top))
    for (const [at, most] of [
      [left, 595],
      [right, 595],
      [top, 842],
      [bottom, 842]
    ] as const)
      expect(Number(at) > 50 && Number(at) < most - 50, `${at}`).toBe(true)
  })
})

describe('a large dossier', () => {
  it('of five hundred commitments, and a name of three hundred letters, comes out whole', async (ctx) => {
    needPoppler(ctx)
    const name = 'Nguyễn Thị '.repeat(30).slice(0, 300)
    const many = Array.from({ length: 500 }, (_, at) =>
      newRow(recordId('commitment', `so-${at}`), {
        title: `Cam kết số ${at} của ${name}`.slice(0, 400),
        state: 'open',
        countries: [{ id: 'FR' }],
        updates: [{ id: 'u', date: '2026-01-02', text: 'Đã nhắc phía bạn.' }]
      } as Record<string, FieldValue>)
    )
    const trip = nextTripRow({ members: [{ id: 'm', name, role: 'head' }] } as Record<string, FieldValue>)
    const { model } = buildDocument('packet', {
      subject: { of: 'record', id: nextTrip },
      rows: [trip, ...many],
      today: '2027-02-05',
      office: officeNames
    })
    const pdf = place.save('many.pdf', await renderPdf(model, now))
    const text = plain(pagesOf(pdf).join(' '))
    for (const at of [0, 250, 499]) expect(text).toContain(`Cam kết số ${at} của`)
    expect((await renderDocx(model, now)).length).toBeGreaterThan(10_000)
  })

  it('of two hundred photos comes out with each of them', async (ctx) => {
    needPoppler(ctx)
    const bytes = new Uint8Array(readFileSync('resources/pictures/today.png'))
    const files = new Map(
      Array.from({ length: 200 }, (_, at) => [at.toString(16).padStart(64, '0'), pictureFile(bytes, 1280, 800)] as const)
    ) as DocumentFiles
    const blocks: Block[] = Array.from(files.keys(), (file, at) => picture(file, 120, `Ảnh ${at + 1}`))
    const model: DocumentModel = {
      language: 'vi',
      title: 'Ảnh',
      stamp: '',
      cover: null,
      head: null,
      addressee: [],
      blocks,
      signature: null
    }
    const pdf = place.save('photos.pdf', await renderPdf(model, now, files))
    expect(plain(pagesOf(pdf).join(' '))).toContain('Ảnh 200')
    const word = await JSZip.loadAsync(await renderDocx(model, now, files))
    const xml = (await word.file('word/document.xml')?.async('string')) ?? ''
    expect(xml.match(/<w:drawing>/g)).toHaveLength(200)
  })
})

describe('LibreOffice', () => {
  const convert = (path: string, to: string) =>
    execFileSync(
      'soffice',
      [
        `-env:UserInstallation=file://${place.path('profile-2')}`,
        '--headless',
        '--convert-to',
        to,
        '--outdir',
        place.path('converted'),
        path
      ],
      { stdio: 'ignore' }
    )

  it('writes a report of ours anew, and the checker reads its file as well as ours', async (ctx) => {
    needWriter(ctx)
    const ours = await renderDocx(modelOf('trip-report', 'delegation.france-2024', rows), now)
    convert(place.save('report.docx', ours), 'docx:MS Word 2007 XML')
    const theirs = await checkDocument(new Uint8Array(readFileSync(place.path('converted/report.docx'))))
    const failed = (check: Awaited<ReturnType<typeof checkDocument>>) =>
      check.findings.filter(({ finding }) => finding.state === 'fail').map(({ rule, finding }) => [rule.id, finding])
    expect(failed(await checkDocument(ours))).toEqual([])
    expect(failed(theirs)).toEqual([])
  })

  it('opens a register as a workbook and reads its cells', async (ctx) => {
    needWriter(ctx)
    convert(
      place.save('register.xlsx', await renderXlsx(modelOf('agreement-register', '', rows))),
      'csv:Text - txt - csv (StarCalc):44,34,76'
    )
    const name = readdirSync(place.path('converted')).find((one) => one.endsWith('.csv')) ?? ''
    const csv = readFileSync(place.path(`converted/${name}`), 'utf8').normalize('NFC')
    expect(csv).toContain('Bản Thỏa thuận Hành chính giữa Bộ Nội vụ Việt Nam')
  })

  it('counts as many pages in a packet as the PDF has', async (ctx) => {
    needWriter(ctx)
    const model = modelOf('packet', 'delegation.france-2024', rows)
    const count = (path: string) => /Pages:\s+(\d+)/.exec(infoOf(path))?.[1]
    const word = convertToPdf(place, place.save('count.docx', await renderDocx(model, now)))
    expect(count(word)).toBe(count(place.save('count.pdf', await renderPdf(model, now))))
  })
})
