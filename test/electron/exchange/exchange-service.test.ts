/** The exchange as the page uses it: through the bridge, with real profiles and a real share. */
import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Marks } from '#shared/bridge/contract.ts'
import { type Laptop, openLaptop } from '../../support/laptop.ts'
import { otherOfficeId } from '../../support/make-segments.ts'
import { readTree } from '../../support/read-tree.ts'
import { expectEveryFileRight, filesOf } from '../../support/shares.ts'
import { fillUp, smallDisk } from '../../support/small-disk.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const newLaptop = async () => openLaptop(await temporaryFolder('profile'))
const marksOf = async (laptop: Laptop): Promise<Marks> => (await laptop.get('session.describe', {})).marks
const deviceOf = async (laptop: Laptop) => (await laptop.get('session.describe', {})).device

/** Lan has set up the office and its share; Minh has joined it. */
async function office() {
  const share = await temporaryFolder('share')
  const [lan, minh] = [await newLaptop(), await newLaptop()]
  await lan.get('office.create', { name: 'Vụ Hợp tác quốc tế' })
  await lan.get('exchange.connect', { path: share, setUp: true })
  await minh.get('exchange.connect', { path: share, setUp: false })
  return { share, lan, minh }
}

describe('connecting', () => {
  test('sets up an empty folder only when a person says so', async () => {
    const share = await temporaryFolder()
    const lan = await newLaptop()
    await lan.get('office.create', { name: 'Vụ' })
    expect(await lan.get('exchange.connect', { path: share, setUp: false })).toEqual({ state: 'empty' })
    expect(await readdir(share)).toEqual([])
    expect(await lan.get('exchange.connect', { path: share, setUp: true })).toMatchObject({ state: 'ready' })
    expect(await readdir(share)).toEqual(['replica.json'])
  })

  test('cannot set up a share for a laptop that has no office', async () => {
    const share = await temporaryFolder()
    expect(await (await newLaptop()).call('exchange.connect', { path: share, setUp: true })).toMatchObject({
      ok: false,
      code: 'no-office'
    })
    expect(await readdir(share)).toEqual([])
  })

  test('takes over the share’s office on a laptop that has none, and says so to the page', async () => {
    const { lan, minh } = await office()
    const [a, b] = [await lan.get('session.describe', {}), await minh.get('session.describe', {})]
    expect(b.office).toEqual(a.office)
    expect(minh.pushes.map((push) => push.type)).toContain('marks')
  })

  test('never makes the folder it was given', async () => {
    const parent = await temporaryFolder()
    const lan = await newLaptop()
    await lan.get('office.create', { name: 'Vụ' })
    for (const setUp of [true, false]) {
      expect(await lan.call('exchange.connect', { path: join(parent, 'gone'), setUp })).toMatchObject({
        ok: false,
        code: 'share-missing'
      })
    }
    expect(await readdir(parent)).toEqual([])
  })

  test('to another office’s share is refused, and the share remembered before stays', async () => {
    const { share, lan } = await office()
    const other = await temporaryFolder()
    await writeFile(
      join(other, 'replica.json'),
      JSON.stringify({ format: 'cooperation-desk-replica', version: 1, office: otherOfficeId, name: 'Vụ khác', sample: false })
    )
    expect(await lan.call('exchange.connect', { path: other, setUp: true })).toMatchObject({
      ok: false,
      code: 'share-other-office'
    })
    expect(await lan.get('exchange.status', {})).toMatchObject({ shareFolder: share })
  })

  test('two laptops that set up one folder at one moment end up in one office or are told otherwise', async () => {
    const share = await temporaryFolder()
    const [lan, minh] = [await newLaptop(), await newLaptop()]
    for (const laptop of [lan, minh]) await laptop.get('office.create', { name: 'Vụ' })
    const results = await Promise.all([lan, minh].map((laptop) => laptop.call('exchange.connect', { path: share, setUp: true })))
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.filter((result) => !result.ok)).toMatchObject([{ code: 'share-other-office' }])
  })

  test('is remembered over a restart, and forgotten when the person disconnects', async () => {
    const { share, lan } = await office()
    await lan.close()
    const again = await openLaptop(lan.profile)
    expect((await again.get('exchange.status', {})).shareFolder).toBe(share)
    await again.get('exchange.disconnect', {})
    await again.close()
    const third = await openLaptop(lan.profile)
    expect((await third.get('exchange.status', {})).shareFolder).toBe('')
    expect(await third.call('exchange.run', {})).toMatchObject({ ok: false, code: 'share-not-set' })
  })
})

