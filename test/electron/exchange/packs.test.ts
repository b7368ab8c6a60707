/** A folder of ten years stays short, and nobody loses anything by it. */
import { cp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Laptop, openLaptop } from '../../support/laptop.ts'
import { readFiles } from '../../support/read-tree.ts'
import { approve, asking, deviceOf, foundOffice, joining, passphrase, type SealedOffice } from '../../support/sealed-office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Twelve loose segments make a pack, four stay loose. */
const soon = { packLimits: { packAfter: 12, leaveLoose: 4 } }
const dayMs = 24 * 3600 * 1000

/** A clock that stands until somebody moves it. */
function dayClock() {
  let now = Date.UTC(2026, 0, 1)
  return {
    now: () => now,
    nextDay: () => {
      now += dayMs
    }
  }
}
/** An exchange after each edit: a segment for each. */
async function writeMany(laptop: Laptop, count: number) {
  for (let edit = 0; edit < count; edit += 1) {
    await laptop.write(`sửa ${edit}`)
    await laptop.get('exchange.run', {})
  }
}
const filesOf = async ({ share }: SealedOffice, laptop: Laptop) =>
  (await readdir(join(share, await deviceOf(laptop)))).filter((name) => /\.(seg|pack)$/.test(name))
const packsOf = async (office: SealedOffice, laptop: Laptop) =>
  (await filesOf(office, laptop)).filter((name) => name.endsWith('.pack'))
const numbersOf = async (laptop: Laptop, device: string) =>
  (await laptop.entries()).filter((entry) => entry.device === device).map((entry) => entry.number)
const upTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1)

test('many exchanges make a pack, and a newcomer reads it in the place of the segments', async () => {
  const office = await foundOffice('Lan', soon)
  await writeMany(office.founder, 14)
  expect(await packsOf(office, office.founder)).toHaveLength(1)
  const [pack] = await packsOf(office, office.founder)
  const minh = await joining(office, 'Minh')
  const device = await deviceOf(office.founder)
  expect(await numbersOf(minh, device)).toEqual(upTo(14))
  const kept = (await readdir(join(minh.profile, 'replica', device))).filter((name) => /\.(seg|pack)$/.test(name))
  expect(kept).toContain(pack)
  expect(kept.length, 'the packed segments were not fetched one by one').toBeLessThan(8)
})

test('who had the segments takes the pack in their place, and is the same after a restart', async () => {
  const office = await foundOffice('Lan', soon)
  const minh = await joining(office, 'Minh')
  await writeMany(office.founder, 6)
  await minh.get('exchange.run', {})
  await writeMany(office.founder, 9)
  await minh.get('exchange.run', {})
  const device = await deviceOf(office.founder)
  expect(await numbersOf(minh, device)).toEqual(upTo(15))
  const before = (await minh.get('exchange.status', {})).devices.find((one) => one.device === device)
  expect(before?.segments).toBeLessThan(9)
  await minh.close()
  const again = await openLaptop(minh.profile, soon)
  await again.get('keys.unlock', { passphrase })
  expect(await numbersOf(again, device)).toEqual(upTo(15))
  expect((await again.get('exchange.status', {})).quarantine).toEqual([])
})

test('a pack grows: the next one holds the one before', async () => {
  const office = await foundOffice('Lan', soon)
  await writeMany(office.founder, 28)
  const packs = (await packsOf(office, office.founder)).map((name) => Number(name.slice(0, 8)))
  expect(packs.length).toBeGreaterThan(1)
  const minh = await joining(office, 'Minh')
  expect(await numbersOf(minh, await deviceOf(office.founder))).toEqual(upTo(28))
})

test('a damaged pack is set aside, and the segments are taken instead', async () => {
  const office = await foundOffice('Lan', soon)
  await writeMany(office.founder, 14)
  const device = await deviceOf(office.founder)
  const [pack] = await packsOf(office, office.founder)
  await writeFile(join(office.share, device, pack ?? ''), 'spoiled')
  const minh = await asking(office.share, 'Minh')
  await approve(office.founder, minh, 'officer')
  // The founder’s own look has mended the pack by now: spoil it again before Minh reads.
  await writeFile(join(office.share, device, pack ?? ''), 'spoiled')
  await minh.get('exchange.run', {})
  await minh.get('exchange.run', {})
  expect(await numbersOf(minh, device)).toEqual(upTo(14))
  expect((await minh.get('exchange.status', {})).quarantine.map((file) => file.reason)).toContain('truncated')
})

