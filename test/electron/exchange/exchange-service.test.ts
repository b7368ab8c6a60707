/** The exchange as the page uses it: through the bridge, with real profiles and a real share. */
import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Marks } from '#shared/bridge/contract.ts'
import { sealedIdentity, writeIdentity } from '#shared/sync/replica-identity.ts'
import { type Laptop, openLaptop } from '../../support/laptop.ts'
import { otherOfficeId, testOffice } from '../../support/make-segments.ts'
import { readFiles, readTree } from '../../support/read-tree.ts'
import { approve, deviceOf, foundOffice, joining, newOffice, passphrase, reopened } from '../../support/sealed-office.ts'
import { expectEveryFileRight, filesOf, newShare } from '../../support/shares.ts'
import { fillUp, smallDisk } from '../../support/small-disk.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const newLaptop = async () => openLaptop(await temporaryFolder('profile'))
const marksOf = async (laptop: Laptop): Promise<Marks> => (await laptop.get('session.describe', {})).marks

/** Lan has founded the office and set up its share; Minh has been let in. */
async function office() {
  const founded = await foundOffice('Nguyễn Thị Lan')
  return { share: founded.share, lan: founded.founder, minh: await joining(founded, 'Trần Văn Minh') }
}
/** Lan's office and share, with nobody else in it. */
async function lanAlone() {
  const { share, founder } = await foundOffice('Nguyễn Thị Lan')
  return { share, lan: founder }
}

