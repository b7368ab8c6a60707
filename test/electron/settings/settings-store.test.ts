import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingsSchema } from '#shared/bridge/contract.ts'
import { openSettings } from '../../../electron/services/settings/settings-store.ts'
import { fillUp, smallDisk } from '../../support/small-disk.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const defaults = settingsSchema.parse({})

test('a person who has set nothing gets the defaults, and no file is made for it', async () => {
  const folder = await temporaryFolder()
  expect((await openSettings(folder)).read()).toEqual(defaults)
  expect(await readdir(folder)).toEqual([])
})

test('what was set is there at once and at the next start, and the rest stays as it was', async () => {
  const folder = await temporaryFolder()
  const settings = await openSettings(folder)
  await settings.change({ author: 'Nguyễn Thị Lan', theme: 'dark' })
  expect(await settings.change({ textSize: 'large' })).toEqual({
    ...defaults,
    author: 'Nguyễn Thị Lan',
    theme: 'dark',
    textSize: 'large'
  })
  expect((await openSettings(folder)).read()).toEqual(settings.read())
})

test('two changes made at one moment both stay', async () => {
  const folder = await temporaryFolder()
  const settings = await openSettings(folder)
  await Promise.all([settings.change({ author: 'Lan' }), settings.change({ theme: 'dark' }), settings.change({ language: 'en' })])
  const expected = { ...defaults, author: 'Lan', theme: 'dark', language: 'en' }
  expect(settings.read()).toEqual(expected)
  expect((await openSettings(folder)).read()).toEqual(expected)
})

test.each([
  ['cut short', '{"author":"La'],
  ['empty', ''],
  ['zeros', '\u0000\u0000'],
  ['with a value that is not allowed', '{"theme":"neon"}'],
  ['a list', '[]']
])('a file that does not read (%s) is set aside, and work goes on with the defaults', async (_, text) => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'settings.json'), text)
  const settings = await openSettings(folder)
  expect(settings.read()).toEqual(defaults)
  expect(await readFile(join(folder, 'settings.json.unreadable'), 'utf8')).toBe(text)
  await settings.change({ author: 'Lan' })
  expect((await openSettings(folder)).read().author).toBe('Lan')
})

test('a setting that another version of the program wrote does not cost the person their own', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ author: 'Lan', theme: 'dark', fontOfTomorrow: 'Tinos' }))
  expect((await openSettings(folder)).read()).toEqual({ ...defaults, author: 'Lan', theme: 'dark' })
})

test('a change that could not be written is not in force', async (context) => {
  const disk = await smallDisk(context)
  const settings = await openSettings(disk)
  await settings.change({ author: 'Lan' })
  await fillUp(disk)
  await expect(settings.change({ author: 'Minh' })).rejects.toMatchObject({ code: 'ENOSPC' })
  expect(settings.read().author).toBe('Lan')
  expect((await openSettings(disk)).read().author).toBe('Lan')
})
