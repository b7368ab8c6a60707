import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldedWords } from '#shared/text/fold.ts'
import { seeded } from '../../support/seeded.ts'

describe('text without its marks', () => {
  it.each([
    ['Đoàn công tác của Bộ Nội vụ tại Ai Cập và UAE', 'doan cong tac cua bo noi vu tai ai cap va uae'],
    ['ĐẶNG Thị Đào', 'dang thi dao'],
    ['hội hỏi hòi hói hơi hối', 'hoi hoi hoi hoi hoi hoi'],
    ['Ưu tiên: chuyển đổi số', 'uu tien: chuyen doi so'],
    ['Chủ tịch Hồ Chí Minh', 'chu tich ho chi minh'],
    ['Café à Paris', 'cafe a paris']
  ])('%s reads %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  it('is the same however the letters were composed', () => {
    const text = 'Thỏa thuận hợp tác Việt Nam – Pháp, Đại sứ quán'
    expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')))
  })

  it('lets “doan cong tac ai cap” find the Egypt delegation’s title', () => {
    const title = foldedWords('Đoàn công tác của Bộ Nội vụ tại Ai Cập và UAE')
    for (const word of foldedWords('doan cong tac ai cap')) expect(title).toContain(word)
  })

  it('gives words without what stands between them', () => {
    expect(foldedWords('Ký “Bản ghi nhớ” (2025–2028), số 05/BC-HTQT.')).toEqual([
      'ky',
      'ban',
      'ghi',
      'nho',
      '2025',
      '2028',
      'so',
      '05',
      'bc',
      'htqt'
    ])
    expect(foldedWords(' … – ')).toEqual([])
  })

  it('has nothing left to fold once it is folded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
      seeded(500)
    )
  })
})
