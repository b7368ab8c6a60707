/** A laptop of a sealed office that was copied whole (B10), or to which an old backup was put back (B11). */
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { type Laptop, openLaptop } from '../../support/laptop.ts'
import { deviceOf, foundOffice, joining, passphrase, type SealedOffice } from '../../support/sealed-office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

vi.setConfig({ testTimeout: 120_000 })

async function unlocked(profile: string): Promise<Laptop> {
  const laptop = await openLaptop(profile)
  await laptop.get('keys.unlock', { passphrase })
  return laptop
}
async function copyOf(profile: string): Promise<string> {
  const copy = join(await temporaryFolder('copy'), 'profile')
  await cp(profile, copy, { recursive: true })
  return copy
}
const exchange = (laptop: Laptop, folder?: string) => laptop.get('exchange.run', folder ? { folder } : {})
/** What was written, as everybody should see it: each edit once. */
const textsOf = async (laptop: Laptop): Promise<string[]> =>
  (await laptop.entries())
    .filter(({ refused }) => !refused)
    .map(({ changes }) => new TextDecoder().decode(changes[0]).slice(7))
    .sort()
const unresolved = async (laptop: Laptop) =>
  (await laptop.get('exchange.status', {})).quarantine
    .filter(({ resolved }) => !resolved)
    .map(({ file, reason }) => `${reason} ${file.slice(-12)}`)

/** Minh's laptop, with one edit on the share, in two copies; Hoa is a colleague. */
async function copied(role: 'officer' | 'administrator' = 'officer') {
  const office = await foundOffice()
  const minh = await joining(office, 'Minh', role)
  const hoa = await joining(office, 'Hoa')
  await minh.write('chung')
  await exchange(minh)
  await exchange(hoa)
  await exchange(office.founder)
  await minh.close()
  const copy = await copyOf(minh.profile)
  const [one, two] = [await unlocked(minh.profile), await unlocked(copy)]
  return { office, hoa, one, two, number: await deviceOf(one) }
}
const settle = async (laptops: readonly Laptop[], rounds = 3) => {
  for (let round = 0; round < rounds; round += 1) for (const laptop of laptops) await exchange(laptop)
}

describe('a laptop that was copied and both wrote on', () => {
  test.each(['first', 'second'] as const)(
    'the %s to exchange keeps the number; both branches arrive everywhere',
    async (which) => {
      const { office, hoa, one, two, number } = await copied()
      await one.write('từ một')
      await two.write('từ hai')
      const order = which === 'first' ? [one, two] : [two, one]
      await settle(order)
      const everybody = [...order, hoa, office.founder]
      await settle(everybody)
      for (const laptop of everybody) expect(await textsOf(laptop)).toEqual(['chung', 'từ hai', 'từ một'])
      expect(await deviceOf(order[0] as Laptop)).toBe(number)
      expect(await deviceOf(order[1] as Laptop)).not.toBe(number)
    }
  )

  test('the one with the new number is the same member as before, and says for whom it goes on', async () => {
    const { office, one, two, number } = await copied()
    await one.write('từ một')
    await two.write('từ hai')
    await settle([one, two, office.founder])
    expect((await two.get('session.describe', {})).access).toEqual({ state: 'member', role: 'officer' })
    const { members } = await office.founder.get('roster.read', {})
    expect(
      members.find(({ device }) => device !== number && members.some((one) => one.continues === number && one.device === device))
    ).toMatchObject({
      person: 'Minh',
      role: 'officer',
      continues: number
    })
  })

  test('the one with the new number goes on after a restart, and with the same passphrase', async () => {
    const { office, hoa, one, two } = await copied()
    await one.write('từ một')
    await two.write('từ hai')
    await settle([one, two])
    const next = await deviceOf(two)
    await two.close()
    const again = await unlocked(two.profile)
    expect(await deviceOf(again)).toBe(next)
    await again.write('sau khi mở lại')
    await settle([again, hoa, office.founder])
    expect(await textsOf(hoa)).toEqual(['chung', 'sau khi mở lại', 'từ hai', 'từ một'])
  })

  test('what both had in their journals already is lost by neither; it may stand under both numbers', async () => {
    const office = await foundOffice()
    const minh = await joining(office, 'Minh')
    await minh.write('chưa gửi')
    await minh.close()
    const copy = await copyOf(minh.profile)
    const [one, two] = [await unlocked(minh.profile), await unlocked(copy)]
    await one.write('từ một')
    await two.write('từ hai')
    await settle([one, two, office.founder])
    for (const laptop of [office.founder, one, two])
      expect(new Set(await textsOf(laptop))).toEqual(new Set(['chưa gửi', 'từ hai', 'từ một']))
  })

  test('who had received the branch that is written anew takes it back, and has the edits once', async () => {
    const { office, hoa, one, two } = await copied()
    const stick = join(await temporaryFolder('stick'), 'usb')
    await cp(office.share, stick, { recursive: true })
    for (const text of ['từ hai, một', 'từ hai, hai', 'từ hai, ba']) {
      await two.write(text)
      await exchange(two, stick)
    }
    await exchange(hoa, stick)
    expect(await textsOf(hoa)).toEqual(['chung', 'từ hai, ba', 'từ hai, hai', 'từ hai, một'])
    await one.write('từ một')
    await exchange(one)
    await exchange(two)
    const everybody = [hoa, one, two, office.founder]
    await settle(everybody)
    for (const laptop of everybody)
      expect(await textsOf(laptop)).toEqual(['chung', 'từ hai, ba', 'từ hai, hai', 'từ hai, một', 'từ một'])
  })

  test('who had received that branch shows the same after a restart, and nothing as wrong', async () => {
    const { office, hoa, one, two } = await copied()
    const stick = join(await temporaryFolder('stick'), 'usb')
    await cp(office.share, stick, { recursive: true })
    for (const text of ['từ hai, một', 'từ hai, hai']) {
      await two.write(text)
      await exchange(two, stick)
    }
    await exchange(hoa, stick)
    const before = (await hoa.get('session.describe', {})).generation
    await one.write('từ một')
    await settle([one, two, hoa])
    expect((await hoa.get('session.describe', {})).generation).not.toBe(before)
    const texts = await textsOf(hoa)
    await hoa.close()
    const again = await unlocked(hoa.profile)
    expect(await textsOf(again)).toEqual(texts)
    await settle([again])
    expect(await unresolved(again)).toEqual([])
  })

  test('the one that kept the number keeps it, although the other’s branch lies on the share as well', async () => {
    const { office, hoa, one, two, number } = await copied()
    const stick = join(await temporaryFolder('stick'), 'usb')
    await cp(office.share, stick, { recursive: true })
    for (const text of ['từ hai, một', 'từ hai, hai']) {
      await two.write(text)
      await exchange(two, stick)
    }
    await exchange(hoa, stick)
    await one.write('từ một')
    await exchange(one)
    await exchange(two)
    // Hoa pushes what it holds before it hears of the new number.
    await cp(stick, office.share, { recursive: true, force: false, errorOnExist: false })
    await one.write('một viết tiếp')
    const everybody = [one, hoa, two, office.founder]
    await settle(everybody)
    expect(await deviceOf(one)).toBe(number)
    for (const laptop of everybody)
      expect(await textsOf(laptop)).toEqual(['chung', 'một viết tiếp', 'từ hai, hai', 'từ hai, một', 'từ một'])
  })

  test('as an administrator lets people in as before, under either number', async () => {
    const { office, one, two } = await copied('administrator')
    await one.write('từ một')
    await two.write('từ hai')
    await settle([one, two, office.founder])
    for (const [laptop, person] of [
      [one, 'Vy'],
      [two, 'Nam']
    ] as const) {
      const guest = await joining({ ...office, founder: laptop } as SealedOffice, person)
      expect((await guest.get('session.describe', {})).access).toMatchObject({ state: 'member' })
      await settle([guest, office.founder])
      expect(await textsOf(guest)).toEqual(['chung', 'từ hai', 'từ một'])
    }
  })

  test('as an administrator is heard although the copy under the old number was put out', async () => {
    const { office, one, two, number } = await copied('administrator')
    await one.write('từ một')
    await two.write('từ hai')
    await settle([one, two, office.founder])
    await office.founder.get('roster.revoke', { device: number })
    await office.founder.settled()
    await exchange(two)
    const guest = await joining({ ...office, founder: two } as SealedOffice, 'Vy')
    expect((await guest.get('session.describe', {})).access).toMatchObject({ state: 'member' })
  })
})

