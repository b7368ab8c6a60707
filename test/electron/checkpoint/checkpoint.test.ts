/** A new laptop begins from an administrator's checkpoint; nobody else's, no half one, and never instead of the history. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recordId } from '#shared/domain/record.ts'
import type { CheckpointRecord } from '#shared/sync/checkpoint.ts'
import { rowPrint } from '#shared/sync/row-print.ts'
import type { Laptop } from '../../support/laptop.ts'
import { approve, asking, deviceOf, foundOffice, joining, type SealedOffice } from '../../support/sealed-office.ts'

const record = (number: number): CheckpointRecord => ({
  id: recordId('person', `p${number}`),
  row: JSON.stringify({ id: `person.p${number}`, data: { title: `Nguyễn Văn ${number}` } }),
  document: new Uint8Array([1, 2, 3, number % 256])
})

async function leave(laptop: Laptop, count: number) {
  const { positions } = await laptop.get('session.describe', {})
  await laptop.get('checkpoint.begin', { positions, rows: rowPrint() })
  for (let from = 0; from < count; from += 100) {
    const records = Array.from({ length: Math.min(100, count - from) }, (_, at) => record(from + at))
    await laptop.get('checkpoint.put', { records })
  }
  const { records } = await laptop.get('checkpoint.finish', {})
  await laptop.get('exchange.run', {})
  return records
}
const snapsOf = async ({ share }: SealedOffice, laptop: Laptop) =>
  (await readdir(join(share, await deviceOf(laptop)))).filter((name) => name.endsWith('.snap'))

test('a page that is quicker than the exchange which brings its laptop in is told to wait for the checkpoint', async () => {
  const office = await foundOffice()
  await leave(office.founder, 300)
  const newcomer = await asking(office.share, 'Minh')
  await approve(office.founder, newcomer, 'officer')
  const running = newcomer.get('exchange.run', {})
  const told: string[] = []
  const look = async () => {
    const { access } = await newcomer.get('session.describe', {})
    const { ready, coming } = await newcomer.get('checkpoint.state', {})
    // What a page asks that begins just now.
    if (access.state === 'member') told.push(ready ? 'ready' : coming ? 'coming' : 'none')
    await new Promise((next) => setImmediate(next))
  }
  for (let done = false; !done; ) done = await Promise.race([running.then(() => true), look().then(() => false)])
  expect(told).not.toContain('none')
  expect(told).toContain('coming')
})

test('what an administrator’s view held stands ready on a new laptop, together with the history behind it', async () => {
  const office = await foundOffice()
  await office.founder.write()
  expect(await leave(office.founder, 250)).toBe(250)
  const minh = await joining(office, 'Minh')
  const founder = await deviceOf(office.founder)
  const { ready } = await minh.get('checkpoint.state', {})
  expect(ready).toMatchObject({ parts: 1, records: 250, positions: { [founder]: 1 } })
  const { records } = await minh.get('checkpoint.read', { part: 1 })
  expect(records).toEqual(Array.from({ length: 250 }, (_, at) => record(at)))
  expect((await minh.entries()).map((entry) => entry.device)).toEqual([founder])
})

test('nothing of it is readable on the share', async () => {
  const office = await foundOffice()
  await leave(office.founder, 10)
  const [snap] = await snapsOf(office, office.founder)
  const bytes = await readFile(join(office.share, await deviceOf(office.founder), snap ?? ''))
  expect(bytes.includes('Nguyễn')).toBe(false)
  expect(bytes.includes('person.p1')).toBe(false)
})

test('one that was altered, or of which a part is missing, is not begun from', async () => {
  const office = await foundOffice()
  await leave(office.founder, 10)
  const minh = await asking(office.share, 'Minh')
  await approve(office.founder, minh, 'officer')
  const [snap] = await snapsOf(office, office.founder)
  await writeFile(join(office.share, await deviceOf(office.founder), snap ?? ''), 'spoiled')
  await minh.get('exchange.run', {})
  expect((await minh.get('checkpoint.state', {})).ready).toBeNull()
})

test('one by somebody who is no administrator is not begun from', async () => {
  const office = await foundOffice()
  const minh = await joining(office, 'Minh', 'officer')
  await leave(minh, 10)
  const hoa = await joining(office, 'Hoa')
  expect((await hoa.get('checkpoint.state', {})).ready).toBeNull()
})

test('the newer one takes the older one’s place on the share', async () => {
  const office = await foundOffice()
  await leave(office.founder, 10)
  const [first] = await snapsOf(office, office.founder)
  await leave(office.founder, 20)
  await office.founder.get('exchange.run', {})
  const names = await snapsOf(office, office.founder)
  expect(names).toHaveLength(1)
  expect(names).not.toContain(first)
})

test('is due on an administrator’s laptop only, and only where there is much to read', async () => {
  const office = await foundOffice()
  expect((await office.founder.get('checkpoint.state', {})).due).toBe(false)
  const minh = await joining(office, 'Minh', 'officer')
  expect((await minh.get('checkpoint.state', {})).due).toBe(false)
})
