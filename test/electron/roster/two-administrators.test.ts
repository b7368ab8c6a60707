/** Two administrators who act without having heard of each other: what becomes of the work of those who heard of one of them first. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { type Laptop, openLaptop } from '../../support/laptop.ts'
import { approve, asking, deviceOf, foundOffice, joining, passphrase } from '../../support/sealed-office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

vi.setConfig({ testTimeout: 60_000 })

const exchange = (laptop: Laptop, folder?: string) => laptop.get('exchange.run', folder ? { folder } : {})
const reopened = async (laptop: Laptop) => {
  await laptop.close()
  const again = await openLaptop(laptop.profile)
  await again.get('keys.unlock', { passphrase })
  return again
}
const keysOf = async (laptop: Laptop) =>
  (await laptop.entries()).map(({ device, number, refused }) => `${device} ${number} ${refused ?? false}`).sort()

/** Hoa, an administrator, is on a journey with a stick; everybody else meets at the share. */
async function apart() {
  const office = await foundOffice()
  const hoa = await joining(office, 'Hoa', 'administrator')
  const minh = await joining(office, 'Minh')
  const vy = await joining(office, 'Vy')
  for (const laptop of [hoa, minh, vy, office.founder]) await exchange(laptop)
  const stick = join(await temporaryFolder('stick'), 'usb')
  await cp(office.share, stick, { recursive: true })
  await hoa.get('exchange.connect', { path: stick, setUp: false })
  /** The founder puts Hoa out, and everybody hears of it. */
  const hoaGoes = async () => {
    await office.founder.get('roster.revoke', { device: await deviceOf(hoa) })
    await office.founder.settled()
  }
  return { office, hoa, minh, vy, stick, hoaGoes }
}

test('what Minh wrote with the key of an administrator who turns out to have been put out is lost to nobody', async () => {
  const { office, hoa, minh, vy, stick, hoaGoes } = await apart()
  await hoa.get('roster.revoke', { device: await deviceOf(vy) })
  await hoa.settled()
  await exchange(minh, stick)
  await minh.write('viết với khóa của Hoa')
  await exchange(minh, stick)
  await hoaGoes()
  for (let round = 0; round < 3; round += 1) for (const laptop of [minh, office.founder, vy]) await exchange(laptop)
  const ofMinh = await deviceOf(minh)
  for (const laptop of [minh, office.founder, vy])
    expect((await laptop.entries()).filter(({ device }) => device === ofMinh)).toHaveLength(1)
})

test('Minh’s own laptop does not forget such work at the next start, and gives its number to nothing else', async () => {
  const { hoa, minh, vy, stick, hoaGoes } = await apart()
  await hoa.get('roster.revoke', { device: await deviceOf(vy) })
  await hoa.settled()
  await exchange(minh, stick)
  const number = await minh.write('viết với khóa của Hoa')
  await exchange(minh, stick)
  await hoaGoes()
  await exchange(minh)
  const again = await reopened(minh)
  const own = await deviceOf(again)
  expect((await again.entries()).filter(({ device }) => device === own)).toHaveLength(1)
  expect(await again.write('viết tiếp')).toBe(number + 1)
})

test('what a laptop shows that had heard of Hoa’s guest is the same before and after a restart', async () => {
  const { office, hoa, vy, stick, hoaGoes } = await apart()
  const guest = await asking(stick, 'khách của Hoa')
  await exchange(hoa)
  await approve(hoa, guest, 'officer')
  await exchange(guest)
  await guest.write('từ khách')
  await exchange(guest)
  await exchange(vy, stick)
  expect(await keysOf(vy)).toHaveLength(1)
  await hoaGoes()
  await exchange(vy)
  const before = await keysOf(vy)
  const again = await reopened(vy)
  expect(await keysOf(again)).toEqual(before)
  await exchange(office.founder)
})

test('a page is told to begin anew when entries that it has taken in turn out not to have been allowed', async () => {
  const { hoa, minh, vy, stick, hoaGoes } = await apart()
  await hoa.get('roster.change', { device: await deviceOf(minh), role: 'supervisor' })
  await hoa.settled()
  await exchange(minh, stick)
  await minh.get('journal.append', {
    expectedNumber: 1,
    editId: 'edit-approval',
    record: 'approval.x',
    changes: [new TextEncoder().encode('duyệt')]
  })
  await exchange(minh, stick)
  await exchange(vy, stick)
  const ofMinh = await deviceOf(minh)
  expect(await keysOf(vy)).toEqual([`${ofMinh} 1 false`])
  const { generation } = await vy.get('session.describe', {})
  await hoaGoes()
  await exchange(vy)
  expect(await keysOf(vy)).toEqual([`${ofMinh} 1 true`])
  expect((await vy.get('session.describe', {})).generation).not.toBe(generation)
})

test('the two who put each other out end with the one who was there first, on every laptop', async () => {
  const { office, hoa, minh, vy, stick, hoaGoes } = await apart()
  await hoa.get('roster.revoke', { device: await deviceOf(office.founder) })
  await hoa.settled()
  await exchange(minh, stick)
  expect((await minh.get('roster.read', {})).members.find(({ person }) => person === 'Nguyễn Thị Lan')?.role).toBeNull()
  await hoaGoes()
  for (const laptop of [minh, vy, office.founder, minh]) await exchange(laptop)
  for (const laptop of [office.founder, minh, vy]) {
    const { members, needsEpoch } = await laptop.get('roster.read', {})
    expect(Object.fromEntries(members.map(({ person, role }) => [person, role]))).toEqual({
      'Nguyễn Thị Lan': 'administrator',
      Hoa: null,
      Minh: 'officer',
      Vy: 'officer'
    })
    expect(needsEpoch).toBe(false)
  }
  await minh.write('sau tất cả')
  await exchange(minh)
  await exchange(vy)
  expect(await vy.entries()).toHaveLength(1)
})
