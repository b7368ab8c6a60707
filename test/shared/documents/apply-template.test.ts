/** An office's own templates: they change head, signature, wording and order, or are not used at all. */
import { beforeAll, describe, expect, it } from 'vitest'
import { buildDocument } from '#shared/documents/build-document.ts'
import { type FieldValue, recordId } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { linesOf, newRow, officeNames, sampleRows } from '../../support/sample-rows.ts'

let rows: readonly Row[] = []
beforeAll(async () => {
  rows = await sampleRows()
})
const template = (fields: Readonly<Record<string, FieldValue>>, id = 'mau') =>
  newRow(recordId('template', id), { title: 'Báo cáo', documentKind: 'trip-report', ...fields })
const report = (...templates: Row[]) =>
  buildDocument('trip-report', {
    subject: { of: 'record', id: 'delegation.france-2024' },
    rows: [...rows, ...templates],
    today: '2026-02-05',
    office: officeNames
  })
const headings = (model: ReturnType<typeof report>['model']) =>
  model.blocks.flatMap((block) => (block.type === 'heading' && block.level === 1 ? [block.text] : []))

describe('a template', () => {
  it('replaces letter head and signature block', () => {
    const { model, problems } = report(
      template({
        governing: 'Bộ Nội vụ',
        issuing: 'Cục Hợp tác quốc tế',
        place: 'Đà Nẵng',
        symbol: 'BC-CHTQT',
        authority: 'KT. Bộ trưởng\nThứ trưởng',
        signer: 'Trần Văn Bình',
        recipients: 'Lãnh đạo Bộ\nLưu: VT, {đơn vị}'
      })
    )
    expect(problems).toEqual([])
    expect(model.head).toMatchObject({
      issuing: 'CỤC HỢP TÁC QUỐC TẾ',
      symbol: 'BC-CHTQT',
      placeAndDate: 'Đà Nẵng, ngày 05 tháng 02 năm 2026'
    })
    expect(model.signature).toMatchObject({
      authority: ['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG'],
      name: 'Trần Văn Bình',
      recipients: ['Lãnh đạo Bộ;', 'Lưu: VT, Vụ Hợp tác quốc tế;']
    })
  })

  it('adds paragraphs, replaces words and puts the sections in another order', () => {
    const [first, second] = headings(report().model)
    const { model, problems } = report(
      template({
        opening: 'Thực hiện chương trình công tác năm,',
        closing: '{đơn vị} trân trọng báo cáo.',
        order: `${second}\n${first}`,
        wording: [{ id: 'w', from: 'Thời gian', to: 'Thời gian đi' }]
      })
    )
    expect(problems).toEqual([])
    const unnumbered = (text = '') => text.replace(/^[IVX]+\. /, '')
    expect(headings(model).slice(0, 2).map(unnumbered)).toEqual([unnumbered(second), unnumbered(first)])
    const lines = linesOf(model)
    expect(lines[0]).toBe('Thực hiện chương trình công tác năm,')
    expect(lines.at(-1)).toBe('Vụ Hợp tác quốc tế trân trọng báo cáo./.')
    expect(lines.join('\n')).toContain('Thời gian đi')
    expect(headings(model)).toHaveLength(headings(report().model).length)
  })

  it('is not used when it is switched off, deleted, or of another kind', () => {
    const plain = report().model
    for (const one of [
      template({ symbol: 'X', inUse: false }),
      template({ symbol: 'X', deleted: true }),
      template({ symbol: 'X', documentKind: 'letter' })
    ])
      expect(report(one).model).toEqual(plain)
  })

  it('of two that were made at once is the same one on every laptop', () => {
    const [one, other] = [template({ symbol: 'BC-A' }, 'a'), template({ symbol: 'BC-B' }, 'b')]
    expect(report(other, one).model).toEqual(report(one, other).model)
  })

  it.each([
    [{ closing: 'Kính gửi {bộ trưởng}' }, 'placeholder', '{bộ trưởng}'],
    [{ symbol: 'bc htqt' }, 'symbol', 'bc htqt'],
    [{ authority: 'A\nB\nC\nD\nE' }, 'authority', '4'],
    [{ wording: [{ id: 'w', from: 'Thời gian', to: '{tên gì}' }] }, 'placeholder', '{tên gì}'],
    [{ recipients: 'Vụ\n'.repeat(31) }, 'recipients', '30'],
    [{ wording: [{ id: 'w', from: 'Thời gian', to: '' }] }, 'empty-wording', 'Thời gian']
  ] as [Record<string, FieldValue>, string, string][])(
    'that is broken says so, and the built-in way is used: %j',
    (fields, fault, said) => {
      const { model, problems } = report(template({ place: 'Đà Nẵng', ...fields }))
      expect(problems).toEqual([expect.objectContaining({ fault, said })])
      expect(model).toEqual(report().model)
    }
  )

  it.each([
    [{ order: 'IX. KHÔNG CÓ' }, 'no-heading'],
    [{ wording: [{ id: 'w', from: 'câu không có trong báo cáo', to: 'x' }] }, 'no-wording']
  ] as [Record<string, FieldValue>, string][])('is used but for what this document does not have: %j', (fields, fault) => {
    const { model, problems } = report(template({ symbol: 'BC-CHTQT', ...fields }))
    expect(problems).toEqual([expect.objectContaining({ fault })])
    expect(model.head?.symbol).toBe('BC-CHTQT')
  })

  it('numbers its sections as they stand, and ends where the paper ends', () => {
    const plain = headings(report().model)
    const { model } = report(template({ order: plain.at(-1) as string, closing: 'Kính trình Lãnh đạo Bộ.' }))
    expect(headings(model).map((text) => text.split(' ')[0])).toEqual(plain.map((text) => text.split(' ')[0]))
    expect(headings(model)[0]).toContain(plain.at(-1)?.replace(/^[IVX]+\. /, '') ?? '')
    const lines = linesOf(model)
    expect(lines.at(-1)).toBe('Kính trình Lãnh đạo Bộ./.')
    expect(lines.filter((line) => line.endsWith('./.'))).toHaveLength(1)
  })
})