describe('a laptop to which an old backup was put back', () => {
  async function restored() {
    const office = await foundOffice()
    const minh = await joining(office, 'Minh')
    await minh.write('trước')
    await exchange(minh)
    await minh.close()
    const backup = await copyOf(minh.profile)
    const later = await unlocked(minh.profile)
    for (const text of ['sau, một', 'sau, hai']) {
      await later.write(text)
      await exchange(later)
    }
    const number = await deviceOf(later)
    await later.close()
    await rm(later.profile, { recursive: true })
    await cp(backup, later.profile, { recursive: true })
    return { office, number, minh: await unlocked(later.profile) }
  }

  test('takes up what it had written since, and keeps its number', async () => {
    const { office, number, minh } = await restored()
    expect(await textsOf(minh)).toEqual(['trước'])
    await exchange(minh)
    expect(await textsOf(minh)).toEqual(['sau, hai', 'sau, một', 'trước'])
    expect(await deviceOf(minh)).toBe(number)
    await minh.write('viết tiếp')
    await settle([minh, office.founder])
    for (const laptop of [minh, office.founder])
      expect(await textsOf(laptop)).toEqual(['sau, hai', 'sau, một', 'trước', 'viết tiếp'])
  })

  test('that wrote before it exchanged gives no number away twice, and loses nothing', async () => {
    const { office, number, minh } = await restored()
    await minh.write('viết ngay')
    await settle([minh, office.founder])
    for (const laptop of [minh, office.founder])
      expect(await textsOf(laptop)).toEqual(['sau, hai', 'sau, một', 'trước', 'viết ngay'])
    expect(await deviceOf(minh)).not.toBe(number)
    const entries = await office.founder.entries()
    const keys = entries.map(({ device, number: at }) => `${device} ${at}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('that met only a colleague’s stick first loses nothing either', async () => {
    const { office, minh } = await restored()
    await minh.write('viết ngay')
    const stick = join(await temporaryFolder('stick'), 'usb')
    await cp(office.share, stick, { recursive: true })
    const own = await deviceOf(minh)
    await rm(join(stick, own), { recursive: true, force: true })
    await exchange(minh, stick)
    await settle([minh, office.founder])
    for (const laptop of [minh, office.founder])
      expect(await textsOf(laptop)).toEqual(['sau, hai', 'sau, một', 'trước', 'viết ngay'])
  })

  test('does not come back by it when it had been put out meanwhile', async () => {
    const { office, number, minh } = await restored()
    await office.founder.get('roster.revoke', { device: number })
    await office.founder.settled()
    await minh.write('viết ngay')
    await minh.call('exchange.run', {})
    await minh.call('exchange.run', {})
    expect((await minh.get('session.describe', {})).access).toEqual({ state: 'revoked' })
    await exchange(office.founder)
    expect(await textsOf(office.founder)).not.toContain('viết ngay')
  })
})
