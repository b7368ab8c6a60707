import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openProfile, profileFolders } from '../../../electron/services/profile/profile.ts'
import { readTree } from '../../support/read-tree.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

test('a new profile gets its folders and a device number of its own', async () => {
  const root = join(await temporaryFolder(), 'deep', 'profile')
  const { device } = await openProfile(profileFolders(root))
  expect(device).toMatch(/^[0-9a-f]{32}$/)
  expect((await readdir(root)).sort()).toEqual(['documents', 'journal', 'profile.json', 'quarantine', 'replica'])
  const { device: another } = await openProfile(profileFolders(await temporaryFolder()))
  expect(another).not.toBe(device)
})

test('a profile keeps its device number from one start to the next, and nothing is written for it', async () => {
  const folders = profileFolders(await temporaryFolder())
  const first = await openProfile(folders)
  const before = await readTree(folders.root)
  expect(await openProfile(folders)).toEqual(first)
  expect(await readTree(folders.root)).toEqual(before)
})

test.each([
  ['cut short', '{"device":"01'],
  ['empty', ''],
  ['zeros', '\u0000\u0000'],
  ['without a device', '{}'],
  ['with a device that is none', '{"device":"../../etc"}']
])('a profile whose file is %s stops the start: a new number would make it another laptop', async (_, text) => {
  const root = await temporaryFolder()
  await writeFile(join(root, 'profile.json'), text)
  await expect(openProfile(profileFolders(root))).rejects.toThrow()
  expect(await readFile(join(root, 'profile.json'), 'utf8')).toBe(text)
})

test('a folder that cannot be made is an error and not another place', async () => {
  const root = join(await temporaryFolder(), 'file')
  await writeFile(root, 'x')
  await expect(openProfile(profileFolders(join(root, 'profile')))).rejects.toMatchObject({ code: 'ENOTDIR' })
})
