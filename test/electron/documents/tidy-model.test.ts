import { describe, expect, it } from 'vitest'
import type { Block } from '#shared/documents/model.ts'
import { columnWidthsPt, contentWidthPt } from '../../../electron/services/documents/layout.ts'
import { createTextMeasure } from '../../../electron/services/documents/text-measure.ts'
import { tidyModel } from '../../../electron/services/documents/tidy-model.ts'
import { receiverLines } from '../../../electron/services/documents/wording.ts'
import { packetModel } from './fixture-model.ts'

const tidied = (blocks: Block[]): Block[] => tidyModel({ ...packetModel, blocks }, (text) => text).blocks
const line: Block = { type: 'paragraph', style: 'body', runs: [{ text: 'x' }] }
const turn: Block = { type: 'page-break' }

describe('a model at the writers’ door', () => {
  it('loses breaks that would only make an empty page', () => {
    expect(tidied([turn, line, turn, turn, line, turn])).toEqual([line, turn, line])
  })

  it('loses blocks that would print as an empty line', () => {
    const blank: Block[] = [
      { type: 'paragraph', style: 'plain', runs: [{ text: ' ' }, { text: '' }] },
      { type: 'heading', level: 1, text: '  ' },
      { type: 'list', items: [[{ text: '' }]] },
      { type: 'table', columns: [{ title: '', share: 1 }], rows: [] }
    ]
    expect(tidied([...blank, line])).toEqual([line])
  })

  it('gives every row as many cells as there are columns, and loses none', () => {
    const columns = [
      { title: 'A', share: 1 },
      { title: 'B', share: 1 }
    ]
    const rows = [[[{ text: '1' }]], [[{ text: '1' }], [{ text: '2' }], [{ text: '3' }]]]
    expect(tidied([{ type: 'table', columns, rows }])).toEqual([
      {
        type: 'table',
        columns,
        rows: [
          [[{ text: '1' }], []],
          [[{ text: '1' }], [{ text: '2' }, { text: ' ' }, { text: '3' }]]
        ]
      }
    ])
  })
})

describe('receivers', () => {
  it('end in semicolons, the last in a full stop, whatever was typed', () => {
    expect(receiverLines(['Như trên', '- Bộ Ngoại giao;', 'Lưu: VT;'])).toEqual(['- Như trên;', '- Bộ Ngoại giao;', '- Lưu: VT.'])
    expect(receiverLines(['Lưu: VT.'])).toEqual(['- Lưu: VT.'])
  })
})

describe('columns', () => {
  it('fill the line, and none is too narrow for a word', () => {
    const shares = [1000, 0.001, 0.001, ...Array<number>(9).fill(1)]
    const widths = columnWidthsPt({ type: 'table', columns: shares.map((share) => ({ title: '', share })), rows: [] })
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(contentWidthPt)
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(30)
  })
})

describe('measured text', () => {
  it('is as wide as the font file says', async () => {
    const measure = await createTextMeasure()
    // From the widths of Times New Roman Bold: 0.722 em for each of these two letters, which Tinos shares.
    expect(measure.widthPt('NA', { sizePt: 100, bold: true })).toBeCloseTo(144.4, 0)
    expect(measure.canShow('ữ'.codePointAt(0) ?? 0)).toBe(true)
    expect(measure.canShow('王'.codePointAt(0) ?? 0)).toBe(false)
  })

  it('counts lines as they will be broken', async () => {
    const measure = await createTextMeasure()
    const heightPt = (text: string): number => measure.heightPt([{ text }], { sizePt: 10 }, 100)
    const line = heightPt('a')
    expect(heightPt('a\nb\nc')).toBeCloseTo(3 * line)
    expect(Math.round(heightPt('từ '.repeat(100)) / line)).toBeGreaterThan(10)
    expect(Math.round(heightPt('a'.repeat(100)) / line)).toBeGreaterThanOrEqual(5)
  })
})
