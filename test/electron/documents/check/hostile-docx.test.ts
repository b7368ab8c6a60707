/** A .docx from anywhere: bombs are not unpacked, what is damaged is said, and nothing outside the file is read. */
import { strToU8, type Zippable, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { docxLimits, NotADocument, openDocx } from '../../../../electron/services/documents/check/open-docx.ts'

const document = '<w:document xmlns:w="w"><w:body><w:p/></w:body></w:document>'
const docx = (parts: Zippable = {}): Uint8Array => zipSync({ 'word/document.xml': strToU8(document), ...parts })

describe('a file that is no document', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['a text', strToU8('Kính gửi')],
    ['a zip of something else', zipSync({ 'a.txt': strToU8('a') })],
    ['a document cut short', docx().subarray(0, 60)],
    ['broken XML', docx({ 'word/document.xml': strToU8('<w:document><w:body>') })]
  ])('is refused: %s', (_, bytes) => {
    expect(() => openDocx(bytes)).toThrow(NotADocument)
  })
})

describe('a bomb', () => {
  it('that packs to a thousandth is not unpacked', () => {
    const zeros = zipSync({ 'word/document.xml': new Uint8Array(20 * 1024 * 1024) }, { level: 9 })
    expect(zeros.length).toBeLessThan(100_000)
    expect(() => openDocx(zeros)).toThrow(/unpacks to more than a document holds/)
  })

  it('of many large parts is not unpacked', () => {
    const noise = Uint8Array.from({ length: 8 * 1024 * 1024 }, (_, at) => (at * 2654435761) >>> 24)
    const parts = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`word/header${at}.xml`, noise]))
    expect(() => openDocx(zipSync({ ...parts, 'word/document.xml': strToU8(document) }, { level: 0 }))).toThrow(NotADocument)
  })

  it('of parts without number is left', () => {
    const parts = Object.fromEntries(Array.from({ length: docxLimits.entries + 1 }, (_, at) => [`x/${at}`, new Uint8Array()]))
    expect(() => openDocx(docx(parts))).toThrow(/too many parts/)
  })

  it('of entities that grow is refused with its document type', () => {
    const laughs = `<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${document}`
    expect(() => openDocx(docx({ 'word/document.xml': strToU8(laughs) }))).toThrow(/document type/)
  })

  it('that names a file of the machine reads none', () => {
    const outside = `<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>${document.replace('<w:p/>', '<w:p>&a;</w:p>')}`
    expect(() => openDocx(docx({ 'word/document.xml': strToU8(outside) }))).toThrow(NotADocument)
  })
})

it('whatever its parts are called, only a document’s own are unpacked, and none is written anywhere', () => {
  const parts = openDocx(
    docx({
      '../../etc/cron.d/x': strToU8('x'),
      'word/media/image1.png': new Uint8Array(1000),
      'word/../../y.xml': strToU8('<y/>')
    })
  )
  expect(Array.from(parts.keys())).toEqual(['word/document.xml'])
})
