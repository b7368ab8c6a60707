/** Records that a colleague, or somebody in a colleague's name, filled with something else than a photo: reliability row E9. */
import { lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { add, photo } from '../../support/attachments.ts'
import { type Laptop, openLaptop } from '../../support/laptop.ts'
import { foundOffice, newOffice, reopened } from '../../support/sealed-office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// Keys and flushed disks: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 60_000 })

async function anOffice(): Promise<Laptop> {
  const laptop = await openLaptop(await temporaryFolder('profile'))
  await laptop.get('office.create', newOffice())
  return laptop
}
const below = async (folder: string) => (await readdir(folder, { recursive: true })).sort()

const names = [
  '..\\..\\x.pdf',
  '../../../../etc/cron.d/x.txt',
  '/etc/passwd.txt',
  'C:\\Users\\x.pdf',
  '\\\\server\\x.pdf',
  'CON.pdf',
  'nul.txt',
  'COM1.docx',
  'aux .png',
  'a:b.pdf',
  'x.pdf\u200b',
  'fdp.\u202exe.pdf',
  'x.pdf. . .',
  '  x.pdf ',
  '.pdf.pdf',
  '..pdf.pdf',
  `${'ế'.repeat(300)}.pdf`.normalize('NFD'),
  `${'../'.repeat(80)}x.pdf`,
  'a\u0000b.pdf',
  'a\nb.pdf',
  '-rf.pdf',
  '$(reboot).pdf',
  '%2e%2e%2fx.pdf',
  '<b>x</b>.pdf',
  '"; rm -rf ~; ".pdf'
]

test('a file is opened inside its own private folder, whatever it calls itself', async () => {
  const laptop = await anOffice()
  const stored = await add(laptop, photo(10))
  const root = join(laptop.profile, 'opened')
  const before = await below(laptop.profile)
  for (const name of names) {
    await laptop.get('attachment.open', { blob: stored.blob, key: stored.key, sha256: stored.sha256, name })
    const path = laptop.opened.at(-1) ?? ''
    const parts = path.slice(root.length + 1).split(sep)
    expect(path.startsWith(root + sep), name).toBe(true)
    expect(parts, name).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/), expect.not.stringMatching(/[:\\/<>"|?*]|^\.|[. ]$/)])
    expect(Buffer.byteLength(parts[1] ?? ''), name).toBeLessThanOrEqual(255)
  }
  expect((await below(laptop.profile)).filter((path) => !path.startsWith('opened'))).toEqual(before)
})

test('a copy is saved inside the folder that was chosen, whatever it calls itself', async () => {
  const laptop = await anOffice()
  const stored = await add(laptop, photo(10))
  const outer = await temporaryFolder('outer')
  const folder = join(outer, 'a', 'b')
  await mkdir(folder, { recursive: true })
  for (const name of [...names, 'x.exe', 'x', '..', '']) {
    const { path } = await laptop.get('attachment.save', {
      blob: stored.blob,
      key: stored.key,
      sha256: stored.sha256,
      name,
      folder
    })
    expect(path.slice(0, folder.length + 1), name).toBe(folder + sep)
  }
  expect(await readdir(folder)).toHaveLength(names.length + 4)
  expect([await readdir(outer), await readdir(join(outer, 'a'))]).toEqual([['a'], ['b']])
})

describe('a link put in the place of the private folder', () => {
  test('is taken away at the start, and what it leads to is left alone', async () => {
    const laptop = await anOffice()
    const stored = await add(laptop, photo(10))
    await laptop.close()
    const precious = await temporaryFolder('precious')
    await writeFile(join(precious, 'a'), 'x')
    await symlink(precious, join(laptop.profile, 'opened'))
    const again = await reopened(laptop)
    expect(await readdir(precious)).toEqual(['a'])
    await again.get('attachment.open', { blob: stored.blob, key: stored.key, sha256: stored.sha256, name: 'x.pdf' })
    expect((await lstat(join(laptop.profile, 'opened'))).isDirectory()).toBe(true)
    expect(await readdir(precious)).toEqual(['a'])
  })

  test('while the app runs, is taken away before anything is written', async () => {
    const laptop = await anOffice()
    const stored = await add(laptop, photo(10))
    const open = () => laptop.get('attachment.open', { blob: stored.blob, key: stored.key, sha256: stored.sha256, name: 'x.pdf' })
    await open()
    const precious = await temporaryFolder('precious')
    await rm(join(laptop.profile, 'opened'), { recursive: true })
    await symlink(precious, join(laptop.profile, 'opened'))
    await open()
    expect(await readdir(precious)).toEqual([])
    expect(await readFile(laptop.opened.at(-1) ?? '')).toHaveLength(10)
  })

  test('or inside it, is taken away at the close, and what it leads to is left alone', async () => {
    const laptop = await anOffice()
    const stored = await add(laptop, photo(10))
    await laptop.get('attachment.open', { blob: stored.blob, key: stored.key, sha256: stored.sha256, name: 'x.pdf' })
    const precious = await temporaryFolder('precious')
    await writeFile(join(precious, 'a'), 'x')
    await symlink(precious, join(laptop.profile, 'opened', 'link'))
    await laptop.close()
    expect(await readdir(precious)).toEqual(['a'])
    await expect(lstat(join(laptop.profile, 'opened'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

test('what a laptop that was switched off had open is wiped at the next start, locked or not', async () => {
  const laptop = await anOffice()
  await laptop.close()
  await mkdir(join(laptop.profile, 'opened', 'abc'), { recursive: true })
  await writeFile(join(laptop.profile, 'opened', 'abc', 'mật.pdf'), 'x')
  await openLaptop(laptop.profile)
  await expect(lstat(join(laptop.profile, 'opened'))).rejects.toMatchObject({ code: 'ENOENT' })
})

describe('a record that names', () => {
  const cases = async () => {
    const { founder } = await foundOffice()
    return { laptop: founder, stored: await add(founder, photo(5000)), other: await add(founder, photo(5000, 2)) }
  }
  const refused = async (laptop: Laptop, args: { blob: string; key: string; sha256: string }) => {
    const calls = [
      await laptop.call('attachment.open', { ...args, name: 'x.pdf' }),
      await laptop.call('attachment.save', { ...args, name: 'x.pdf', folder: '' })
    ]
    expect(laptop.opened).toEqual([])
    const opened = await readdir(join(laptop.profile, 'opened'), { recursive: true, withFileTypes: true }).catch(() => [])
    expect(opened.filter((entry) => entry.isFile())).toEqual([])
    expect(await readdir(join(laptop.profile, 'documents'))).toEqual([])
    return calls.map((result) => (result.ok ? 'ok' : result.code))
  }

  test('the wrong key opens nothing', async () => {
    const { laptop, stored, other } = await cases()
    const wrong = { blob: stored.blob, sha256: stored.sha256, key: other.key }
    expect(await refused(laptop, wrong)).toEqual(['attachment-damaged', 'attachment-damaged'])
  })

  test('another file than it says opens nothing', async () => {
    const { laptop, stored, other } = await cases()
    const swapped = { blob: stored.blob, key: stored.key, sha256: other.sha256 }
    expect(await refused(laptop, swapped)).toEqual(['attachment-damaged', 'attachment-damaged'])
  })

  test('a file that nobody has opens nothing', async () => {
    const { laptop, stored } = await cases()
    const unknown = { blob: 'a'.repeat(64), key: stored.key, sha256: stored.sha256 }
    expect(await refused(laptop, unknown)).toEqual(['attachment-missing', 'attachment-missing'])
  })

  test('a chunk where a manifest should be opens nothing', async () => {
    const { laptop, stored } = await cases()
    const chunk =
      laptop.host &&
      (await readdir(join(laptop.profile, 'replica'), { recursive: true })).find(
        (path) => path.includes('00000001-') && path.endsWith('.att')
      )
    const { sha256: hashOfFile } = await import('../../support/attachments.ts')
    const blob = hashOfFile(await readFile(join(laptop.profile, 'replica', chunk ?? '')))
    expect(await refused(laptop, { blob, key: stored.key, sha256: stored.sha256 })).toEqual([
      'attachment-damaged',
      'attachment-damaged'
    ])
  })
})

test('a chunk that went bad on the only laptop that has it is said to be missing there, and nothing wrong is opened', async () => {
  const { founder } = await foundOffice()
  const stored = await add(founder, photo(5000))
  const replica = join(founder.profile, 'replica')
  const chunk =
    (await readdir(replica, { recursive: true })).find((path) => path.includes('00000001-') && path.endsWith('.att')) ?? ''
  await writeFile(join(replica, chunk), photo(5016, 3))
  expect(
    await founder.call('attachment.open', { blob: stored.blob, key: stored.key, sha256: stored.sha256, name: 'x.pdf' })
  ).toMatchObject({ ok: false, code: 'attachment-missing' })
  expect(founder.opened).toEqual([])
})
