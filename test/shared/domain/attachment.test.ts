/** A record's files: what an item must say, and what may be shown with the system's own viewer. */
import { describe, expect, test } from 'vitest'
import { isViewable, readAttachment, shownName, storedName } from '#shared/domain/attachment.ts'
import { emptyValuesOf, validate } from '#shared/domain/validate.ts'

const item = {
  id: 'f1',
  name: 'Thư mời.pdf',
  type: 'application/pdf',
  sizeBytes: 12,
  sha256: 'a'.repeat(64),
  blob: 'b'.repeat(64),
  key: 'c'.repeat(64),
  caption: null,
  credit: null
}
const paper = (files: readonly object[], mark = 'none') => ({ title: 'Thư mời', type: 'invitation', mark, files }) as never

describe('a paper', () => {
  test('from before there were attachments has none, and is as right as it was', () => {
    const { data, problems } = validate('paper', { title: 'Thư mời', type: 'invitation' })
    expect([data.files, problems]).toEqual([[], []])
    expect(emptyValuesOf('event').photos).toEqual([])
  })

  test('keeps its files, with what a newer version says about them', () => {
    const { data, problems } = validate('paper', paper([{ ...item, page: 3 }]))
    expect([data.files, problems]).toEqual([[{ ...item, page: 3 }], []])
  })

  test.each(['mat', 'toi-mat', 'tuyet-mat', 'a mark of a newer version'])('with the mark “%s” may have none', (mark) => {
    expect(validate('paper', paper([item], mark)).problems).toContainEqual(
      expect.objectContaining({ field: mark.startsWith('a') ? 'mark' : 'files' })
    )
    expect(validate('paper', paper([], mark)).problems.filter((one) => one.field === 'files')).toEqual([])
  })
})

describe('an item', () => {
  test('that names a file is read', () => {
    expect(readAttachment(item)).toEqual(item)
    const { type: _, caption: __, ...older } = item
    expect(readAttachment(older as never)).toEqual({ ...item, type: null })
  })

  test.each([
    ['no key', { key: '' }],
    ['a key of the wrong length', { key: 'c'.repeat(63) }],
    ['a path for a blob', { blob: '../../replica.json' }],
    ['a size below nothing', { sizeBytes: -1 }],
    ['more than 4 GiB', { sizeBytes: 4 * 1024 ** 3 + 1 }],
    ['no name', { name: '' }],
    ['a number for a name', { name: 7 }]
  ])('with %s names none', (_, part) => {
    expect(readAttachment({ ...item, ...part })).toBeNull()
  })
})

test('a name is kept as the person had it, in composed letters and no longer than a record takes', () => {
  expect(storedName('a:b\u202e.pdf')).toBe('a:b\u202e.pdf')
  expect(storedName('Thư'.normalize('NFD'))).toBe('Thư')
  expect(storedName('x'.repeat(900))).toHaveLength(500)
  expect(storedName('')).toBe('document')
  expect(shownName('gpj.\u202eexe')).toBe('gpj.exe')
})

describe('the system’s viewer', () => {
  test.each(['thư mời.pdf', 'ẢNH.JPG', 'bài.docx', 'số liệu.xlsx', 'ghi âm.m4a', 'x.heic', 'CON.png'])(
    'may be given %j',
    (name) => {
      expect(isViewable(name)).toBe(true)
    }
  )

  test.each([
    'thư mời.pdf.exe',
    'x.bat',
    'x.cmd',
    'x.lnk',
    'x.js',
    'x.vbs',
    'x.scr',
    'x.msi',
    'x.desktop',
    'x.sh',
    'x.html',
    'x.svg',
    'x.docm',
    'x.xlsm',
    'x.jar',
    'x.url',
    'pdf',
    '.pdf',
    '',
    'gpj.\u202eexe',
    'x.pdf\u200b.exe',
    'x.exe.',
    'x.exe ',
    'x.pdf:y.exe'
  ])('is never given %j', (name) => {
    expect(isViewable(name)).toBe(false)
  })
})
