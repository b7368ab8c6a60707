import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FieldValue, recordId } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { createSearchIndex, type SearchIndex } from '../../renderer/replica/search-index.ts'
import { changed, newRow, rowOf, sampleRows } from '../support/sample-rows.ts'

let rows: readonly Row[] = []
let index: SearchIndex = createSearchIndex()
beforeAll(async () => {
  rows = await sampleRows()
})
beforeEach(() => {
  index = createSearchIndex()
})

const promise = (id: string, title: string, fields: Readonly<Record<string, FieldValue>> = {}) =>
  newRow(recordId('commitment', id), { title, ...fields })

describe('a search in the sample office', () => {
  beforeEach(() => index.put(rows))

  it.each([
    ['doan cong tac ai cap', 'delegation.egypt-uae-2024'],
    ['Đoàn công tác Ai Cập', 'delegation.egypt-uae-2024'],
    ['kasbarian moi', 'commitment.kasbarian-invitation'],
    ['insp nu', 'commitment.france-training-places'],
    ['ban ghi nho uae', 'agreement.uae-memorandum'],
    ['NEWHAVEN', 'event.uk-france-2023-newhaven-council'],
    ['2025-2028', 'agreement.france-2025-2028'],
    ['egypt', 'delegation.egypt-uae-2024'],
    ['le brig', 'person.maryvonne-le-brignonen'],
    ['dgafp', 'person.nathalie-colin']
  ])('“%s” finds %s', (query, id) => {
    expect(index.search(query, 100)).toContain(id)
  })

  it('“doan cong tac ai cap” finds the Egypt delegation before anything else', () => {
    expect(index.search('doan cong tac ai cap', 10)[0]).toBe('delegation.egypt-uae-2024')
  })

  it('finds the same, whether typed with composed letters, with loose marks, or in capitals', () => {
    const found = index.search('Ai Cập', 100)
    expect(found.length).toBeGreaterThan(3)
    expect(index.search('Ai Cập'.normalize('NFD'), 100)).toEqual(found)
    expect(index.search('AI CẬP', 100)).toEqual(found)
    expect(new Set(index.search('ai cap', 100))).toEqual(new Set(found))
  })

  it('wants every word: more words find less', () => {
    const wide = index.search('đoàn', 100)
    const narrow = index.search('đoàn indonesia', 100)
    expect(narrow.length).toBeGreaterThan(0)
    expect(narrow.length).toBeLessThan(wide.length)
    expect(wide).toEqual(expect.arrayContaining(narrow))
  })

  it('gives no more than was asked for', () => {
    expect(index.search('công', 3)).toHaveLength(3)
    expect(index.search('công', 0)).toEqual([])
  })

  it.each(['', '   ', '!!!', '…', '"', 'xyzzy', '__proto__', 'constructor', '*', '('])(
    '“%s” finds nothing, and breaks nothing',
    (query) => {
      expect(index.search(query, 10)).toEqual([])
    }
  )

  it('looks for words, not for ids and marks', () => {
    expect(index.search('source s0 moha', 10)).toEqual([])
  })
})

describe('among words that differ only in their marks', () => {
  const words = ['hội', 'hỏi', 'hôi', 'hối', 'hơi', 'hoi']

  it.each(words)('“%s” comes first when it is typed, and the others after it', (word) => {
    index.put(words.map((one) => promise(`w${words.indexOf(one)}`, `Việc ${one} ý kiến`)))
    const found = index.search(word, 10)
    expect(found).toHaveLength(words.length)
    if (word !== 'hoi') expect(found[0]).toBe(`commitment.w${words.indexOf(word)}`)
  })

  it('the one as typed comes first even where it stands deep in a long text', () => {
    index.put([
      promise('title', 'Hỏi hỏi hỏi'),
      promise('text', 'Việc khác', { notes: `${'xem lại '.repeat(800)} biên bản hội đồng` }),
      ...Array.from({ length: 200 }, (_, number) => promise(`other-${number}`, `Việc số ${number}`))
    ])
    expect(index.search('hội đồng', 5)).toEqual(['commitment.text'])
    expect(index.search('hội', 5)).toEqual(['commitment.text', 'commitment.title'])
    expect(index.search('hoi', 5)[0]).toBe('commitment.title')
  })
})

describe('a record that changes', () => {
  it('is found by what it says now and no longer by what it said', () => {
    index.put([promise('a', 'Mở khóa học')])
    index.put([promise('a', 'Gửi tài liệu')])
    expect(index.search('tai lieu', 5)).toEqual(['commitment.a'])
    expect(index.search('khoa hoc', 5)).toEqual([])
  })

  it('is not found while it is deleted, and is again when it is brought back', () => {
    const row = promise('a', 'Mở khóa học')
    index.put([row])
    index.put([changed(row, { deleted: true })])
    expect(index.search('khoa hoc', 5)).toEqual([])
    index.put([changed(row, { deleted: false })])
    expect(index.search('khoa hoc', 5)).toEqual(['commitment.a'])
  })

  it('is found by its reference only when it has become secret', () => {
    const paper = recordId('paper', 'p')
    index.put([newRow(paper, { title: 'Công văn', text: 'phương án đàm phán' })])
    expect(index.search('dam phan', 5)).toEqual([paper])
    index.put([newRow(paper, { title: 'Công văn', mark: 'mat', holder: 'Văn thư' })])
    expect(index.search('dam phan', 5)).toEqual([])
    expect(index.search('van thu', 5)).toEqual([paper])
  })

  it('is gone with everything else when the index is emptied', () => {
    index.put([rowOf(rows, 'delegation.egypt-uae-2024')])
    index.clear()
    expect(index.search('ai cap', 5)).toEqual([])
    index.put([rowOf(rows, 'delegation.egypt-uae-2024')])
    expect(index.search('ai cap', 5)).toEqual(['delegation.egypt-uae-2024'])
  })
})
