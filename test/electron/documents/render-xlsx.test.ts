/** Workbooks of registers: a sheet for each table, every cell a text or a number, whatever it begins with. */
import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import type { Block, DocumentModel } from '#shared/documents/model.ts'
import { renderXlsx } from '../../../electron/services/documents/render-xlsx.ts'

const table = (rows: readonly (readonly string[])[]): Block => ({
  type: 'table',
  columns: [
    { title: 'STT', share: 1 },
    { title: 'Cam kết', share: 4 }
  ],
  rows: rows.map((row) => row.map((text) => [{ text }]))
})
const model = (blocks: Block[]): DocumentModel => ({
  language: 'vi',
  title: 'Sổ theo dõi',
  stamp: '',
  cover: null,
  head: null,
  addressee: [],
  blocks,
  signature: null
})

async function open(bytes: Uint8Array) {
  const zip = await JSZip.loadAsync(bytes)
  const part = async (name: string) => (await zip.file(name)?.async('string')) ?? ''
  const sheets = Object.keys(zip.files).filter((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name))
  return {
    names: [...(await part('xl/workbook.xml')).matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name),
    sheets: await Promise.all(sheets.sort().map(part)),
    strings: await part('xl/sharedStrings.xml')
  }
}

describe('a workbook', () => {
  it('has a sheet for each table, named for the heading above it, short enough and never twice', async () => {
    const long = 'Cam kết với Cộng hòa Pháp: [2025/2028] và những việc khác'
    const { names } = await open(
      await renderXlsx(
        model([
          { type: 'heading', level: 1, text: long },
          table([['1', 'a']]),
          table([['2', 'b']]),
          { type: 'heading', level: 1, text: '???' },
          table([['3', 'c']])
        ])
      )
    )
    expect(new Set(names.map((name) => name?.toLowerCase())).size).toBe(3)
    for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/)
    expect(names[0]).toMatch(/^Cam kết với Cộng hòa Pháp/)
  })

  it.each(['=1+1', "=cmd|'/c calc'!A1", '+84 24 3943', '-5', '@SUM(A1)', '\t=1', '\r=1', '＝1+1'])(
    'holds a text that looks like a formula as text: %j',
    async (text) => {
      const { sheets, strings } = await open(await renderXlsx(model([table([['1', text]])])))
      expect(sheets.join('')).not.toContain('<f>')
      expect(`${sheets.join('')}${strings}`).toContain(
        text
          .replace(/[\t\r]/g, '')
          .replaceAll('&', '&amp;')
          .replaceAll("'", '&apos;')
          .slice(0, 4)
      )
    }
  )

  it('holds plain numbers as numbers and what only looks like one as text', async () => {
    const { sheets } = await open(await renderXlsx(model([table([['12', '007']])])))
    expect(sheets[0]).toContain('<v>12</v>')
    expect(sheets[0]).not.toContain('<v>007</v>')
  })

  it('takes any letter and any length', async () => {
    const { sheets, strings } = await open(
      await renderXlsx(model([table([['1', `<b>&"'${'\u0000\u000b'}${'Ặ'.repeat(40_000)}`]])]))
    )
    expect(`${sheets}${strings}`).toContain('&lt;b&gt;&amp;')
    expect(`${sheets}${strings}`).not.toContain('\u0000')
  })

  it('says what the document says where it has no table', async () => {
    const nobody = 'Chưa có danh sách thành viên.'
    const { sheets, strings } = await open(
      await renderXlsx(model([{ type: 'paragraph', style: 'body', runs: [{ text: nobody }] }]))
    )
    expect(`${sheets}${strings}`).toContain(nobody)
  })
})