describe('the marks of an edit', () => {
  test('go from this laptop to the share to the other people, each only when it is so', async () => {
    const { lan, minh } = await office()
    const minhDevice = await deviceOf(minh)
    expect(await lan.write()).toBe(1)
    expect(await marksOf(lan)).toEqual({ journaled: 1, onShare: 0, seenBy: {} })
    await lan.get('exchange.run', {})
    expect(await marksOf(lan)).toEqual({ journaled: 1, onShare: 1, seenBy: {} })
    await minh.get('exchange.run', {})
    expect(await marksOf(lan)).toEqual({ journaled: 1, onShare: 1, seenBy: {} })
    await lan.get('exchange.run', {})
    expect(await marksOf(lan)).toEqual({ journaled: 1, onShare: 1, seenBy: { [minhDevice]: 1 } })
    await lan.write()
    expect(await marksOf(lan)).toEqual({ journaled: 2, onShare: 1, seenBy: { [minhDevice]: 1 } })
    expect(await lan.get('exchange.status', {})).toMatchObject({ unsent: 1 })
  })

  test('are the same after a restart', async () => {
    const { lan, minh } = await office()
    await lan.write()
    for (const laptop of [lan, minh, lan]) await laptop.get('exchange.run', {})
    await lan.write()
    const before = await marksOf(lan)
    await lan.close()
    expect(await marksOf(await openLaptop(lan.profile))).toEqual(before)
  })

  test('say nothing about a share that was not used yet', async () => {
    const { lan } = await office()
    await lan.write()
    await lan.get('exchange.run', {})
    const another = await temporaryFolder()
    await lan.get('exchange.connect', { path: another, setUp: true })
    expect(await marksOf(lan)).toMatchObject({ journaled: 1, onShare: 0 })
    await lan.get('exchange.run', {})
    expect(await marksOf(lan)).toMatchObject({ journaled: 1, onShare: 1 })
  })

  test('are pushed to the page at each edit and at the end of each exchange', async () => {
    const { lan } = await office()
    const from = lan.pushes.length
    await lan.write()
    await lan.get('exchange.run', {})
    const types = lan.pushes.slice(from).map((push) => push.type)
    expect(types[0]).toBe('marks')
    expect(types.slice(-2)).toEqual(['marks', 'exchange-ended'])
    expect(types).toContain('exchange-progress')
  })
})

test('the state of the exchange names everybody with their last change and what they have seen of ours', async () => {
  const { lan, minh } = await office()
  await lan.get('settings.change', { author: 'Nguyễn Thị Lan' })
  await minh.get('settings.change', { author: 'Trần Văn Minh' })
  await lan.write()
  await minh.write()
  for (const laptop of [lan, minh, lan]) await laptop.get('exchange.run', {})
  const { devices, unsent, running, quarantine, last } = await lan.get('exchange.status', {})
  expect(devices.map(({ own, author, entries, seenOurs }) => ({ own, author, entries, seenOurs }))).toEqual([
    { own: true, author: 'Nguyễn Thị Lan', entries: 1, seenOurs: 0 },
    { own: false, author: 'Trần Văn Minh', entries: 1, seenOurs: 1 }
  ])
  expect(devices.every((one) => /^2026-02-05T/.test(one.lastChangeAt ?? ''))).toBe(true)
  expect({ unsent, running, quarantine, pulled: last?.pulledEntries }).toEqual({
    unsent: 0,
    running: false,
    quarantine: [],
    pulled: 1
  })
})