describe('old segments go from the share', () => {
  async function packed(days: number) {
    const clock = dayClock()
    const office = await foundOffice('Lan', { now: clock.now, ...soon })
    const minh = await joining(office, 'Minh')
    await writeMany(office.founder, 14)
    await minh.get('exchange.run', {})
    for (let day = 0; day < days; day += 1) {
      clock.nextDay()
      await office.founder.get('exchange.run', {})
    }
    return { office, minh, clock }
  }

  test('after thirty days on which the pack was found there, and then nothing is missing to anybody', async () => {
    const { office, minh } = await packed(31)
    const names = await filesOf(office, office.founder)
    expect(names.filter((name) => name.endsWith('.seg')).length).toBeLessThan(8)
    expect(names.filter((name) => name.endsWith('.pack'))).toHaveLength(1)
    const device = await deviceOf(office.founder)
    const hoa = await joining(office, 'Hoa')
    await minh.get('exchange.run', {})
    for (const laptop of [hoa, minh, office.founder]) expect(await numbersOf(laptop, device)).toEqual(upTo(14))
    expect(await filesOf(office, office.founder), 'and nobody brings them back').toHaveLength(names.length)
  })

  test('not a day earlier', async () => {
    const { office } = await packed(28)
    expect((await filesOf(office, office.founder)).filter((name) => name.endsWith('.seg')).length).toBeGreaterThanOrEqual(14)
  })

  test('not while a clock jumps about on one day', async () => {
    const clock = dayClock()
    const office = await foundOffice('Lan', { now: clock.now, ...soon })
    await writeMany(office.founder, 14)
    for (let exchange = 0; exchange < 60; exchange += 1) await office.founder.get('exchange.run', {})
    expect((await filesOf(office, office.founder)).filter((name) => name.endsWith('.seg')).length).toBeGreaterThanOrEqual(14)
  })

  test('not while nobody else has said to hold them', async () => {
    const clock = dayClock()
    const office = await foundOffice('Lan', { now: clock.now, ...soon })
    await joining(office, 'Minh')
    await writeMany(office.founder, 14)
    for (let day = 0; day < 40; day += 1) {
      clock.nextDay()
      await office.founder.get('exchange.run', {})
    }
    expect((await filesOf(office, office.founder)).filter((name) => name.endsWith('.seg')).length).toBeGreaterThanOrEqual(14)
  })

  test('not while the pack on the share is not what it was', async () => {
    const { office, clock } = await packed(28)
    const device = await deviceOf(office.founder)
    const [pack] = await packsOf(office, office.founder)
    for (let day = 0; day < 3; day += 1) {
      await writeFile(join(office.share, device, pack ?? ''), 'spoiled')
      clock.nextDay()
      await office.founder.get('exchange.run', {})
    }
    expect((await filesOf(office, office.founder)).filter((name) => name.endsWith('.seg')).length).toBeGreaterThanOrEqual(14)
  })

  test('and never anybody else’s', async () => {
    const { office, minh } = await packed(0)
    await writeMany(minh, 14)
    const theirs = await filesOf(office, minh)
    for (let day = 0; day < 40; day += 1) await office.founder.get('exchange.run', {})
    expect(await filesOf(office, minh)).toEqual(theirs)
  })
})

test('a laptop put back from a backup made before its pack takes its own pack in and goes on behind it', async () => {
  const office = await foundOffice('Lan', soon)
  const minh = await joining(office, 'Minh')
  await writeMany(minh, 4)
  await minh.close()
  const backup = await temporaryFolder('backup')
  await cp(minh.profile, backup, { recursive: true })
  const on = await openLaptop(minh.profile, soon)
  await on.get('keys.unlock', { passphrase })
  await writeMany(on, 12)
  await on.close()
  await rm(minh.profile, { recursive: true })
  const restored = await openLaptop(backup, soon)
  await restored.get('keys.unlock', { passphrase })
  const device = await deviceOf(restored)
  await restored.get('exchange.run', {})
  expect(await deviceOf(restored), 'nothing stood against it: the same number').toBe(device)
  expect(await numbersOf(restored, device)).toEqual(upTo(16))
  expect(await restored.write()).toBe(17)
})

test('a wiped share is filled from packs and segments alike', async () => {
  const office = await foundOffice('Lan', soon)
  const minh = await joining(office, 'Minh')
  await writeMany(office.founder, 14)
  await minh.get('exchange.run', {})
  await rm(join(office.share, await deviceOf(office.founder)), { recursive: true })
  await minh.get('exchange.run', {})
  const hoa = await joining(office, 'Hoa')
  expect(await numbersOf(hoa, await deviceOf(office.founder))).toEqual(upTo(14))
  expect(Object.keys(await readFiles(office.share)).length).toBeGreaterThan(10)
})
