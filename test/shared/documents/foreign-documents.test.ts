/** Papers for the other side: in its language, or in both beside each other; what nobody translated is said before it is printed. */
import { beforeAll, describe, expect, it } from 'vitest'
import { buildDocument, type DocumentKind, languagesOf, type PaperLanguage } from '#shared/documents/build-document.ts'
import { officialName } from '#shared/documents/foreign/official-names.ts'
import { documentModelSchema } from '#shared/documents/model.ts'
import { type FieldValue, recordId } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { changed, linesOf, newRow, nextTrip, nextTripRow, officeNames, rowOf, sampleRows } from '../../support/sample-rows.ts'

const office = {
  ...officeNames,
  ministryEn: 'Ministry of Home Affairs',
  unitEn: 'Department of International Cooperation',
  ministryFr: 'Ministère de l’Intérieur',
  unitFr: 'Département de la Coopération internationale'
}
let rows: readonly Row[] = []
beforeAll(async () => {
  rows = await sampleRows()
})
const talks = 'event.france-2024-talks'
const built = (kind: DocumentKind, id: string, language: PaperLanguage, from: readonly Row[] = rows) =>
  buildDocument(kind, { subject: { of: 'record', id }, rows: from, today: '2026-02-05', office, language })

const cases: [DocumentKind, string][] = [
  ['programme', 'delegation.france-2024'],
  ['delegation-list', 'delegation.france-2024'],
  ['minutes', talks],
  ['letter', talks],
  ['letter', 'commitment.kasbarian-invitation']
]

describe.each(cases)('the %s of %s', (kind, id) => {
  it.each(['en', 'fr', 'vi-en', 'vi-fr'] as const)('in %s may cross to the host, and leaves nothing empty', (language) => {
    const { model } = built(kind, id, language)
    expect(documentModelSchema.parse(model)).toEqual(model)
    for (const block of model.blocks) {
      if (block.type !== 'table' || block.columns[0]?.title === '') continue
      for (const cell of block.rows.flat())
        expect(
          cell
            .map(({ text }) => text)
            .join('')
            .trim()
        ).not.toBe('')
    }
  })

  it('says in French what it says in English, line for line', () => {
    expect(built(kind, id, 'fr').model.blocks.map(({ type }) => type)).toEqual(
      built(kind, id, 'en').model.blocks.map(({ type }) => type)
    )
  })
})

describe('an English paper', () => {
  it('is headed by the official names and dated as English is', () => {
    const { head } = built('programme', 'delegation.france-2024', 'en').model
    expect(head?.governing).toBe('MINISTRY OF HOME AFFAIRS')
    expect(head?.issuing).toBe('DEPARTMENT OF INTERNATIONAL COOPERATION')
    expect(head?.placeAndDate).toBe('Ha Noi, 5 February 2026')
    expect(head?.documentType).toBe('PROGRAMME')
  })

  it('takes the record’s own English, and the official name of a post', () => {
    const lines = linesOf(built('delegation-list', 'delegation.uk-france-2023', 'en').model).join('\n')
    expect(lines).toContain('Deputy Minister of Home Affairs')
    expect(built('programme', 'delegation.france-2024', 'en').model.head?.subject).toBe(
      rowOf(rows, 'delegation.france-2024').data.titleEn
    )
  })

  it('lists what has no translation, once it is given takes it, and knows the same words elsewhere', () => {
    const post = 'Cố vấn đặc biệt'
    const member = (id: string) => ({ id, name: 'Trần Văn Bình', post, role: 'member' })
    const trip = nextTripRow({ titleEn: 'Delegation to France', members: [member('m1')] } as Record<string, FieldValue>)
    const other = newRow(recordId('delegation', 'other'), {
      title: 'Đoàn khác',
      titleEn: 'Another delegation',
      direction: 'outbound',
      members: [member('m2')]
    } as Record<string, FieldValue>)
    const before = built('delegation-list', nextTrip, 'en', [trip, other])
    expect(before.missing).toEqual([{ record: nextTrip, field: 'post', itemId: 'm1', language: 'en', text: post }])
    expect(linesOf(before.model).join('\n')).toContain(post)
    const translations = [{ id: 't', field: 'post', itemId: 'm1', language: 'en', source: post, text: 'Special Adviser' }]
    const now = [changed(trip, { translations }), other]
    expect(built('delegation-list', nextTrip, 'en', now).missing).toEqual([])
    expect(linesOf(built('delegation-list', 'delegation.other', 'en', now).model).join('\n')).toContain('Special Adviser')
    // Of other words it is no translation.
    const reworded = changed(now[0], { members: [{ ...member('m1'), post: 'Cố vấn' }] } as Record<string, FieldValue>)
    expect(built('delegation-list', nextTrip, 'en', [reworded, other]).missing.map(({ text }) => text)).toEqual(['Cố vấn'])
    expect(built('delegation-list', nextTrip, 'fr', now).missing.map(({ field }) => field)).toEqual(['title', 'post'])
  })

  it('never says what is ours only', () => {
    const event = changed(rowOf(rows, talks), { points: [{ id: 'p', side: 'vn', text: 'Chưa nói con số', internal: true }] })
    const from = [...rows.filter((row) => row.id !== event.id), event]
    for (const language of ['en', 'fr', 'vi-en'] as const)
      expect(JSON.stringify(built('minutes', talks, language, from).model)).not.toContain('Chưa nói con số')
  })
})