describe('connecting', () => {
  test('sets up an empty folder only when a person says so', async () => {
    const share = await temporaryFolder()
    const lan = await newLaptop()
    await lan.get('office.create', newOffice())
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

  test('takes over the share’s open office on a laptop that has none, and says so to the page', async () => {
    const { root: share } = await newShare()
    const [lan, minh] = [await newLaptop(), await newLaptop()]
    for (const laptop of [lan, minh]) {
      expect(await laptop.get('exchange.connect', { path: share, setUp: false })).toMatchObject({ state: 'ready' })
      const { office, access } = await laptop.get('session.describe', {})
      expect([office, access]).toEqual([{ ...testOffice, sealed: false }, { state: 'open' }])
    }
    await lan.write()
    for (const laptop of [lan, minh]) await laptop.get('exchange.run', {})
    expect(await minh.entries()).toHaveLength(1)
    expect(minh.pushes.map((push) => push.type)).toContain('marks')
  })

  test('takes over no sealed office: it says that one can ask, and changes nothing on either side', async () => {
    const { share } = await lanAlone()
    const minh = await newLaptop()
    const before = [await readTree(share), await readFiles(minh.profile)]
    for (const setUp of [true, false]) {
      expect(await minh.get('exchange.connect', { path: share, setUp })).toEqual({ state: 'askable' })
    }
    expect([await readTree(share), await readFiles(minh.profile)]).toEqual(before)
    expect(await minh.get('session.describe', {})).toMatchObject({ office: null, access: { state: 'none' } })
    expect((await minh.get('exchange.status', {})).shareFolder).toBe('')
  })

  test('by asking and being let in, ends in the same office, and the page is told of each step', async () => {
    const { lan, minh } = await office()
    const [a, b] = [await lan.get('session.describe', {}), await minh.get('session.describe', {})]
    expect(b.office).toEqual(a.office)
    expect(b.office).toMatchObject({ name: 'Vụ Hợp tác quốc tế', sealed: true })
    const told = minh.pushes.flatMap((push) => (push.type === 'access' ? [push.access.state] : []))
    expect([told.at(-1), new Set(told)]).toEqual(['member', new Set(['waiting', 'member'])])
    expect(minh.pushes.map((push) => push.type)).toContain('marks')
  })

  test('never makes the folder it was given', async () => {
    const parent = await temporaryFolder()
    const lan = await newLaptop()
    await lan.get('office.create', newOffice())
    for (const setUp of [true, false]) {
      expect(await lan.call('exchange.connect', { path: join(parent, 'gone'), setUp })).toMatchObject({
        ok: false,
        code: 'share-missing'
      })
    }
    const newcomer = await newLaptop()
    const path = join(parent, 'gone')
    expect(await newcomer.call('office.ask', { path, passphrase, laptop: '' })).toMatchObject({ code: 'share-missing' })
    expect(await readdir(parent)).toEqual([])
    expect((await newcomer.get('session.describe', {})).access).toEqual({ state: 'none' })
  })

  test('to another office’s share is refused, and the share remembered before stays', async () => {
    const { share, lan } = await office()
    const ours = (await lan.get('session.describe', {})).office?.id ?? ''
    const others = [
      writeIdentity({ kind: 'open', id: otherOfficeId, name: 'Vụ khác', sample: false }),
      writeIdentity(sealedIdentity('4a'.repeat(32), '5c'.repeat(32), '2e'.repeat(16))),
      // Our number, and no keys: a share that somebody wants us to write on in the open.
      writeIdentity({ kind: 'open', id: ours, name: 'Vụ Hợp tác quốc tế', sample: false })
    ]
    for (const identity of others) {
      const other = await temporaryFolder()
      await writeFile(join(other, 'replica.json'), identity)
      expect(await lan.call('exchange.connect', { path: other, setUp: true })).toMatchObject({
        ok: false,
        code: 'share-other-office'
      })
      expect(await lan.call('exchange.run', { folder: other })).toMatchObject({ ok: false, code: 'share-other-office' })
      expect(await readdir(other)).toEqual(['replica.json'])
    }
    expect(await lan.get('exchange.status', {})).toMatchObject({ shareFolder: share })
  })

  test('two laptops that set up one folder at one moment end up in one office or are told otherwise', async () => {
    const share = await temporaryFolder()
    const [lan, minh] = [await newLaptop(), await newLaptop()]
    for (const laptop of [lan, minh]) await laptop.get('office.create', newOffice())
    const results = await Promise.all([lan, minh].map((laptop) => laptop.call('exchange.connect', { path: share, setUp: true })))
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.filter((result) => !result.ok)).toMatchObject([{ code: 'share-other-office' }])
  })

  test('is remembered over a restart, and forgotten when the person disconnects', async () => {
    const { share, lan } = await office()
    await lan.close()
    const again = await reopened(lan)
    expect((await again.get('exchange.status', {})).shareFolder).toBe(share)
    await again.get('exchange.disconnect', {})
    await again.close()
    const third = await reopened(lan)
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
    expect(await marksOf(await reopened(lan))).toEqual(before)
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
    const ended = types.indexOf('exchange-ended')
    expect(types[ended - 1], 'who hears of the end knows the marks already').toBe('marks')
    expect(types.lastIndexOf('exchange-ended')).toBe(ended)
    expect(types.slice(0, ended)).toContain('exchange-progress')
    const marks = lan.pushes.flatMap((push) => (push.type === 'marks' ? [push.marks] : []))
    expect(marks.at(-1)).toEqual(await marksOf(lan))
  })
})

test('the state of the exchange names everybody with their last change and what they have seen of ours', async () => {
  const { lan, minh } = await office()
  await lan.write()
  await minh.write()
  for (const laptop of [lan, minh, lan]) await laptop.get('exchange.run', {})
  const { devices, unsent, running, quarantine, last } = await lan.get('exchange.status', {})
  const shown = devices.map(({ own, author, entries, known, refused, seenOurs }) => ({
    own,
    author,
    entries,
    known,
    refused,
    seenOurs
  }))
  expect(shown).toEqual([
    { own: true, author: 'Nguyễn Thị Lan', entries: 1, known: 1, refused: 0, seenOurs: 0 },
    { own: false, author: 'Trần Văn Minh', entries: 1, known: 1, refused: 0, seenOurs: 1 }
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
    const share = await temporaryFolder('share')
    const lan = await newLaptop()
    await lan.get('office.create', newOffice())
    await lan.get('exchange.connect', { path: share, setUp: true })
    await rm(share, { recursive: true })
    await mkdir(share)
    expect(await lan.call('exchange.run', {})).toMatchObject({ ok: false, code: 'share-was-ours-now-empty' })
    expect(await readdir(share)).toEqual([])
  })

  test('can be set up again on purpose: disconnect, connect, and everything is there again', async () => {
    const { share, lan, minh } = await office()
    await lan.write()
    await minh.write()
    for (const laptop of [lan, minh, lan]) await laptop.get('exchange.run', {})
    const files = await filesOf(share)
    expect(new Set(Object.keys(files).map((path) => path.split('.').at(-1)))).toEqual(new Set(['seg', 'ros', 'age', 'join']))
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
  const files = await filesOf(share)
  await rm(join(share, await deviceOf(lan)), { recursive: true })
  expect(await lan.get('exchange.inspect', { path: share })).toMatchObject({ state: 'ready', rolledBack: true })
  await lan.get('exchange.run', {})
  expect(await lan.get('exchange.inspect', { path: share })).toMatchObject({ state: 'ready', rolledBack: false })
  expect(await filesOf(share)).toEqual(files)
  await expectEveryFileRight(share)
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
      const ended = minh.pushes.filter((push) => push.type === 'exchange-ended').at(-1)
      expect(ended).toEqual({ type: 'exchange-ended', report: null, code: 'exchange-cancelled' })
      await expectEveryFileRight(share)
    }
    expect((await minh.get('exchange.run', {})).trouble).toBeNull()
    expect(await minh.entries()).toHaveLength(12)
  })

  test('cancelling when nothing runs is no error', async () => {
    expect(await (await newLaptop()).call('exchange.cancel', {})).toEqual({ ok: true, value: null })
  })

  test('disconnecting in the middle stops it, and nothing is sent to a place that nobody chose', async () => {
    const { share, lan } = await office()
    await lan.write()
    const before = [await readdir(process.cwd()), await readFiles(share)]
    const begun = new Promise<void>((done) => {
      lan.host.listen((push) => push.type === 'exchange-progress' && done())
    })
    const running = lan.call('exchange.run', {})
    await begun
    await lan.get('exchange.disconnect', {})
    expect(await running).toMatchObject({ ok: false, code: 'exchange-cancelled' })
    expect(await lan.get('exchange.status', {})).toMatchObject({ shareFolder: '', last: null })
    expect(await marksOf(lan)).toMatchObject({ journaled: 1, onShare: 0 })
    expect([await readdir(process.cwd()), await readFiles(share)]).toEqual(before)
  })

  test('disconnecting before it has well begun stops it too', async () => {
    const { share, lan } = await office()
    await lan.write()
    const before = [await readdir(process.cwd()), await readFiles(share)]
    const running = lan.call('exchange.run', {})
    await lan.get('exchange.disconnect', {})
    expect(await running).toMatchObject({ ok: false, code: expect.stringMatching(/^(exchange-cancelled|share-not-set)$/) })
    expect(await marksOf(lan)).toMatchObject({ journaled: 1, onShare: 0 })
    expect([await readdir(process.cwd()), await readFiles(share)]).toEqual(before)
  })
})

describe('a full disk', () => {
  test('of the share is said to be the share’s; nothing is lost and all goes when there is room', async (context) => {
    const share = await smallDisk(context)
    const lan = await newLaptop()
    await lan.get('office.create', newOffice())
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
    const { share, lan } = await lanAlone()
    const minh = await openLaptop(join(await smallDisk(context), 'profile'))
    await minh.get('settings.change', { author: 'Trần Văn Minh' })
    await minh.get('office.ask', { path: share, passphrase, laptop: 'Dell' })
    await approve(lan, minh, 'officer')
    await minh.get('exchange.run', {})
    for (let edit = 0; edit < 3; edit += 1) await lan.write('x'.repeat(20_000 + edit))
    await lan.get('exchange.run', {})
    await minh.write()
    const filler = await fillUp(join(minh.profile, '..'))
    expect(await minh.call('exchange.run', {})).toMatchObject({ ok: false, code: 'disk-full' })
    await expect(minh.write('y'.repeat(9000))).rejects.toThrow('disk-full')
    await minh.close()
    await rm(filler)
    const again = await reopened(minh)
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
  const again = await reopened(lan)
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
