import { describe, expect, it } from 'vitest'
import { type HandlingMark, handlingMarks, isSecret, markStamp } from '#shared/domain/handling-mark.ts'
import { type RecordData, type RecordKind, recordKinds } from '#shared/domain/record.ts'
import { emptyValuesOf, validate, visibleData } from '#shared/domain/validate.ts'

const secretMarks = ['mat', 'toi-mat', 'tuyet-mat'] as const
const reference = {
  title: 'Công văn về phương án đàm phán',
  type: 'letter',
  number: '12',
  symbol: 'BNV-HTQT',
  date: '2026-03-02',
  holder: 'Văn thư',
  location: 'Két số 2',
  delegationId: 'delegation.x'
}

describe('a secret paper', () => {
  it.each(secretMarks)('may say where it is: %s', (mark) => {
    expect(validate('paper', { ...reference, mark }).problems).toEqual([])
  })

  it.each<[string, RecordData]>([
    ['text', { text: 'Nội dung' }],
    ['signer', { signer: 'Nguyễn Văn An' }],
    ['issuer', { issuer: 'Bộ Ngoại giao' }],
    ['claims', { claims: [{ id: 'c', field: 'date', value: '2026', wording: 'trích nguyên văn', sourceId: null }] }],
    ['sources', { sources: [{ id: 'source.x' }] }],
    ['summary', { summary: 'trường của phiên bản mới' }]
  ])('may say nothing of its contents: %s', (field, extra) => {
    for (const mark of secretMarks) {
      expect(validate('paper', { ...reference, mark, ...extra }).problems).toMatchObject([{ field, rule: 'handling-mark' }])
    }
  })

  it.each(secretMarks)('shows its reference and nothing else, should it hold more: %s', (mark) => {
    const held = { ...reference, mark, text: 'Nội dung', signer: 'Nguyễn Văn An', sources: [{ id: 's' }], summary: 'tóm tắt' }
    expect(visibleData('paper', held)).toEqual({ ...emptyValuesOf('paper'), ...reference, mark })
  })
})

const least: Readonly<Record<RecordKind, RecordData>> = {
  delegation: { title: 'Đoàn', direction: 'outbound' },
  event: { title: 'Hội đàm', kind: 'talks', delegationId: 'delegation.x' },
  commitment: { title: 'Cam kết' },
  agreement: { title: 'Thỏa thuận' },
  person: { title: 'Người' },
  organisation: { title: 'Cơ quan' },
  country: { title: 'Pháp', code: 'FR' },
  source: { title: 'Nguồn' },
  paper: { title: 'Công văn' },
  template: { title: 'Báo cáo kết quả', documentKind: 'trip-report' },
  approval: { title: 'Duyệt', subject: 'paper.x', version: 'ab'.repeat(32), decision: 'approved' }
}

describe('any record with a secret mark', () => {
  it.each(recordKinds)('may stand as a reference: %s', (kind) => {
    expect(validate(kind, { ...least[kind], mark: 'mat' }).problems).toEqual([])
    expect(validate(kind, visibleData(kind, { ...least[kind], mark: 'mat' })).problems).toEqual([])
  })

  it.each(recordKinds)('shows no text of its own: %s', (kind) => {
    const shown = visibleData(kind, { title: 'Tên', mark: 'mat', notes: 'Lộ', purpose: 'Lộ', detail: 'Lộ', biography: 'Lộ' })
    expect(JSON.stringify(shown)).not.toContain('Lộ')
    expect(shown.title).toBe('Tên')
  })

  it('refuses body text in a dossier as in a paper', () => {
    const { problems } = validate('delegation', { title: 'Đoàn', direction: 'outbound', mark: 'toi-mat', notes: 'Ghi chép' })
    expect(problems).toContainEqual(expect.objectContaining({ field: 'notes', rule: 'handling-mark' }))
  })
})

describe('an ordinary mark', () => {
  it.each(['none', 'internal', 'return'] as const)('hides and refuses nothing: %s', (mark) => {
    const data = { ...reference, mark, text: 'Nội dung' }
    expect(validate('paper', data).problems).toEqual([])
    expect(visibleData('paper', data)).toBe(data)
  })

  it('has its words for the stamp, and none for no mark', () => {
    expect(handlingMarks.map((mark) => markStamp[mark])).toEqual([
      '',
      'LƯU HÀNH NỘI BỘ',
      'XEM XONG TRẢ LẠI',
      'MẬT',
      'TỐI MẬT',
      'TUYỆT MẬT'
    ])
  })
})

describe('a mark this version does not know', () => {
  const mark = 'tuyet-mat-2' as HandlingMark

  it('is taken for a secret one', () => {
    expect(isSecret(mark)).toBe(true)
    expect(JSON.stringify(visibleData('paper', { ...reference, mark, text: 'Nội dung' }))).not.toContain('Nội dung')
  })

  it('is named as a problem', () => {
    expect(validate('paper', { ...reference, mark }).problems.map((problem) => problem.field)).toContain('mark')
  })
})