describe('a paper in two languages', () => {
  it('stands side by side, paragraph for paragraph, and both sides sign it', () => {
    const { model } = built('minutes', talks, 'vi-en')
    const [first] = model.blocks
    expect(first?.type).toBe('table')
    const rowsOfFirst =
      first?.type === 'table' ? first.rows.map((cells) => cells.map((runs) => runs.map(({ text }) => text).join(''))) : []
    expect(rowsOfFirst[0]).toEqual([expect.stringContaining('Thời gian'), expect.stringContaining('Dates')])
    for (const cells of rowsOfFirst) expect(cells).toHaveLength(2)
    expect(JSON.stringify(model.blocks)).toContain('tiếng Việt và tiếng Anh')
    expect(JSON.stringify(model.blocks)).toContain('in Vietnamese and English')
    expect(model.signature?.authority).toEqual(['ĐẠI DIỆN PHÍA BẠN', 'FOR THE PARTNER SIDE'])
    expect(model.signature?.second?.authority).toEqual(['ĐẠI DIỆN PHÍA VIỆT NAM', 'FOR THE VIETNAMESE SIDE'])
  })

  it('does not tear a table in two: each cell says it twice', () => {
    const { model } = built('programme', 'delegation.france-2024', 'vi-fr')
    const table = model.blocks.find((block) => block.type === 'table' && block.columns.length === 4)
    expect(table?.type === 'table' && table.columns.map(({ title }) => title)).toEqual([
      'Thời gian\nDates',
      'Nội dung\nActivité',
      'Địa điểm\nLieu',
      'Phía bạn\nHôte'
    ])
  })
})

describe('the official names', () => {
  it.each([
    ['Thứ trưởng Bộ Nội vụ', 'Deputy Minister of Home Affairs'],
    ['Vụ trưởng Vụ Hợp tác quốc tế', 'Director General, Department of International Cooperation'],
    ['Chuyên viên chính, Vụ Pháp chế', 'Principal Official, Department of Legal Affairs']
  ])('%s is %s', (vietnamese, english) => {
    expect(officialName(vietnamese, 'en')).toBe(english)
  })

  it('say nothing of what they do not know', () => {
    expect(officialName('Giám đốc INSP', 'en')).toBeNull()
    expect(officialName('Thứ trưởng Bộ Không Có', 'fr')).toBeNull()
  })
})

it('kinds that stay in the house are made in Vietnamese alone', () => {
  expect(languagesOf('packet')).toEqual(['vi'])
  expect(() => built('trip-report', 'delegation.france-2024', 'en')).toThrow(RangeError)
})