describe('a share that is gone', () => {
  test('is not made anew when the drive was unmounted, whether its folder is gone or empty', async () => {
    const { share, lan } = await office()
    await lan.write()
    await lan.get('exchange.run', {})
    await lan.write()
    const away = `${share}-away`
    await rename(share, away)
    expect(await lan.call('exchange.run', {})).toMatchObject({ ok: false, code: 'share-missing' })
    expect(await readdir(join(share, '..'))).not.toContain(share.split('/').at(-1))
    await mkdir(share)
    expect(await lan.call('exchange.run', {})).toMatchObject({ ok: false, code: 'share-was-ours-now-empty' })
    expect(await lan.call('exchange.connect', { path: share, setUp: true })).toMatchObject({
      ok: false,
      code: 'share-was-ours-now-empty'
    })
    expect(await readdir(share)).toEqual([])
    expect(await lan.entries()).toHaveLength(2)
    await rm(share, { recursive: true })
    await rename(away, share)
    expect(await lan.get('exchange.run', {})).toMatchObject({ pushedEntries: 1, trouble: null })
  })

  test('is not taken for a new one either when it was connected but never exchanged with', async () => {
    const { share, lan } = await office()
    await rm(share, { recursive: true })
    await mkdir(share)
    expect(await lan.call('exchange.run', {})).toMatchObject({ ok: false, code: 'share-was-ours-now-empty' })
  })

  test('can be set up again on purpose: disconnect, connect, and everything is there again', async () => {
    const { share, lan, minh } = await office()
    await lan.write()
    await minh.write()
    for (const laptop of [lan, minh, lan]) await laptop.get('exchange.run', {})
    const files = await filesOf(share)
    await rm(share, { recursive: true })
    await mkdir(share)
    await lan.get('exchange.disconnect', {})
    expect(await lan.get('exchange.connect', { path: share, setUp: true })).toMatchObject({ state: 'ready' })
    await lan.get('exchange.run', {})
    expect(await filesOf(share)).toMatchObject(files)
    expect(await minh.get('exchange.run', {})).toMatchObject({ trouble: null })
    await expectEveryFileRight(share)
  })
})

test('an older copy of the share is told, brought forward, and then right again', async () => {
  const { share, lan } = await office()
  await lan.write()
  await lan.get('exchange.run', {})
  await rm(join(share, await deviceOf(lan)), { recursive: true })
  expect(await lan.get('exchange.inspect', { path: share })).toMatchObject({ state: 'ready', rolledBack: true })
  await lan.get('exchange.run', {})
  expect(await lan.get('exchange.inspect', { path: share })).toMatchObject({ state: 'ready', rolledBack: false })
})

describe('one exchange at a time', () => {
  test('a second one is told that one is running, and so is a change of share', async () => {
    const { share, lan } = await office()
    const first = lan.call('exchange.run', {})
    expect(await lan.call('exchange.run', {})).toMatchObject({ ok: false, code: 'exchange-running' })
    expect(await lan.call('exchange.connect', { path: share, setUp: false })).toMatchObject({
      ok: false,
      code: 'exchange-running'
    })
    expect((await lan.get('exchange.status', {})).running).toBe(true)
    expect((await first).ok).toBe(true)
    expect((await lan.get('exchange.status', {})).running).toBe(false)
  })

  test('can be cancelled at any step; what was pulled stays, and the next one does the rest', async () => {
    const { share, lan, minh } = await office()
    for (let edit = 0; edit < 12; edit += 1) {
      await lan.write()
      await lan.get('exchange.run', {})
    }
    for (let step = 1; step <= 3; step += 1) {
      let left = step
      const stop = minh.host.listen((push) => {
        if (push.type === 'exchange-progress' && push.step === 'pull') left -= 1
        if (left === 0) void minh.call('exchange.cancel', {})
      })
      expect(await minh.call('exchange.run', {}), `step ${step}`).toMatchObject({ ok: false, code: 'exchange-cancelled' })
      stop()
      expect(minh.pushes.at(-1)).toEqual({ type: 'exchange-ended', report: null, code: 'exchange-cancelled' })
      await expectEveryFileRight(share)
    }
    expect((await minh.get('exchange.run', {})).trouble).toBeNull()
    expect(await minh.entries()).toHaveLength(12)
  })

  test('cancelling when nothing runs is no error', async () => {
    expect(await (await newLaptop()).call('exchange.cancel', {})).toEqual({ ok: true, value: null })
  })

  test('disconnecting in the middle stops it, and nothing is sent to a place that nobody chose', async () => {
    const { lan } = await office()
    await lan.write()
    const before = await readdir(process.cwd())
    const running = lan.call('exchange.run', {})
    await lan.get('exchange.disconnect', {})
    expect(await running).toMatchObject({ ok: false, code: 'exchange-cancelled' })
    expect(await lan.get('exchange.status', {})).toMatchObject({ shareFolder: '', last: null })
    expect(await marksOf(lan)).toMatchObject({ journaled: 1, onShare: 0 })
    expect(await readdir(process.cwd())).toEqual(before)
  })
})

