/** A real network share: Samba serves it, the laptops have it mounted, and the server goes away at the worst of moments. */
import { randomBytes } from 'node:crypto'
import { readdir, readFile, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { expect, type TestContext, test } from 'vitest'
import type { Push } from '#shared/bridge/contract.ts'
import { identityFile, isTemporaryName } from '#shared/sync/segment-name.ts'
import type { ExchangeOutcome } from '../../../electron/services/exchange/run-exchange.ts'
import { folderOnDisk } from '../../../electron/services/replica/folder-on-disk.ts'
import { type BareLaptop, openBareLaptop } from '../../support/bare-laptop.ts'
import { openLaptop } from '../../support/laptop.ts'
import { readFiles } from '../../support/read-tree.ts'
import { type SambaShare, sambaShare } from '../../support/samba-share.ts'
import { foundOffice, joining, newOffice } from '../../support/sealed-office.ts'
import { seededChance } from '../../support/seeded-random.ts'
import { expectAllKnow, expectEveryFileRight, expectSameFiles, filesOf, newShare } from '../../support/shares.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

interface Person {
  readonly laptop: BareLaptop
  readonly exchange: (progress?: (push: Push) => void) => Promise<ExchangeOutcome>
  /** So many segments of 200 kB each, ready to be sent. */
  readonly write: (segments: number) => Promise<void>
  readonly written: () => number
}

async function person(mount: string): Promise<Person> {
  const laptop = await openBareLaptop(await temporaryFolder('laptop'))
  let written = 0
  let turn = 0
  return {
    laptop,
    written: () => written,
    write: async (segments) => {
      for (let segment = 0; segment < segments; segment += 1) {
        await laptop.write(randomBytes(200_000).toString('base64'))
        await laptop.ledger.seal()
        written += 1
      }
    },
    exchange: (progress = () => undefined) => {
      turn += 1
      return laptop.exchange(folderOnDisk(mount), { progress, turn })
    }
  }
}

async function twoPeople(context: TestContext): Promise<{ samba: SambaShare; lan: Person; minh: Person }> {
  const samba = await sambaShare(context)
  const identity = await readFile(join((await newShare()).root, identityFile))
  await folderOnDisk(samba.mount).createOnce(identityFile, identity)
  return { samba, lan: await person(samba.mount), minh: await person(await samba.anotherMount()) }
}

/** Both exchange without any trouble, and then share and laptops hold the same; nobody was told of a bad file. */
async function expectBothHaveEverything({ samba, lan, minh }: { samba: SambaShare; lan: Person; minh: Person }, when = '') {
  for (const one of [lan, minh, lan, minh]) {
    expect(await one.exchange(), when).toMatchObject({ ok: true, report: { trouble: null, quarantined: 0, waiting: 0 } })
  }
  const laptops = [lan.laptop, minh.laptop]
  await expectAllKnow(laptops, { [lan.laptop.device]: lan.written(), [minh.laptop.device]: minh.written() }, when)
  await expectSameFiles([samba.behind, ...laptops.map((laptop) => laptop.replicaFolder)], when)
  await expectEveryFileRight(samba.behind, when)
  for (const laptop of laptops) expect(await laptop.quarantine.list((file) => laptop.replica.holds(file)), when).toEqual([])
}

/** What was on the way is there whole or not at all, on the share as on the laptops. */
async function expectNothingHalf({ samba, lan, minh }: { samba: SambaShare; lan: Person; minh: Person }, when = '') {
  for (const root of [samba.behind, lan.laptop.replicaFolder, minh.laptop.replicaFolder]) await expectEveryFileRight(root, when)
}

const saidOf = (outcome: ExchangeOutcome) => (outcome.ok ? outcome.report.trouble : outcome.code)

test('two laptops that meet at a network share have each other’s edits, and every file there is right', async (context) => {
  const office = await twoPeople(context)
  const { samba, lan, minh } = office
  await lan.write(3)
  await minh.write(2)
  expect(await lan.exchange()).toMatchObject({ ok: true, ownVerified: 3, report: { pushedSegments: 3, trouble: null } })
  expect(await minh.exchange()).toMatchObject({ ok: true, report: { pulledEntries: 3, pushedEntries: 2, trouble: null } })
  await expectBothHaveEverything(office)
  const left = await readdir(samba.behind, { recursive: true })
  expect(left.filter((path) => isTemporaryName(path.split('/').at(-1) ?? ''))).toEqual([])
})

test('of two laptops that set up one network share at one moment, no two win, and what lies there is whole', async (context) => {
  const samba = await sambaShare(context)
  const folders = [folderOnDisk(samba.mount), folderOnDisk(await samba.anotherMount())]
  const texts = ['của Lan', 'của Minh'].map((text) => new TextEncoder().encode(text))
  const done = await Promise.allSettled(folders.map((folder, who) => folder.createOnce(identityFile, texts[who] as Uint8Array)))
  const won = done.findIndex((one) => one.status === 'fulfilled')
  // The client's own cache may show one of them the other's file a moment late: it is refused then, and looks again.
  expect(done.filter((one) => one.status === 'fulfilled').length).toBeLessThanOrEqual(1)
  const there = new Uint8Array(await readFile(join(samba.behind, identityFile)))
  expect(won < 0 ? texts : [texts[won]]).toContainEqual(there)
})

test.for(['push', 'pull'] as const)(
  'a server that restarts between two files costs nothing, whichever way they go (%s)',
  async (step, context) => {
    const office = await twoPeople(context)
    const { samba, lan, minh } = office
    await lan.write(4)
    if (step === 'pull') await lan.exchange()
    let restarted: Promise<void> | null = null
    const outcome = await (step === 'push' ? lan : minh).exchange((push) => {
      if (push.type === 'exchange-progress' && push.step === step && push.done === 2) restarted = samba.restart()
    })
    expect(restarted).not.toBeNull()
    await restarted
    expect([null, 'share-dropped']).toContain(saidOf(outcome))
    await expectNothingHalf(office)
    await minh.write(1)
    await expectBothHaveEverything(office)
  }
)

test('a server that dies at any moment leaves nothing half, and when it is back everybody gets everything', async (context) => {
  const chance = seededChance()
  console.log(`seed ${chance.seed}`)
  const office = await twoPeople(context)
  const { samba, lan, minh } = office
  let timesSaid = 0
  for (let round = 1; round <= 8; round += 1) {
    const when = `seed ${chance.seed}, round ${round}`
    await lan.write(3)
    await minh.write(3)
    let left = chance.below(6)
    let dead: Promise<void> | null = null
    const dieSoon = async (turns: number) => {
      for (let turn = 0; turn < turns; turn += 1) await turnOfTheLoop()
      await samba.stopServer()
    }
    const outcome = await (round % 2 ? lan : minh).exchange(() => {
      left -= 1
      if (left < 0) dead ??= dieSoon(chance.below(3000))
    })
    await (dead ?? samba.stopServer())
    const said = saidOf(outcome)
    expect([null, 'share-dropped'], when).toContain(said)
    if (said) timesSaid += 1
    await expectNothingHalf(office, when)
    await samba.startServer()
  }
  expect(timesSaid).toBeGreaterThan(0)
  await expectBothHaveEverything(office, `seed ${chance.seed}`)
})

test('with the server gone it is said that the connection was lost, edits are kept, and they go when it is back', async (context) => {
  const office = await twoPeople(context)
  const { samba, lan, minh } = office
  await lan.write(1)
  await expectBothHaveEverything(office)
  const files = await filesOf(samba.behind)
  await samba.stopServer()
  await lan.write(2)
  for (const one of [lan, minh]) expect(await one.exchange()).toMatchObject({ ok: false, code: 'share-dropped' })
  expect(await filesOf(samba.behind)).toEqual(files)
  await expectAllKnow([lan.laptop], { [lan.laptop.device]: 3 })
  await samba.startServer()
  await expectBothHaveEverything(office)
})

test('the app says in words that the server is gone, and finishes by itself once it is back', async (context) => {
  const samba = await sambaShare(context)
  const laptop = await openLaptop(await temporaryFolder('profile'))
  await laptop.get('office.create', newOffice())
  await laptop.get('exchange.connect', { path: samba.mount, setUp: true })
  await laptop.write()
  await samba.stopServer()
  expect(await laptop.call('exchange.inspect', { path: samba.mount })).toMatchObject({
    ok: true,
    value: { state: 'unusable', code: 'share-dropped' }
  })
  expect(await laptop.call('exchange.run', {})).toMatchObject({ ok: false, code: 'share-dropped' })
  expect(await laptop.get('exchange.status', {})).toMatchObject({ running: false, unsent: 1, quarantine: [] })
  await samba.startServer()
  expect(await laptop.get('exchange.run', {})).toMatchObject({ trouble: null, pushedEntries: 1 })
  expect(await laptop.get('exchange.status', {})).toMatchObject({ unsent: 0 })
})

test('a share that is not mounted is neither written to nor made anew: nothing lands in the folder where it should be', async (context) => {
  const samba = await sambaShare(context)
  const laptop = await openLaptop(await temporaryFolder('profile'))
  await laptop.get('office.create', newOffice())
  await laptop.get('exchange.connect', { path: samba.mount, setUp: true })
  await laptop.write()
  await laptop.get('exchange.run', {})
  await laptop.write()
  const files = await filesOf(samba.behind)

  await samba.unmount(samba.mount)
  expect(await laptop.call('exchange.run', {})).toMatchObject({ ok: false, code: 'share-was-ours-now-empty' })
  expect(await readdir(samba.mount)).toEqual([])
  await rmdir(samba.mount)
  expect(await laptop.call('exchange.run', {})).toMatchObject({ ok: false, code: 'share-missing' })
  await expect(readdir(samba.mount)).rejects.toMatchObject({ code: 'ENOENT' })
  expect(await filesOf(samba.behind)).toEqual(files)

  await samba.remount(samba.mount)
  expect(await laptop.get('exchange.run', {})).toMatchObject({ trouble: null, pushedEntries: 1 })
})

test.for(['push', 'pull'] as const)(
  'a share that is unmounted in the middle of an exchange has dropped: nothing lands in the folder where it was (%s)',
  async (step, context) => {
    const samba = await sambaShare(context)
    const office = await foundOffice()
    const lan = office.founder
    await lan.get('exchange.connect', { path: samba.mount, setUp: true })
    await lan.get('exchange.run', {})
    const minh = await joining({ ...office, share: await samba.anotherMount() }, 'Trần Văn Minh')
    for (let edit = 1; edit <= 4; edit += 1) {
      await minh.write()
      await minh.get('exchange.run', {})
    }
    if (step === 'push') await lan.get('exchange.run', {})
    await lan.write()

    const files = await readFiles(samba.behind)
    let unmounted: Promise<void> | null = null
    const stop = lan.host.listen((push) => {
      if (push.type === 'exchange-progress' && push.step === step && push.done === (step === 'push' ? 0 : 2))
        unmounted ??= samba.unmount(samba.mount)
    })
    const report = await lan.get('exchange.run', {})
    stop()
    expect(unmounted).not.toBeNull()
    await unmounted
    expect(await readdir(samba.mount)).toEqual([])
    expect(report).toMatchObject({ pushedSegments: 0, quarantined: 0, trouble: 'share-dropped' })
    expect(await lan.get('exchange.status', {})).toMatchObject({ unsent: 1, quarantine: [] })
    expect(await readFiles(samba.behind)).toEqual(files)

    await samba.remount(samba.mount)
    for (const laptop of [lan, minh])
      expect(await laptop.get('exchange.run', {})).toMatchObject({ trouble: null, quarantined: 0 })
    for (const laptop of [lan, minh]) expect(await laptop.entries()).toHaveLength(5)
  }
)
