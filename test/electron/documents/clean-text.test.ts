import { describe, expect, it } from 'vitest'
import { cleanText } from '../../../electron/services/documents/clean-text.ts'

describe('text on its way into a file', () => {
  it('is composed, also where a forbidden character stood between letter and mark', () => {
    expect(cleanText('Vie\u0323\u0302t')).toBe('Việt')
    expect(cleanText('a\u0001\u0323')).toBe('ạ')
  })

  it('keeps its line ends, all of one kind', () => {
    expect(cleanText('a\r\nb\rc\u2028d\u0085e\vf')).toBe('a\nb\nc\nd\ne\nf')
  })

  it('loses control characters, half emoji and marks that turn a name round', () => {
    expect(cleanText('a\u0000\u0008\u001f\u007f\u009fb')).toBe('ab')
    expect(cleanText('a\ud83db\udc00c')).toBe('abc')
    expect(cleanText('gpj.\u202eexe\u2069 \ufeffx\u00ady\uffff')).toBe('gpj.exe xy')
  })

  it('keeps whole emoji, joiners and no-break spaces', () => {
    expect(cleanText('👩‍💼\u00a0a\tb')).toBe('👩‍💼\u00a0a b')
  })
})