describe('a full disk', () => {
  test('of the share is said to be the share’s; nothing is lost and all goes when there is room', async (context) => {
    const share = await smallDisk(context)
    const lan = await newLaptop()
    await lan.get('office.create', { name: 'Vụ' })
    await lan.get('exchange.connect', { path: share, setUp: true })
    await lan.write()
    const filler = await fillUp(share)
    expect(await lan.call('exchange.run', {})).toMatchObject({ ok: true, value: { trouble: 'share-full', pushedSegments: 0 } })
    expect(await marksOf(lan)).toMatchObject({ journaled: 1, onShare: 0 })
    await rm(filler)
    expect(await lan.get('exchange.run', {})).toMatchObject({ trouble: null, pushedSegments: 1 })
    await expectEveryFileRight(share)
  })

  test('of this laptop is said to be this laptop’s, edits are refused and kept ones stay', async (context) => {
    const { share, lan } = await office()
    for (let edit = 0; edit < 3; edit += 1) await lan.write('x'.repeat(20_000 + edit))
    await lan.get('exchange.run', {})
    const minh = await openLaptop(join(await smallDisk(context), 'profile'))
    await minh.get('exchange.connect', { path: share, setUp: false })
    await minh.write()
    const filler = await fillUp(join(minh.profile, '..'))
    expect(await minh.call('exchange.run', {})).toMatchObject({ ok: false, code: 'disk-full' })
    await expect(minh.write('y'.repeat(9000))).rejects.toThrow('disk-full')
    await minh.close()
    await rm(filler)
    const again = await openLaptop(minh.profile)
    expect((await again.get('exchange.run', {})).trouble).toBeNull()
    expect(await again.entries()).toHaveLength(4)
    expect(await again.write()).toBe(2)
  })
})

test('a memory of the exchange that does not read costs a second look and nothing else', async () => {
  const { share, lan } = await office()
  await lan.write()
  await lan.get('exchange.run', {})
  await lan.close()
  await writeFile(join(lan.profile, 'exchange.json'), '{"shareFolder": 7')
  const again = await openLaptop(lan.profile)
  expect(await again.call('exchange.run', {})).toMatchObject({ ok: false, code: 'share-not-set' })
  await again.get('exchange.connect', { path: share, setUp: false })
  const before = await readTree(share)
  expect(await again.get('exchange.run', {})).toMatchObject({ pushedSegments: 0, trouble: null })
  expect(await readTree(share)).toEqual(before)
  expect(await marksOf(again)).toMatchObject({ journaled: 1, onShare: 1 })
})

test('a share reached through a link on this laptop is a share like any other', async () => {
  const { share, lan } = await office()
  const link = join(await temporaryFolder(), 'S')
  await symlink(share, link)
  expect(await lan.get('exchange.connect', { path: link, setUp: false })).toMatchObject({ state: 'ready' })
  await lan.write()
  expect(await lan.get('exchange.run', {})).toMatchObject({ pushedSegments: 1 })
})
