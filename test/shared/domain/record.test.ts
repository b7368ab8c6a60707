import { describe, expect, it } from 'vitest'
import { isRecordId, kindOfId, recordId, recordKinds } from '#shared/domain/record.ts'

describe('a record’s id', () => {
  it.each(recordKinds)('tells its kind: %s', (kind) => {
    const id = recordId(kind, '0123456789abcdef0123456789abcdef')
    expect(kindOfId(id)).toBe(kind)
    expect(isRecordId(id)).toBe(true)
  })

  it('may be a readable name, for records that ship with the product', () => {
    expect(recordId('delegation', 'egypt-uae-2024')).toBe('delegation.egypt-uae-2024')
  })

  it.each([
    '',
    'delegation',
    'delegation.',
    'delegation.-x',
    'delegation.Ai-Cap',
    'delegation.ai cap',
    'delegation.a/../b',
    'delegation.a\n',
    'delegation.đoàn',
    'Delegation.x',
    'budget.x',
    'constructor.x',
    '__proto__.x',
    `delegation.${'a'.repeat(81)}`
  ])('“%s” is none', (text) => {
    expect(kindOfId(text)).toBeNull()
    expect(isRecordId(text)).toBe(false)
  })

  it('is never built from a part that does not fit', () => {
    expect(() => recordId('delegation', 'Đoàn ra')).toThrow(RangeError)
    expect(() => recordId('delegation', '')).toThrow(RangeError)
  })
})
