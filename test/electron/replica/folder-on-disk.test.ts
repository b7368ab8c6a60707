import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { isTemporaryName } from '#shared/sync/segment-name.ts'
import { folderOnDisk, removeTemporaries } from '../../../electron/services/replica/folder-on-disk.ts'
import { dieAt, failing, noFault, setFault } from '../../support/faulty-disk.ts'
import { deviceNumbered } from '../../support/make-segments.ts'
import { readFiles, readTree } from '../../support/read-tree.ts'
import { fillUp, smallDisk } from '../../support/small-disk.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

vi.mock('node:fs/promises', async (original) => (await import('../../support/faulty-disk.ts')).faultyDisk(await original()))
afterEach(() => {
  setFault(null)
})

const device = deviceNumbered(1)
const path = `${device}/00000001-${'0'.repeat(32)}.seg`
const bytes = new TextEncoder().encode('a segment')

describe('a root that is not there', () => {
  test('cannot be listed: unknown is not empty', async () => {
    const root = join(await temporaryFolder(), 'gone')
    await expect(folderOnDisk(root).list()).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('is never made, neither by a segment nor by an identity', async () => {
    const parent = await temporaryFolder()
    const folder = folderOnDisk(join(parent, 'gone'))
    await expect(folder.write(path, bytes)).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(folder.write('replica.json', bytes)).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(folder.createOnce('replica.json', bytes)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await readdir(parent)).toEqual([])
  })

  test('is an error when it is a file', async () => {
    const root = join(await temporaryFolder(), 'file')
    await writeFile(root, 'x')
    await expect(folderOnDisk(root).list()).rejects.toMatchObject({ code: 'ENOTDIR' })
    await expect(folderOnDisk(root).write(path, bytes)).rejects.toThrow()
  })
})

describe('a link', () => {
  test('to a file is listed as one and not followed', async () => {
    const root = await temporaryFolder()
    const secret = join(await temporaryFolder(), 'secret')
    await writeFile(secret, 'secret')
    await mkdir(join(root, device))
    await symlink(secret, join(root, path))
    expect(await folderOnDisk(root).list()).toEqual([{ path, isLink: true }])
    expect(await folderOnDisk(root).sizesOf([path])).toEqual([null])
    expect(await folderOnDisk(root).read(path, 1000)).toBeNull()
    await folderOnDisk(root).remove(path)
    expect(await folderOnDisk(root).list()).toEqual([])
    expect(await readFile(secret, 'utf8'), 'what it led to stays').toBe('secret')
  })

  test('in the place of a device’s folder is neither looked into nor written through', async () => {
    const root = await temporaryFolder()
    const elsewhere = await temporaryFolder()
    await writeFile(join(elsewhere, 'private.txt'), 'x')
    await symlink(elsewhere, join(root, device))
    expect(await folderOnDisk(root).list()).toEqual([{ path: device, isLink: true }])
    await expect(folderOnDisk(root).write(path, bytes)).rejects.toThrow()
    expect(await readdir(elsewhere)).toEqual(['private.txt'])
  })

  test('that leads nowhere does not stop the listing', async () => {
    const root = await temporaryFolder()
    await symlink(join(root, 'nowhere'), join(root, 'replica.json'))
    expect(await folderOnDisk(root).list()).toEqual([{ path: 'replica.json', isLink: true }])
    expect(await folderOnDisk(root).read('replica.json', 1000)).toBeNull()
  })
})

test('a size that the drive will not tell is an error: unknown is not gone', async () => {
  const root = await temporaryFolder()
  await folderOnDisk(root).write(path, bytes)
  setFault(failing('lstat', 'EIO'))
  await expect(folderOnDisk(root).sizesOf([path])).rejects.toMatchObject({ code: 'EIO' })
})

test('a file larger than allowed is not read into memory', async () => {
  const root = await temporaryFolder()
  await folderOnDisk(root).write(path, bytes)
  expect(await folderOnDisk(root).read(path, bytes.length)).toEqual(bytes)
  expect(await folderOnDisk(root).read(path, bytes.length - 1)).toBeNull()
})

test('folders that are no laptop’s, and those below the first level, are named and not searched', async () => {
  const root = await temporaryFolder()
  const laptop = 'ab'.repeat(16)
  await mkdir(join(root, laptop, 'b', 'c'), { recursive: true })
  await writeFile(join(root, laptop, 'b', 'c', 'deep'), 'x')
  await mkdir(join(root, 'lost+found', 'inside'), { recursive: true })
  expect((await folderOnDisk(root).list()).map((file) => file.path).sort()).toEqual([`${laptop}/b/`, 'lost+found/'])
})

test('a folder in the place of a file reads as null', async () => {
  const root = await temporaryFolder()
  await mkdir(join(root, 'replica.json'))
  expect(await folderOnDisk(root).read('replica.json', 1000)).toBeNull()
})

test('names that other systems would refuse are still listed as they are', async () => {
  const root = await temporaryFolder()
  for (const name of ['desktop.ini', '~$x.docx', 'a:b', 'Hồ sơ.seg', '00000001 (1).seg']) await writeFile(join(root, name), 'x')
  expect((await folderOnDisk(root).list()).map((file) => file.path).sort()).toEqual(
    ['00000001 (1).seg', 'Hồ sơ.seg', 'a:b', 'desktop.ini', '~$x.docx'].sort()
  )
})

describe('an identity', () => {
  const identity = new TextEncoder().encode('{ "format": "cooperation-desk-replica" }')
  const create = (root: string) => folderOnDisk(root).createOnce('replica.json', identity)

  test.each(['refused', 'torn', 'late'] as const)(
    'is there whole or not at all wherever the laptop dies (%s)',
    async (manner) => {
      const calls = setFault(noFault)
      await create(await temporaryFolder())
      for (let at = 1, last = calls.length; at <= last; at += 1) {
        setFault(null)
        const root = await temporaryFolder()
        setFault(dieAt(at, manner))
        await create(root).catch(() => undefined)
        setFault(null)
        const seen = await folderOnDisk(root).read('replica.json', 1000)
        if (seen) expect(seen, `call ${at}`).toEqual(identity)
      }
    }
  )

  test.each(['EPERM', 'ENOTSUP', 'EACCES'])(
    'is created on a drive that knows no hard links (%s), and only once',
    async (code) => {
      const root = await temporaryFolder()
      setFault(failing('link', code))
      await create(root)
      await expect(create(root)).rejects.toMatchObject({ code: 'EEXIST' })
      setFault(null)
      expect(await readdir(root)).toEqual(['replica.json'])
      expect(await folderOnDisk(root).read('replica.json', 1000)).toEqual(identity)
    }
  )

  test('that cannot be written on such a drive leaves nothing behind', async () => {
    const root = await temporaryFolder()
    setFault({
      codeFor: ({ name, turn }) => (name === 'link' ? 'EPERM' : name === 'write' && turn > 3 ? 'EIO' : null),
      manner: 'torn'
    })
    await expect(create(root)).rejects.toMatchObject({ code: 'EIO' })
    setFault(null)
    expect(await readdir(root)).toEqual([])
  })
})

test('an identity that does not fit on the disk leaves nothing behind', async (context) => {
  const disk = await smallDisk(context)
  await fillUp(disk)
  await expect(folderOnDisk(disk).createOnce('replica.json', new Uint8Array(50_000).fill(32))).rejects.toMatchObject({
    code: 'ENOSPC'
  })
  expect(await readdir(disk)).toEqual(['filler'])
})

test('a segment that does not fit on the disk leaves no half and no temporary file', async (context) => {
  const disk = await smallDisk(context)
  await mkdir(join(disk, device))
  await fillUp(disk)
  await expect(folderOnDisk(disk).write(path, new Uint8Array(50_000).fill(1))).rejects.toMatchObject({ code: 'ENOSPC' })
  expect(Object.keys(await readFiles(disk))).toEqual(['filler'])
})

test('what a killed write left in our own replica is swept away, and nothing else is touched', async () => {
  const root = await temporaryFolder()
  await folderOnDisk(root).write(path, bytes)
  await writeFile(join(root, 'photo.tmp'), 'x')
  await mkdir(join(root, 'folder.tmp-0badf00d'))
  const before = Object.keys(await readTree(root))
  await writeFile(join(root, `${path}.tmp-0badf00d`), 'half')
  await writeFile(join(root, 'replica.json.tmp-0badf00d'), 'half')
  await removeTemporaries(root, isTemporaryName)
  expect(Object.keys(await readTree(root))).toEqual(before)
})
