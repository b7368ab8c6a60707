/** The terminal's door as it was built: what it prints where, and its exit codes. */
import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../support/desk-process.ts'
import { newShare } from '../../support/shares.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const office = (...words: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((done) => {
    execFile(process.execPath, [join(root, 'out/main/office.js'), ...words], (error, out, err) => {
      done({ code: error ? Number(error.code) : 0, out, err })
    })
  })

test('0: list prints the five visits and nothing else on standard output', async () => {
  const { code, out, err } = await office('list', '--kind', 'delegation', '--sample')
  expect([code, err]).toEqual([0, ''])
  expect(out.trimEnd().split('\n')).toHaveLength(5)
})

test('0: export writes a file and says which', async () => {
  const path = join(await temporaryFolder(), 'Hồ sơ.pdf')
  const { code, out } = await office(
    'export',
    '--kind',
    'packet',
    '--delegation',
    'delegation.egypt-uae-2024',
    '--format',
    'pdf',
    '--out',
    path
  )
  const bytes = await readFile(path)
  expect([code, out, bytes.subarray(0, 4).toString()]).toEqual([0, `${path} (${bytes.length} bytes)\n`, '%PDF'])
})

test('0 and 1: check tells a share that is right from one that is not', async () => {
  const share = await newShare()
  expect((await office('check', share.root)).code).toBe(0)
  await writeFile(join(share.root, 'desktop.ini'), 'x')
  const { code, out, err } = await office('check', share.root)
  expect([code, err]).toEqual([1, ''])
  expect(out).toContain('not right: desktop.ini: not one of our files')
})

test('1: what could not be done is one sentence on standard error, without a stack', async () => {
  const folder = await temporaryFolder()
  const asked = [
    ['check', join(folder, 'gone')],
    ['list', '--kind', 'person', '--replica', folder],
    ['export', '--kind', 'packet', '--delegation', 'delegation.none', '--format', 'pdf', '--out', join(folder, 'a.pdf')],
    [
      'export',
      '--kind',
      'packet',
      '--delegation',
      'delegation.egypt-uae-2024',
      '--format',
      'pdf',
      '--out',
      join(folder, 'gone', 'a.pdf')
    ]
  ]
  for (const words of asked) {
    const { code, out, err } = await office(...words)
    expect([code, out], words.join(' ')).toEqual([1, ''])
    expect(err, words.join(' ')).toMatch(/^[^\n]+\n$/)
  }
  expect(await readdir(folder)).toEqual([])
})

test('2: a mistake on the line is named, with the usage, and nothing is done', async () => {
  for (const words of [['fly'], ['list'], ['check'], ['list', '--kind', 'person', '--colour', 'red']]) {
    const { code, out, err } = await office(...words)
    expect([code, out], words.join(' ')).toEqual([2, ''])
    expect(err).toContain('npm run office -- list --kind')
  }
})

test('0: without a command, or with help, the usage is printed', async () => {
  for (const words of [[], ['help'], ['--help']]) {
    const { code, out } = await office(...words)
    expect([code, out.includes('npm run office -- export')]).toEqual([0, true])
  }
})
