import { writeFileSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { writeWholeFile } from '../../../electron/services/files/write-whole-file.ts'
import { failAt, failing, noFault, setFault } from '../../support/faulty-disk.ts'
import { fillUp, smallDisk } from '../../support/small-disk.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

vi.mock('node:fs/promises', async (original) => (await import('../../support/faulty-disk.ts')).faultyDisk(await original()))
const pauses: number[] = []
vi.mock('node:timers/promises', () => ({
  setTimeout: async (pauseMs: number) => {
    pauses.push(pauseMs)
  }
}))
afterEach(() => {
  setFault(null)
  pauses.length = 0
})

const oldText = new TextEncoder().encode('the old text')
const newText = new TextEncoder().encode('the new text, which is longer than the old one')
const text = (path: string) => readFile(path, 'utf8').catch(() => 'no file')

test('a new file has the bytes it was given and nothing lies beside it', async () => {
  const folder = await temporaryFolder()
  await writeWholeFile(join(folder, 'a.json'), newText)
  expect(await text(join(folder, 'a.json'))).toBe('the new text, which is longer than the old one')
  expect(await readdir(folder)).toEqual(['a.json'])
})

test('an empty file can be written', async () => {
  const folder = await temporaryFolder()
  await writeWholeFile(join(folder, 'empty'), new Uint8Array())
  expect(await text(join(folder, 'empty'))).toBe('')
})

test('the bytes are flushed before the name is given, so that a power cut cannot leave an empty file under it', async () => {
  const folder = await temporaryFolder()
  const calls = setFault(noFault)
  await writeWholeFile(join(folder, 'a.json'), newText)
  expect(calls.map((call) => call.name)).toEqual(['open', 'write', 'sync', 'rename', 'open', 'sync', 'readFile'])
  expect(calls[0]?.path).toMatch(/a\.json\.tmp-[0-9a-f]{8}$/)
  expect(calls[4]?.path).toBe(folder)
})

describe.each(['refused', 'torn', 'late'] as const)('when a call of the system fails (%s)', (manner) => {
  test('the file is the old one or the new one, whole, and no temporary file stays', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'a.json')
    const calls = setFault(noFault)
    await writeWholeFile(path, oldText)
    for (let at = 1, last = calls.length; at <= last; at += 1) {
      setFault(null)
      await writeWholeFile(path, oldText)
      setFault(failAt(at, 'EIO', manner))
      const outcome = await writeWholeFile(path, newText).then(
        () => 'written',
        (error: NodeJS.ErrnoException) => error.code
      )
      setFault(null)
      const isFolderFlush = at === 5 || at === 6
      expect(outcome, `call ${at}`).toBe(isFolderFlush ? 'written' : 'EIO')
      expect([new TextDecoder().decode(oldText), new TextDecoder().decode(newText)]).toContain(await text(path))
      expect(await readdir(folder), `call ${at}`).toEqual(['a.json'])
    }
  })
})

test.each(['EPERM', 'EACCES', 'EBUSY'])(
  'a rename that a virus scanner refuses with %s is tried again until it works',
  async (code) => {
    const folder = await temporaryFolder()
    setFault(failing('rename', code, 3))
    await writeWholeFile(join(folder, 'a.json'), newText)
    expect(await text(join(folder, 'a.json'))).toBe(new TextDecoder().decode(newText))
    expect(await readdir(folder)).toEqual(['a.json'])
  }
)

test('a rename that is always refused is given up after ten tries in a few seconds, and the old file stands', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'a.json')
  await writeWholeFile(path, oldText)
  const calls = setFault(failing('rename', 'EBUSY'))
  await expect(writeWholeFile(path, newText)).rejects.toMatchObject({ code: 'EBUSY' })
  expect(calls.filter((call) => call.name === 'rename')).toHaveLength(10)
  expect(pauses.reduce((sum, pauseMs) => sum + pauseMs, 0)).toBeLessThan(5000)
  setFault(null)
  expect(await text(path)).toBe('the old text')
  expect(await readdir(folder)).toEqual(['a.json'])
})

test('a rename that fails for another reason is not tried again', async () => {
  const folder = await temporaryFolder()
  const calls = setFault(failing('rename', 'EIO'))
  await expect(writeWholeFile(join(folder, 'a.json'), newText)).rejects.toMatchObject({ code: 'EIO' })
  expect(calls.filter((call) => call.name === 'rename')).toHaveLength(1)
})

test('a name that a folder has already is refused and leaves nothing behind', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'taken', 'inside'), { recursive: true })
  await expect(writeWholeFile(join(folder, 'taken'), newText)).rejects.toThrow()
  expect(await readdir(folder)).toEqual(['taken'])
})

test('a path whose folder is a file, or is not there, is refused and nothing is made', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'file'), 'x')
  await expect(writeWholeFile(join(folder, 'file', 'a.json'), newText)).rejects.toMatchObject({ code: 'ENOTDIR' })
  await expect(writeWholeFile(join(folder, 'gone', 'a.json'), newText)).rejects.toMatchObject({ code: 'ENOENT' })
  expect(await readdir(folder)).toEqual(['file'])
})

test('bytes that come back different are an error: a drive that says yes and keeps something else', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'a.json')
  setFault({
    codeFor: ({ name }) => {
      // Between the rename and the reading back the drive spoils the file.
      if (name === 'readFile') writeFileSync(path, 'the nex text, which is longer than the old one')
      return null
    },
    manner: 'refused'
  })
  await expect(writeWholeFile(path, newText)).rejects.toMatchObject({ code: 'EIO' })
})

test('a full disk keeps the old file whole and gives back what the attempt took', async (context) => {
  const disk = await smallDisk(context)
  const path = join(disk, 'a.json')
  await writeWholeFile(path, oldText)
  await fillUp(disk, 8192)
  await expect(writeWholeFile(path, new Uint8Array(100_000))).rejects.toMatchObject({ code: 'ENOSPC' })
  expect(await text(path)).toBe('the old text')
  expect((await readdir(disk)).sort()).toEqual(['a.json', 'filler'])
})
