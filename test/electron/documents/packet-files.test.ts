/** Photos and papers inside a document, and what happens when one of them is missing, hostile, or somebody stops the export. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { degrees, PDFDocument, PDFRef } from '@cantoo/pdf-lib'
import JSZip from 'jszip'
import { describe, expect, test } from 'vitest'
import type { Args, Push } from '#shared/bridge/contract.ts'
import type { Block, DocumentModel } from '#shared/documents/model.ts'
import { contents, heading, pageBreak, picture } from '#shared/documents/text-blocks.ts'
import { createDocumentExports } from '../../../electron/services/documents/document-exports.ts'
import { type DocumentFiles, pagesFile, pictureFile } from '../../../electron/services/documents/document-files.ts'
import { renderDocx } from '../../../electron/services/documents/render-docx.ts'
import { renderPdf } from '../../../electron/services/documents/render-pdf.ts'
import { resources } from '../../support/laptop.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const now = new Date(Date.UTC(2027, 1, 5))
const [photo, paper] = ['a1'.repeat(32), 'd2'.repeat(32)]
const model = (...blocks: Block[]): DocumentModel => ({
  language: 'vi',
  title: 'Hồ sơ đoàn',
  stamp: '',
  cover: { organisation: ['BỘ NỘI VỤ'], title: 'HỒ SƠ', subtitle: '', lines: [], foot: '' },
  foot: 'Bản số: 01/02',
  head: null,
  addressee: [],
  blocks,
  signature: null
})
const packet = model(
  heading(1, 'MỤC LỤC'),
  contents,
  pageBreak,
  heading(1, 'PHẦN 1. ẢNH'),
  picture(photo, 120, 'Hội đàm'),
  pageBreak,
  heading(1, 'PHẦN 2. GIẤY TỜ'),
  { type: 'pages', file: paper },
  heading(1, 'PHẦN 3. SAU GIẤY TỜ')
)
const aPicture = async () => pictureFile(new Uint8Array(await readFile(join(resources, 'pictures', 'today.png'))), 1280, 800)
async function aPaper(pages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  for (let page = 0; page < pages; page += 1) document.addPage([300, 400]).drawText(`trang ${page + 1}`)
  return document.save()
}
async function someFiles(): Promise<DocumentFiles> {
  const [one, other] = [await aPicture(), await pagesFile(await aPaper(3))]
  if (!one || !other) throw new Error('not readable')
  return new Map<string, typeof one | typeof other>([
    [photo, one],
    [paper, other]
  ])
}
const pagesIn = async (bytes: Uint8Array) => (await PDFDocument.load(bytes)).getPageCount()
const wordOf = async (bytes: Uint8Array) => {
  const zip = await JSZip.loadAsync(bytes)
  return { zip, xml: (await zip.file('word/document.xml')?.async('string')) ?? '' }
}

describe('a PDF', () => {
  test('has a page for each page of a paper, and goes on after them', async () => {
    // Cover, contents, photo, heading, three of the paper, what follows.
    expect(await pagesIn(await renderPdf(packet, now, await someFiles()))).toBe(8)
    expect(await pagesIn(await renderPdf(packet, now))).toBe(4)
  })

  test('is the same to the byte when it is written again', async () => {
    const files = await someFiles()
    expect(Buffer.compare(await renderPdf(packet, now, files), await renderPdf(packet, now, files))).toBe(0)
  })
})

describe('a paper', () => {
  test('with an empty page, a turned one and a filled form is set in whole', async () => {
    const document = await PDFDocument.create()
    document.addPage([300, 400])
    const turned = document.addPage([300, 400])
    turned.drawText('trang xoay')
    turned.setRotation(degrees(90))
    const field = document.getForm().createTextField('chu-ky')
    field.setText('da ky so')
    field.addToPage(document.addPage([300, 400]), { x: 20, y: 20, width: 200, height: 30 })
    const pages = await pagesFile(await document.save())
    if (!pages) throw new Error('not readable')
    const files: DocumentFiles = new Map([[paper, pages]])
    expect(await pagesIn(await renderPdf(model(heading(1, 'GIẤY TỜ'), { type: 'pages', file: paper }), now, files))).toBe(5)
    expect((await PDFDocument.load(pages.bytes)).getForm().getFields()).toHaveLength(0)
  })

  test('with a form that is out of order is set in as it is', async () => {
    const document = await PDFDocument.create()
    document.addPage([300, 400]).drawText('van ban da ky')
    const field = document.context.register(document.context.obj({ FT: 'Sig', Kids: [PDFRef.of(99)] }))
    document.catalog.getOrCreateAcroForm().addField(field)
    expect((await pagesFile(await document.save()))?.count).toBe(1)
  })
})

describe('a Word file', () => {
  test('holds the photo with its words for those who do not see it, and says how many pages the paper has', async () => {
    const { zip, xml } = await wordOf(await renderDocx(packet, now, await someFiles()))
    expect(Object.keys(zip.files).filter((name) => name.startsWith('word/media/'))).toHaveLength(1)
    expect(xml).toContain('descr="Hội đàm"')
    expect(xml).toContain('Văn bản gồm 3 trang')
  })

  test('shows in its contents the pages that it has itself, as fields that Word counts anew', async () => {
    const { xml } = await wordOf(await renderDocx(packet, now, await someFiles()))
    const shown = Array.from(xml.matchAll(/PAGEREF part-(\d) \\h"[^>]*>.*?<w:t[^>]*>(\d+)<\/w:t>/g), ([, part, page]) => [
      part,
      page
    ])
    expect(shown).toEqual([
      ['0', '3'],
      ['1', '4'],
      ['2', '4']
    ])
    for (const part of [0, 1, 2]) expect(xml).toContain(`w:name="part-${part}"`)
  })

  test('says so where photo and paper are not on this laptop', async () => {
    const { xml } = await wordOf(await renderDocx(packet, now))
    expect(xml).toContain('Hội đàm (ảnh chưa có trên máy lập hồ sơ)')
    expect(xml).toContain('Văn bản chưa có trên máy lập hồ sơ')
  })
})

describe('a file that is not what it seems', () => {
  test.each([
    ['text', new TextEncoder().encode('%PDF-1.7 không phải PDF')],
    ['nothing', new Uint8Array()],
    ['zeros', new Uint8Array(2000)]
  ])('%s is no PDF', async (_, bytes) => {
    expect(await pagesFile(bytes)).toBeNull()
  })

  test('a book is no paper of a dossier', async () => {
    expect(await pagesFile(await aPaper(301))).toBeNull()
  })

  test('a program called .jpg is no picture', () => {
    expect(pictureFile(new TextEncoder().encode('MZ…'), 10, 10)).toBeNull()
  })
})

describe('an export', () => {
  const set = '0123456789abcdef'
  async function exports(bytesOf: (sha256: string) => Promise<Uint8Array>) {
    const folder = await temporaryFolder()
    const pushes: Push[] = []
    const attachments = {
      cancel: () => undefined,
      take: async (
        { sha256 }: { sha256: string },
        write: (writer: { bytes: () => Promise<Uint8Array> }) => Promise<unknown>
      ) => ({
        ok: true,
        value: await write({ bytes: () => bytesOf(sha256) })
      })
    }
    const calls = createDocumentExports({
      attachments: () => attachments as never,
      push: (push) => pushes.push(push),
      now: () => now,
      into: () => ({ folder, mayMakeFolder: false }),
      saved: () => undefined
    })
    const args: Args<'documents.export'> = {
      model: packet,
      calendar: [],
      format: 'pdf',
      fileName: 'Hồ sơ',
      folder: '',
      pictures: null,
      papers: [{ blob: 'b'.repeat(64), key: 'c'.repeat(64), sha256: paper }]
    }
    return { folder, pushes, calls, args }
  }

  test('takes the papers from this laptop, and says how far it is', async () => {
    const { folder, pushes, calls, args } = await exports(() => aPaper(2))
    expect(await calls['documents.export'](args)).toMatchObject({ ok: true })
    expect(await pagesIn(await readFile(join(folder, 'Hồ sơ.pdf')))).toBe(7)
    expect(pushes.map((push) => push.type === 'export-progress' && [push.done, push.total])).toContainEqual([1, 2])
  })

  test('comes out with a line in the place of a paper that cannot be read', async () => {
    const { folder, calls, args } = await exports(async () => new Uint8Array(10))
    expect(await calls['documents.export'](args)).toMatchObject({ ok: true })
    expect(await pagesIn(await readFile(join(folder, 'Hồ sơ.pdf')))).toBe(4)
  })

  test('that is stopped writes nothing, and says so', async () => {
    const { folder, calls, args } = await exports(async () => {
      await calls['documents.cancel']({})
      return aPaper(2)
    })
    expect(await calls['documents.export'](args)).toMatchObject({ ok: false, code: 'export-cancelled' })
    expect(await readdir(folder)).toEqual([])
  })

  test('of several is stopped between two', async () => {
    const { folder, calls, args } = await exports(() => aPaper(1))
    const { folder: into, pictures, papers, fileName, ...part } = args
    const running = calls['documents.exportBundle']({
      folder: into,
      pictures,
      papers: [],
      fileName,
      parts: [part, part, part].map((one) => ({ ...one, fileName }))
    })
    await calls['documents.cancel']({})
    expect(await running).toMatchObject({ ok: false, code: 'export-cancelled' })
    expect(await readdir(folder)).toEqual([])
  })

  test('takes no picture that is none, and forgets those of an export that was given up', async () => {
    const { folder, calls, args } = await exports(() => aPaper(1))
    const one = await aPicture()
    const given = { set, file: photo, bytes: one?.bytes ?? new Uint8Array(), widthPx: 1280, heightPx: 800 }
    expect(await calls['documents.picture']({ ...given, bytes: new Uint8Array([1, 2, 3]) })).toMatchObject({ ok: false })
    expect(await calls['documents.picture'](given)).toEqual({ ok: true, value: null })
    const word = async (pictures: string) => {
      const written = await calls['documents.export']({ ...args, format: 'docx', pictures })
      if (!written.ok) throw new Error(written.code)
      return (await wordOf(await readFile(written.value.path))).xml
    }
    expect(await word(set)).toContain('descr="Hội đàm"')
    await calls['documents.picture']({ ...given, set: 'fedcba9876543210' })
    expect(await word(set)).toContain('ảnh chưa có trên máy')
    expect((await readdir(folder)).length).toBe(2)
  })
})
