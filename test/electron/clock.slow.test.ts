/**
 * The built program on laptops whose clocks are years wrong: everything arrives, and what comes after what is told by who had seen what,
 * never by the time that a laptop believes it is.
 */
import { decode, encode } from '@msgpack/msgpack'
import { beforeAll, expect, onTestFinished, type TestContext, test, vi } from 'vitest'
import type { Args, CallName, Entry, Result, Value } from '#shared/bridge/contract.ts'
import type { Operation } from '#shared/domain/operation.ts'
import { recordId } from '#shared/domain/record.ts'
import { createRecord, type EditResult, editRecord, mergeChanges, readRecord, type Stamp } from '#shared/sync/engine.ts'
import { recordHistory } from '#shared/sync/record-history.ts'
import { readyEngine } from '../../electron/services/sample/ready-engine.ts'
import { startDesk } from '../support/desk-process.ts'
import { type FakeClock, fakeClock } from '../support/fake-clock.ts'
import { newOffice, passphrase } from '../support/sealed-office.ts'
import { expectEveryFileRight } from '../support/shares.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

beforeAll(readyEngine)

const trip = recordId('delegation', 'france-2027')
const hourMs = 60 * 60 * 1000
/** By the same clock, a moment apart. */
const isNear = (time: number | undefined, wanted: number) => Math.abs((time ?? 0) - wanted) < hourMs

interface Desk {
  readonly author: string
  readonly clock: FakeClock
  readonly device: () => Promise<string>
  readonly get: <Name extends CallName>(name: Name, args: Args<Name>) => Promise<Value<Name>>
  readonly exchange: () => Promise<void>
  readonly entries: () => Promise<Entry[]>
  /** The record as this laptop has it, put together from what the program knows. */
  readonly document: () => Promise<Uint8Array>
  readonly create: () => Promise<void>
  readonly edit: (...operations: Operation[]) => Promise<void>
}

/** A laptop somewhere in the world whose clock is so many years ahead. */
async function openDesk(context: TestContext, author: string, years: number, zone: string): Promise<Desk> {
  const clock = await fakeClock(context, years)
  const desk = await startDesk(await temporaryFolder('desk'), ['--port', '0'], { ...clock.env, TZ: zone })
  onTestFinished(desk.stop)
  const { origin, hash } = new URL(desk.address)
  const headers = { 'x-desk-token': hash.replace('#token=', '') }
  const get: Desk['get'] = async (name, args) => {
    const response = await fetch(`${origin}/bridge/${name}`, { method: 'POST', headers, body: new Uint8Array(encode(args)) })
    const result = decode(new Uint8Array(await response.arrayBuffer())) as Result<Value<typeof name>>
    if (!result.ok) throw new Error(`${name}: ${result.code} ${result.detail}`)
    return result.value
  }
  await get('settings.change', { author })
  const device = async () => (await get('session.describe', {})).device
  const entries = async () => (await get('journal.since', { positions: {}, limit: 5000 })).entries
  const document = async () => {
    const changes = (await entries()).filter((entry) => entry.record === trip).flatMap((entry) => entry.changes)
    return mergeChanges(trip, null, changes).document
  }
  const save = async (write: (stamp: Stamp) => EditResult) => {
    const { device, marks } = await get('session.describe', {})
    const { changes } = write({ device, author, time: clock.now() })
    const expectedNumber = marks.journaled + 1
    await get('journal.append', {
      expectedNumber,
      editId: `edit-${device}-${expectedNumber}`,
      record: trip,
      changes: [...changes]
    })
  }
  return {
    author,
    clock,
    device,
    get,
    entries,
    document,
    exchange: async () => {
      await settled(get)
      expect(await get('exchange.run', {})).toMatchObject({ trouble: null, quarantined: 0, waiting: 0 })
    },
    create: () => save((stamp) => createRecord(trip, { title: 'Đoàn đi Pháp', direction: 'outbound' }, stamp)),
    edit: async (...operations) => {
      const before = await document()
      await save((stamp) => editRecord(trip, before, operations, stamp))
    }
  }
}

/** Being let in exchanges by itself. */
const settled = (get: Desk['get']) =>
  vi.waitFor(async () => expect((await get('exchange.status', {})).running).toBe(false), { timeout: 30_000, interval: 20 })

/** Lan has founded the office; Minh has asked and been let in. */
async function office(lan: Desk, minh: Desk): Promise<string> {
  const share = await temporaryFolder('share')
  await lan.get('office.create', newOffice())
  await lan.get('exchange.connect', { path: share, setUp: true })
  await lan.exchange()
  await minh.get('office.ask', { path: share, passphrase, laptop: 'Dell' })
  await settled(minh.get)
  await lan.exchange()
  await lan.get('roster.approve', { device: await minh.device(), role: 'officer' })
  for (const desk of [lan, minh, lan]) await desk.exchange()
  return share
}

