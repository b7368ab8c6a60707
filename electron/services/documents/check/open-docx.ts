/**
 * The parts of a .docx that a check reads. Guards: a file from anywhere may be a bomb, so what is inside is counted and measured before it is
 * unpacked, and a part with a document type of its own is refused.
 */
import { DOMParser, type Document } from '@xmldom/xmldom'
import { strFromU8, unzipSync } from 'fflate'

export class NotADocument extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'NotADocument'
  }
}

export const docxLimits = {
  fileBytes: 100 * 1024 * 1024,
  entries: 10_000,
  partBytes: 32 * 1024 * 1024,
  /** All parts together, unpacked. */
  allBytes: 64 * 1024 * 1024,
  /** Unpacked to packed: text packs to a twentieth, hardly to less. */
  ratio: 200
} as const

const wanted = /^word\/(document\.xml|styles\.xml|theme\/theme\d+\.xml|header\d+\.xml|_rels\/document\.xml\.rels)$/

/** Part name to its XML. Throws `NotADocument`, with a reason a person understands. */
export function openDocx(bytes: Uint8Array): ReadonlyMap<string, Document> {
  if (bytes.length > docxLimits.fileBytes) throw new NotADocument('the file is larger than 100 MB')
  let [entries, all] = [0, 0]
  let parts: Record<string, Uint8Array>
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        entries += 1
        if (entries > docxLimits.entries) throw new NotADocument('the file holds too many parts')
        if (!wanted.test(name)) return false
        all += originalSize
        const isBomb =
          originalSize > docxLimits.partBytes ||
          all > docxLimits.allBytes ||
          originalSize > docxLimits.ratio * Math.max(size, 1024)
        if (isBomb) throw new NotADocument(`${name} unpacks to more than a document holds`)
        return true
      }
    })
  } catch (error) {
    throw error instanceof NotADocument ? error : new NotADocument('the file is not a Word document (.docx), or it is damaged')
  }
  const documents = new Map(Object.entries(parts).map(([name, part]) => [name, parse(name, part)]))
  if (!documents.has('word/document.xml')) throw new NotADocument('the file is not a Word document (.docx)')
  return documents
}

function parse(name: string, bytes: Uint8Array): Document {
  const text = strFromU8(bytes).replace(/^\uFEFF/, '')
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new NotADocument(`${name} declares a document type, as no program writes it`)
  let problem = ''
  const onError = (level: string, message: string) => {
    if (level !== 'warning') problem ||= message
  }
  try {
    const document = new DOMParser({ onError }).parseFromString(text, 'text/xml')
    if (problem === '' && document.documentElement) return document
  } catch {
    // Said below.
  }
  throw new NotADocument(`${name} is damaged`)
}
