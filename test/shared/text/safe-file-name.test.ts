/** Names that come with attachments from anywhere: reliability row E9. */
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { safeFileName } from '#shared/text/safe-file-name.ts'
import { seeded } from '../../support/seeded.ts'

// Many cases each: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 30_000 })

const bytesOf = (text: string) => new TextEncoder().encode(text).length

describe('a name that a file may have', () => {
  test.each([
    ['Biên bản hội đàm.pdf', 'Biên bản hội đàm.pdf'],
    ['IMG_2024-10-04.JPG', 'IMG_2024-10-04.JPG'],
    ['báo cáo (2) – bản cuối.docx', 'báo cáo (2) – bản cuối.docx'],
    ['lưu trữ.tar.gz', 'lưu trữ.tar.gz'],
    ['会议纪要.pdf', '会议纪要.pdf'],
    ['không có đuôi', 'không có đuôi'],
    ['công văn số 12.HTQT', 'công văn số 12.HTQT'],
    ['console.txt', 'console.txt'],
    ['com10.txt', 'com10.txt'],
    ['ảnh 🇻🇳.png', 'ảnh 🇻🇳.png']
  ])('stays as it is: %j', (asked, made) => {
    expect(safeFileName(asked)).toBe(made)
  })
})

describe('a hostile name', () => {
  test.each([
    ['a way up', '..\\..\\x', '-..-x'],
    ['a way up, the other way', '../../etc/passwd', '-..-etc-passwd'],
    ['the root', '/etc/shadow', '-etc-shadow'],
    ['a drive', 'C:\\Windows\\system32\\x.dll', 'C--Windows-system32-x.dll'],
    ['a network place', '\\\\server\\share\\x', '--server-share-x'],
    ['the folder itself', '.', 'document'],
    ['the folder above', '..', 'document'],
    ['many points', '......', 'document'],
    ['a hidden file', '.bashrc', 'bashrc'],
    ['nothing', '', 'document'],
    ['only spaces', '   ', 'document'],
    ['only unseen letters', '\u200b\u200d\ufeff\u2060', 'document'],
    ['a second stream of a file', 'a:b', 'a-b'],
    ['a second stream, spelled out', 'giấy mời.pdf:Zone.Identifier', 'giấy mời.pdf-Zone.Identifier'],
    ['wildcards and pipes', 'a*b?c"d<e>f|g', 'a-b-c-d-e-f-g'],
    ['a point at the end', 'báo cáo.', 'báo cáo'],
    ['a space at the end', 'báo cáo ', 'báo cáo'],
    ['points and spaces at the end', 'báo cáo. . .', 'báo cáo'],
    ['a space that does not break', 'báo\u00a0cáo\u3000.pdf', 'báo cáo.pdf'],
    ['a line break', 'báo\r\ncáo\tx.pdf', 'báo--cáo-x.pdf'],
    ['a line break of its own kind', 'báo\u2028cáo.pdf', 'báo cáo.pdf'],
    ['a zero byte', 'a.pdf\u0000.exe', 'a.pdf-.exe'],
    ['an escape that a terminal obeys', '\u001b[31mx.txt', '-[31mx.txt'],
    ['letters turned round', 'gpj.\u202eexe\u202c', 'gpj.exe'],
    ['letters isolated', '\u2066x\u2069.pdf', 'x.pdf'],
    ['an Arabic mark', 'x\u061c.pdf', 'x.pdf'],
    ['an ending hidden behind nothing', 'x.pdf\u200b.exe', 'x.pdf.exe'],
    ['a Hangul filler', 'x\u3164.pdf', 'x.pdf'],
    ['a soft hyphen', 'CO\u00adN', '_CON'],
    ['half of a letter', 'x\ud83c.pdf', 'x.pdf'],
    ['marks on their own', 'Báo cáo.pdf'.normalize('NFD'), 'Báo cáo.pdf'],
    ['marks torn from their letter', 'e\u200b\u0301.pdf', 'é.pdf'],
    ['CON', 'CON', '_CON'],
    ['con.txt', 'con.txt', '_con.txt'],
    ['Aux.tar.gz', 'Aux.tar.gz', '_Aux.tar.gz'],
    ['nul .txt', 'nul .txt', '_nul.txt'],
    ['PRN.', 'PRN.', '_PRN'],
    ['COM1', 'COM1', '_COM1'],
    ['COM0', 'com0.log', '_com0.log'],
    ['COM¹', 'COM¹.pdf', '_COM¹.pdf'],
    ['LPT9', 'LPT9.docx', '_LPT9.docx'],
    ['CONIN$', 'CONIN$', '_CONIN$'],
    ['CON behind points', '..CON', '_CON'],
    ['CON with letters turned round', 'C\u202eON', '_CON'],
    ['CON left over from a long name', `CON${' '.repeat(300)}x`, '_CON'],
    ['a word for a program', '-rf', '-rf'],
    ['a home folder', '~/x', '~-x']
  ])('%s', (_, asked, made) => {
    expect(safeFileName(asked)).toBe(made)
  })
})

describe('a name that is too long', () => {
  test.each([
    ['Latin', `${'x'.repeat(300)}.pdf`, '.pdf'],
    ['Vietnamese', `${'Hội nghị toàn quốc về hợp tác '.repeat(12)}.docx`, '.docx'],
    ['300 letters with their marks apart', `${'ế'.repeat(300).normalize('NFD')}.jpg`, '.jpg'],
    ['Chinese', `${'访'.repeat(300)}.pdf`, '.pdf'],
    ['emoji', `${'🎉'.repeat(150)}.png`, '.png'],
    ['a whole family for one letter', `${'👨‍👩‍👧'.repeat(60)}.png`, '.png'],
    ['no ending but a long word', `a.${'b'.repeat(300)}`, '']
  ])('is cut between whole letters and keeps its ending: %s', (_, asked, ending) => {
    const made = safeFileName(asked)
    expect(bytesOf(made)).toBeLessThanOrEqual(255)
    expect(bytesOf(made)).toBeGreaterThan(200)
    expect(made.endsWith(ending)).toBe(true)
    expect(made).toBe(made.normalize('NFC'))
    expect(made).not.toContain('\ufffd')
  })

  test('and is one letter with thousands of marks gets another name', () => {
    expect(safeFileName(`e${'\u0301'.repeat(2000)}.pdf`)).toBe('document.pdf')
  })

  test('is cut to what the caller has room for', () => {
    expect(safeFileName('hội đàm Paris.pdf', { maxBytes: 14 })).toBe('hội đà.pdf')
    expect(safeFileName('hội đàm Paris.pdf', { maxLetters: 11 })).toBe('hội đàm.pdf')
    expect(safeFileName('CON là tên cấm.pdf', { maxBytes: 8 })).toBe('_CON.pdf')
  })
})

test('whatever was sent, comes out as one file’s name, the same when it goes through again', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400, unit: 'binary' }), fc.integer({ min: 16, max: 255 }), (asked, maxBytes) => {
      const made = safeFileName(asked, { maxBytes })
      expect(made.length).toBeGreaterThan(0)
      expect(bytesOf(made)).toBeLessThanOrEqual(maxBytes)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(made).not.toMatch(/[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|^[. ]|[. ]$/)
      expect(made.split('.')[0]?.trim()).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/i)
      expect(safeFileName(made, { maxBytes })).toBe(made)
    }),
    seeded(100)
  )
})
