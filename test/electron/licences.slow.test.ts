/** The list of licences that goes out with the program. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Licence } from '../../electron/launch/licences-plugin.ts'
import { root } from '../support/desk-process.ts'

const licences = async (): Promise<Licence[]> =>
  JSON.parse(await readFile(join(root, 'out', 'renderer', 'licences.json'), 'utf8'))

test('names the fonts, the program and what runs in the page, its workers and the host, each with its licence', async () => {
  const listed = new Map((await licences()).map((one) => [one.name, one]))
  const delivered = ['@expo-google-fonts/tinos', '@fontsource/be-vietnam-pro', 'electron', 'react', 'dexie', 'pdfjs-dist', 'docx']
  for (const name of delivered) expect(listed.get(name)?.licence, name).toBeTruthy()
  expect(listed.get('@expo-google-fonts/tinos')?.text).toContain('SIL OPEN FONT LICENSE')
})

test('has the licence in full wherever the package brings it', async () => {
  for (const { name, text } of await licences()) {
    const folder = join(root, 'node_modules', name)
    const brings = (await readdir(folder).catch(() => [])).some((file) => /^licen[cs]e/i.test(file))
    if (brings) expect(text.length, name).toBeGreaterThan(100)
  }
})

test('names no licence that would bind the office: nothing under the GPL', async () => {
  for (const { name, licence } of await licences()) expect(`${name}: ${licence}`).not.toMatch(/\bA?GPL/)
})
