import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openQuarantine } from '../../../electron/services/quarantine/quarantine.ts'
import { countingClock } from '../../support/laptop.ts'
import { readTree } from '../../support/read-tree.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const bytes = new TextEncoder().encode('half a segment')
const never = () => false

test('a file is kept byte for byte with its place, the reason and the time', async () => {
  const folder = join(await temporaryFolder(), 'quarantine')
  const quarantine = openQuarantine(folder, () => Date.UTC(2026, 1, 5))
  await quarantine.keep('0101/1.seg', bytes, { reason: 'truncated', detail: '14 bytes' })
  expect(await quarantine.list(never)).toEqual([
    { file: '0101/1.seg', reason: 'truncated', detail: '14 bytes', noticedAt: '2026-02-05T00:00:00.000Z', resolved: false }
  ])
  const [kept] = (await readdir(folder)).filter((name) => !name.endsWith('.json'))
  expect(await readFile(join(folder, kept ?? ''))).toEqual(Buffer.from(bytes))
})

test('the same file with the same fault is noted once; other contents or another reason again', async () => {
  const folder = await temporaryFolder()
  const quarantine = openQuarantine(folder, countingClock())
  await quarantine.keep('a.seg', bytes, { reason: 'truncated', detail: '' })
  const first = await quarantine.list(never)
  for (const _ of [1, 2]) await quarantine.keep('a.seg', bytes, { reason: 'truncated', detail: '' })
  expect(await quarantine.list(never), 'with the time of the first').toEqual(first)
  await quarantine.keep('a.seg', bytes.subarray(1), { reason: 'truncated', detail: '' })
  await quarantine.keep('a.seg', bytes, { reason: 'altered', detail: '' })
  await quarantine.keep('a.seg', null, { reason: 'not-readable', detail: '' })
  expect(await quarantine.list(never)).toHaveLength(4)
})

test('the newest comes first, and each says whether a good copy has come since', async () => {
  const quarantine = openQuarantine(await temporaryFolder(), countingClock())
  for (const file of ['a', 'b', 'c']) await quarantine.keep(file, bytes, { reason: 'altered', detail: '' })
  const listed = await quarantine.list((file) => file === 'b')
  expect(listed.map(({ file, resolved }) => [file, resolved])).toEqual([
    ['c', false],
    ['b', true],
    ['a', false]
  ])
})

test('nothing in it goes away by listing it or opening it anew', async () => {
  const folder = await temporaryFolder()
  await openQuarantine(folder, countingClock()).keep('a', bytes, { reason: 'altered', detail: '' })
  const before = await readTree(folder)
  await openQuarantine(folder, countingClock()).list(() => true)
  expect(await readTree(folder)).toEqual(before)
})

test('a note that does not read hides none of the others', async () => {
  const folder = await temporaryFolder()
  const quarantine = openQuarantine(folder, countingClock())
  await quarantine.keep('a', bytes, { reason: 'altered', detail: '' })
  await writeFile(join(folder, 'b.json'), '{"file": ')
  await writeFile(join(folder, 'c.json'), '{"file":"c","reason":"because"}')
  expect((await quarantine.list(never)).map((one) => one.file)).toEqual(['a'])
})

test('a quarantine that is not there yet is empty', async () => {
  expect(await openQuarantine(join(await temporaryFolder(), 'gone'), countingClock()).list(never)).toEqual([])
})

test.each([
  ['a way out of the folder', '../../../etc/passwd'],
  ['a way out by backslashes', '..\\..\\evil.exe'],
  ['a device of Windows', 'CON'],
  ['control characters', 'a\u0000b\nc'],
  ['only dots', '..'],
  ['a long name in Vietnamese', `${'ế'.repeat(83)}.docx`],
  ['a long name in Chinese, in a folder', `${'访'.repeat(80)}/${'问'.repeat(80)}`],
  ['a long name of emoji', `${'🎉'.repeat(60)}`]
])('a foreign file is noted whatever it is called: %s', async (_, file) => {
  const parent = await temporaryFolder()
  const quarantine = openQuarantine(join(parent, 'quarantine'), countingClock())
  await quarantine.keep(file, bytes, { reason: 'foreign-name', detail: '' })
  expect((await quarantine.list(never)).map((one) => one.file)).toEqual([file])
  expect(await readdir(parent)).toEqual(['quarantine'])
})
