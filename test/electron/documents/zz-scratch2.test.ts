import { writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { test } from 'vitest'
import { renderDocx } from '../../../electron/services/documents/render-docx.ts'
import { renderPdf } from '../../../electron/services/documents/render-pdf.ts'
import type { DocumentModel } from '#shared/documents/model.ts'
import { textOfModel } from '../../../electron/services/documents/text-of-model.ts'
import { packetModel, reportModel, longName } from './fixture-model.ts'
const now = new Date('2026-02-05T03:04:05Z')
const words = (n: number, w = 'từ') => Array.from({ length: n }, (_, i) => `${w}${i}`).join(' ')
const cases: Record<string, DocumentModel> = {
  longrow: { ...reportModel, blocks: [{ type: 'table', columns: [{ title: 'A', share: 1 }, { title: 'B', share: 3 }], rows: [[[{ text: '1' }], [{ text: words(3000) }]], [[{ text: '2' }], [{ text: 'ngắn' }]], [[{ text: words(900, 'x') }], [{ text: words(100,'y') }]]] }] },
  longhead: { ...reportModel, blocks: [{ type: 'table', columns: [{ title: words(3000, 'h'), share: 1 }, { title: 'B', share: 3 }], rows: [[[{ text: '1' }], [{ text: words(300) }]]] }] },
  longsig: { ...reportModel, signature: { recipients: Array.from({ length: 30 }, (_, i) => `Cơ quan ${i} ${words(30, 'r' + i + '_')}`), authority: ['A', 'B'], name: words(500, 'n') } },
  longcover: { ...packetModel, cover: { organisation: [words(800,'o')], title: words(900, 't'), subtitle: words(800,'s'), lines: Array.from({length: 20}, (_, i) => words(100, 'l' + i + '_')), foot: words(500,'f') } },
  longhead2: { ...reportModel, head: { ...reportModel.head!, governing: words(400,'g'), issuing: words(400,'i'), symbol: longName, placeAndDate: words(400,'p'), documentType: words(600,'d'), subject: words(800,'s') }, stamp: words(300,'st'), addressee: [words(500,'a'), words(500,'b')] },
  longheading: { ...reportModel, blocks: [{ type: 'heading', level: 1, text: words(1500, 'h') }, { type: 'paragraph', style: 'body', runs: [{ text: 'x' }] }, { type: 'list', items: [[{ text: words(3000) }]] }, { type: 'paragraph', style: 'body', runs: [{ text: words(3000,'z') }] }] },
  narrow: { ...reportModel, blocks: [{ type: 'table', columns: Array.from({ length: 12 }, (_, i) => ({ title: `Cột ${i} dài`, share: i === 0 ? 1000 : 0.001 })), rows: [Array.from({ length: 12 }, (_, i) => [{ text: `ô${i} nội dung` }])] }] },
  empty: { ...reportModel, head: null, cover: null, stamp: '', addressee: [], blocks: [], signature: null, title: '' },
  coveronly: { ...packetModel, blocks: [] },
  emptycover: { ...packetModel, stamp: '', cover: { organisation: [], title: '', subtitle: '', lines: [], foot: '' } },
  emptytable: { ...reportModel, blocks: [{ type: 'table', columns: [{ title: '', share: 1 }], rows: [] }, { type: 'table', columns: [{ title: 'chỉ đầu', share: 1 }], rows: [] }, { type: 'table', columns: [{ title: '', share: 1 }], rows: [[[]]] }] },
  manyrows: { ...reportModel, blocks: [{ type: 'table', columns: [{ title: 'A', share: 1 }, { title: 'B', share: 3 }, { title: 'C', share: 3 }], rows: Array.from({ length: 5000 }, (_, i) => [[{ text: String(i) }], [{ text: words(12, 'b') }], [{ text: 'c' }]]) }] },
  manyblocks: { ...reportModel, blocks: Array.from({ length: 20000 }, (_, i) => i % 5 === 0 ? { type: 'heading' as const, level: 2 as const, text: `Đề mục ${i}` } : { type: 'paragraph' as const, style: 'body' as const, runs: [{ text: words(20) }] }) },
  headings: { ...reportModel, blocks: Array.from({ length: 3000 }, (_, i) => ({ type: 'heading' as const, level: 2 as const, text: `Đề mục ${i}` })) },
}
const only = process.env.ONLY
for (const [n, m] of Object.entries(cases).filter(([n]) => !only || only.split(',').includes(n))) test(n, async () => {
  let t = Date.now()
  const d = await renderDocx(m, now); const td = Date.now() - t; t = Date.now()
  writeFileSync(`/tmp/writers/x-${n}.docx`, d)
  let tp = -1, lost = ''
  try {
    const p = await renderPdf(m, now); tp = Date.now() - t
    writeFileSync(`/tmp/writers/x-${n}.pdf`, p)
    const text = execFileSync('pdftotext', [`/tmp/writers/x-${n}.pdf`, '-'], { maxBuffer: 1e9 }).toString().replace(/\s/g, '')
    const want = new Set(textOfModel(m).join(' ').match(/[\p{L}\p{N}_]+/gu) ?? [])
    const miss = [...want].filter(w => !text.includes(w))
    lost = `${miss.length} lost ${miss.slice(0, 8)}`
  } catch (e) { lost = String((e as Error).stack).slice(0, 600) }
  console.log(n, 'docx ms', td, 'pdf ms', tp, lost)
}, 600000)