/** Both laptops hold the same entries, and each file of the share is right. */
async function expectSameEverywhere(share: string, lan: Desk, minh: Desk): Promise<void> {
  for (const desk of [lan, minh, lan, minh]) await desk.exchange()
  const byName = (entries: readonly Entry[]) => [...entries].sort((a, b) => (a.editId < b.editId ? -1 : 1))
  expect(byName(await minh.entries())).toEqual(byName(await lan.entries()))
  expect(readRecord(trip, await minh.document())).toEqual(readRecord(trip, await lan.document()))
  await expectEveryFileRight(share)
  for (const desk of [lan, minh]) expect((await desk.get('exchange.status', {})).quarantine).toEqual([])
}

test('between a laptop five years ahead and one five years behind everything arrives, in the order in which it came about', async (context) => {
  const lan = await openDesk(context, 'Nguyễn Thị Lan', 5, 'Asia/Ho_Chi_Minh')
  const minh = await openDesk(context, 'Trần Văn Minh', -5, 'America/Los_Angeles')
  const share = await office(lan, minh)
  await lan.create()
  await lan.exchange()
  await minh.exchange()
  await minh.edit({ op: 'set', field: 'title', value: 'Đoàn đi Pháp và Bỉ' })
  await minh.exchange()
  await lan.exchange()
  await lan.edit({ op: 'set', field: 'purpose', value: 'Ký thỏa thuận' })
  await lan.exchange()
  await minh.exchange()
  await minh.edit({ op: 'set', field: 'purpose', value: 'Ký hai thỏa thuận' })
  await expectSameEverywhere(share, lan, minh)

  const { data, conflicts, updated } = readRecord(trip, await lan.document())
  // Minh's, who had seen what they replace: by the clocks they are ten years older.
  expect(data).toMatchObject({ title: 'Đoàn đi Pháp và Bỉ', purpose: 'Ký hai thỏa thuận' })
  expect(conflicts).toEqual([])
  expect(updated).toMatchObject({ author: minh.author, device: await minh.device() })
  const history = recordHistory(await lan.document())
  expect(history.map((step) => step.author)).toEqual([lan.author, minh.author, lan.author, minh.author])
  expect(recordHistory(await minh.document())).toEqual(history)

  const devices = new Map([
    [await lan.device(), lan],
    [await minh.device(), minh]
  ])
  for (const { device, time } of await minh.entries()) expect(isNear(time, devices.get(device)?.clock.now() ?? 0)).toBe(true)
})

test('what two laptops wrote without having seen each other stands side by side, whatever their clocks say', async (context) => {
  const lan = await openDesk(context, 'Nguyễn Thị Lan', 5, 'Asia/Ho_Chi_Minh')
  const minh = await openDesk(context, 'Trần Văn Minh', -5, 'America/Los_Angeles')
  const share = await office(lan, minh)
  await lan.create()
  await lan.exchange()
  await minh.exchange()
  await lan.edit({ op: 'set', field: 'purpose', value: 'của Lan' })
  await minh.edit({ op: 'set', field: 'purpose', value: 'của Minh' })
  await expectSameEverywhere(share, lan, minh)
  const [conflict, ...others] = readRecord(trip, await lan.document()).conflicts
  expect(others).toEqual([])
  expect(conflict?.values.map((one) => one.value).sort()).toEqual(['của Lan', 'của Minh'])

  await minh.edit({ op: 'set', field: 'purpose', value: 'của cả hai' })
  await expectSameEverywhere(share, lan, minh)
  const { data, conflicts } = readRecord(trip, await lan.document())
  expect([data.purpose, conflicts]).toEqual(['của cả hai', []])
})

test('a clock that jumps ten years back while the program runs, and forward again, loses and turns round nothing', async (context) => {
  const lan = await openDesk(context, 'Nguyễn Thị Lan', 5, 'Asia/Ho_Chi_Minh')
  const minh = await openDesk(context, 'Trần Văn Minh', 0, 'Asia/Ho_Chi_Minh')
  const share = await office(lan, minh)
  await lan.create()
  const times = [lan.clock.now()]
  const years = [-5, 5, 0, -5]
  for (const [turn, year] of years.entries()) {
    await lan.clock.jump(year)
    times.push(lan.clock.now())
    await lan.edit({ op: 'set', field: 'title', value: `lần ${turn + 1}` })
    await lan.exchange()
    await minh.exchange()
    expect(readRecord(trip, await minh.document()).data.title).toBe(`lần ${turn + 1}`)
  }
  await expectSameEverywhere(share, lan, minh)
  const own = (await minh.entries()).filter((entry) => entry.author === lan.author)
  expect(own.map((entry) => entry.number)).toEqual([1, 2, 3, 4, 5])
  for (const [index, time] of times.entries()) expect(isNear(own[index]?.time, time)).toBe(true)
  expect(recordHistory(await minh.document()).map((step) => step.changes.find((one) => one.field === 'title')?.after)).toEqual([
    'Đoàn đi Pháp',
    ...years.map((_, turn) => `lần ${turn + 1}`)
  ])
})
