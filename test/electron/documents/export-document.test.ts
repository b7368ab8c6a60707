/** A document on its way to a file that a person asked for. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { DocumentModel } from '#shared/documents/model.ts'
import { type ExportRequest, exportDocument } from '../../../electron/services/documents/export-document.ts'
import { failing, setFault } from '../../support/faulty-disk.ts'
import { seeded } from '../../support/seeded.ts'
import { fillUp, smallDisk } from '../../support/small-disk.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// Many cases each: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 30_000 })

vi.mock('node:fs/promises', async (original) => (await import('../../support/faulty-disk.ts')).faultyDisk(await original()))
vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))
afterEach(() => {
  setFault(null)
})

const model: DocumentModel = {
  language: 'vi',
  title: 'Báo cáo',
  stamp: '',
  cover: null,
  head: null,
  addressee: [],
  blocks: [{ type: 'paragraph', style: 'body', runs: [{ text: 'Kính gửi Bộ trưởng' }] }],
  signature: null
}
const now = new Date(Date.UTC(2026, 1, 5))

const exportTo = (folder: string, part: Partial<ExportRequest> = {}) =>
  exportDocument({ model, calendar: [], format: 'docx', fileName: 'Báo cáo', folder, mayMakeFolder: false, ...part }, now)

async function nameOf(fileName: string): Promise<string> {
  const folder = await temporaryFolder()
  const result = await exportTo(folder, { fileName })
  if (!result.ok) throw new Error(`${result.code} ${result.detail}`)
  const files = await readdir(folder)
  expect(files).toHaveLength(1)
  expect(result.value.path).toBe(join(folder, files[0] ?? ''))
  return files[0] ?? ''
}

test.each(['docx', 'pdf'] as const)('a %s is written whole, and the answer says where and how large', async (format) => {
  const folder = await temporaryFolder()
  const result = await exportTo(folder, { format })
  const path = join(folder, `Báo cáo.${format}`)
  const bytes = await readFile(path)
  expect(result).toEqual({ ok: true, value: { path, sizeBytes: bytes.length } })
  expect(bytes.subarray(0, 4).toString('latin1')).toBe(format === 'pdf' ? '%PDF' : 'PK\u0003\u0004')
  expect(await readdir(folder)).toEqual([`Báo cáo.${format}`])
})

describe('the folder', () => {
  test('that is not there is said to be missing, and is not made', async () => {
    const parent = await temporaryFolder()
    expect(await exportTo(join(parent, 'gone'))).toEqual({ ok: false, code: 'folder-missing', detail: join(parent, 'gone') })
    expect(await readdir(parent)).toEqual([])
  })

  test('that is the program’s own is made, however deep', async () => {
    const folder = join(await temporaryFolder(), 'a', 'b')
    expect((await exportTo(folder, { mayMakeFolder: true })).ok).toBe(true)
  })

  test('that is a file, or lies behind one, is said to be missing', async () => {
    const file = join(await temporaryFolder(), 'file')
    await writeFile(file, 'x')
    for (const folder of [file, join(file, 'behind')]) {
      for (const mayMakeFolder of [true, false]) {
        expect(await exportTo(folder, { mayMakeFolder })).toMatchObject({ ok: false, code: 'folder-missing' })
      }
    }
    expect(await readFile(file, 'utf8')).toBe('x')
  })
})

describe('a file that is there already', () => {
  test('is never overwritten: the next one is numbered', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'Báo cáo.docx'), 'signed by the minister')
    await mkdir(join(folder, 'Báo cáo (2).docx'))
    await exportTo(folder)
    await exportTo(folder)
    expect((await readdir(folder)).sort()).toEqual(
      ['Báo cáo (2).docx', 'Báo cáo (3).docx', 'Báo cáo (4).docx', 'Báo cáo.docx'].sort()
    )
    expect(await readFile(join(folder, 'Báo cáo.docx'), 'utf8')).toBe('signed by the minister')
  })

  test('is not overwritten either when two are exported at one moment', async () => {
    const folder = await temporaryFolder()
    const results = await Promise.all([1, 2, 3].map(() => exportTo(folder)))
    const paths = results.map((result) => (result.ok ? result.value.path : result.code))
    expect(new Set(paths).size).toBe(3)
    expect(await readdir(folder)).toHaveLength(3)
  })

  test('with another ending is another file', async () => {
    const folder = await temporaryFolder()
    await exportTo(folder, { format: 'pdf' })
    expect(await exportTo(folder)).toMatchObject({ ok: true, value: { path: join(folder, 'Báo cáo.docx') } })
  })
})

describe('the name of the file', () => {
  test.each([
    ['Hồ sơ đoàn ra: Pháp/2027 "bản cuối"?', 'Hồ sơ đoàn ra- Pháp-2027 -bản cuối--.docx'],
    ['../../../etc/passwd', '-..-..-etc-passwd.docx'],
    ['..\\..\\Windows\\x', '-..-Windows-x.docx'],
    ['..', 'document.docx'],
    ['C:\\x', 'C--x.docx'],
    ['a\u0000b\nc\td', 'a-b-c-d.docx'],
    ['=cmd|calc', '=cmd-calc.docx'],
    ['   ', 'document.docx'],
    ['báo cáo.', 'báo cáo.docx'],
    ['báo cáo ', 'báo cáo.docx'],
    ['gpj.\u202exe\u2066gia', 'gpj.xegia.docx'],
    ['Báo cáo'.normalize('NFD'), 'Báo cáo.docx']
  ])('%j becomes %j', async (asked, made) => {
    expect(await nameOf(asked)).toBe(made)
  })

  test.each(['CON', 'con', 'Aux', 'NUL', 'PRN', 'COM1', 'LPT9', 'CON.txt', 'nul.tar.gz', `CON${' '.repeat(130)}x`, 'C\u202eON'])(
    'is never one that Windows keeps for a device: %j',
    async (asked) => {
      expect((await nameOf(asked)).split('.')[0]?.trim()).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/i)
    }
  )

  test.each([
    ['Latin', 'x'.repeat(300)],
    ['Vietnamese', 'Hội nghị toàn quốc về hợp tác quốc tế '.repeat(8).slice(0, 300)],
    ['Vietnamese, decomposed', 'ế'.repeat(150).normalize('NFD').slice(0, 300)],
    ['only letters with marks', 'ế'.repeat(300)],
    ['Chinese', '访'.repeat(300)],
    ['emoji', '🎉'.repeat(150)]
  ])('of 300 characters is shortened to what every system takes: %s', async (_, asked) => {
    const made = await nameOf(asked)
    expect(Buffer.byteLength(made)).toBeLessThanOrEqual(255)
    expect(made.length).toBeLessThanOrEqual(130)
    expect(made).toBe(made.normalize('NFC'))
    expect(made, 'no half of a letter').not.toContain('\ufffd')
    expect(made.length).toBeGreaterThan(40)
  })

  test('whatever was asked for, stays in the folder, has its ending and nothing that a system would refuse', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 300, unit: 'binary' }), async (asked) => {
        const made = await nameOf(asked)
        expect(made).toMatch(/\.docx$/)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(made).not.toMatch(/[\u0000-\u001f\u0080-\u009f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]/)
      }),
      seeded(40)
    )
  })
})

describe('a file that cannot be written', () => {
  test.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EACCES', 'folder-not-writable'],
    ['EROFS', 'folder-not-writable'],
    ['EBUSY', 'file-in-use'],
    ['EIO', 'file-in-use']
  ])('because of %s is said to be %s, and nothing half stays', async (code, said) => {
    // A drive that refuses links is written to without them.
    for (const call of said === 'folder-not-writable' ? ['write'] : ['write', 'link']) {
      const folder = await temporaryFolder()
      setFault(failing(call, code, Number.POSITIVE_INFINITY, 'torn'))
      expect(await exportTo(folder), call).toMatchObject({ ok: false, code: said, detail: join(folder, 'Báo cáo.docx') })
      setFault(null)
      expect(await readdir(folder), call).toEqual([])
    }
  })

  test('because the disk is full leaves no half file', async (context) => {
    const disk = await smallDisk(context)
    await fillUp(disk)
    expect(await exportTo(disk, { format: 'pdf' })).toMatchObject({ ok: false, code: 'disk-full' })
    expect(await readdir(disk)).toEqual(['filler'])
  })
})
