/** What every folder of immutable files must do, whatever it lies on. An adapter's own test only says how to make one. */
import { expect, test } from 'vitest'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { deviceNumbered } from '../support/make-segments.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const path = `${deviceNumbered(1)}/00000001-${'0'.repeat(32)}.seg`
const maxBytes = 1000

/** `make` answers a new, empty folder. */
export function folderSuite(make: () => Promise<FolderPort>): void {
  test('an empty folder lists nothing, and what is not there reads as null', async () => {
    const folder = await make()
    expect(await folder.list()).toEqual([])
    expect(await folder.read('replica.json', maxBytes)).toBeNull()
    expect(await folder.read(path, maxBytes)).toBeNull()
  })

  test('what was written is listed and reads back as it was', async () => {
    const folder = await make()
    await folder.write(path, bytes('hội đàm'))
    await folder.write('replica.json', bytes('{}'))
    expect((await folder.list()).sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      { path, isLink: false },
      { path: 'replica.json', isLink: false }
    ])
    expect(await folder.read(path, maxBytes)).toEqual(bytes('hội đàm'))
  })

  test('sizes are told in the order they were asked for; what is not there, or is no file, has none', async () => {
    const folder = await make()
    await folder.write(path, bytes('hội đàm'))
    await folder.write('replica.json', bytes('{}'))
    const other = path.replace('00000001', '00000002')
    const asked = ['replica.json', other, path, 'replica.json', deviceNumbered(1), deviceNumbered(2)]
    expect(await folder.sizesOf(asked)).toEqual([2, null, bytes('hội đàm').length, 2, null, null])
    expect(await folder.sizesOf([])).toEqual([])
  })

  test('writing the same file again is no error, and a better copy takes the place of a bad one', async () => {
    const folder = await make()
    await folder.write(path, bytes('half'))
    await folder.write(path, bytes('whole'))
    await folder.write(path, bytes('whole'))
    expect(await folder.read(path, maxBytes)).toEqual(bytes('whole'))
    expect(await folder.list()).toHaveLength(1)
  })

  test('what is removed is gone, the rest stays, and what is not there can be removed as well', async () => {
    const folder = await make()
    const other = path.replace('00000001', '00000002')
    await folder.write(path, bytes('one'))
    await folder.write(other, bytes('two'))
    await folder.remove(path)
    await folder.remove(path)
    expect(await folder.list()).toEqual([{ path: other, isLink: false }])
    expect([await folder.read(path, maxBytes), await folder.read(other, maxBytes)]).toEqual([null, bytes('two')])
  })

  test('of two that create one file at one moment, one wins and the other is told so', async () => {
    const folder = await make()
    const outcomes = await Promise.allSettled([
      folder.createOnce('replica.json', bytes('one')),
      folder.createOnce('replica.json', bytes('two'))
    ])
    const refused = outcomes.filter((one) => one.status === 'rejected')
    expect(refused).toEqual([{ status: 'rejected', reason: expect.objectContaining({ code: 'EEXIST' }) }])
    const winner = outcomes[0]?.status === 'fulfilled' ? 'one' : 'two'
    expect(await folder.read('replica.json', maxBytes)).toEqual(bytes(winner))
    expect((await folder.list()).map((file) => file.path)).toEqual(['replica.json'])
  })

  test('the caller may go on using the bytes it gave and the bytes it got', async () => {
    const folder = await make()
    const given = bytes('whole')
    await folder.write(path, given)
    given.fill(0)
    const got = await folder.read(path, maxBytes)
    expect(got).toEqual(bytes('whole'))
    got?.fill(0)
    expect(await folder.read(path, maxBytes)).toEqual(bytes('whole'))
  })
}
