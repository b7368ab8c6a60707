/**
 * The built program, killed as a power cut would, at moments nobody chose: while it writes edits and while it exchanges. What it had
 * acknowledged is there at the next start, and the share never holds a half file under a final name.
 */
import { randomBytes } from 'node:crypto'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { decode, encode } from '@msgpack/msgpack'
import { expect, onTestFinished, test } from 'vitest'
import type { Args, CallName, Entry, Result, Value } from '#shared/bridge/contract.ts'
import { type DeskProcess, startDesk } from '../support/desk-process.ts'
import { type Chance, seededChance } from '../support/seeded-random.ts'
import { expectEveryFileRight, filesOf } from '../support/shares.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

interface Desk extends DeskProcess {
  readonly get: <Name extends CallName>(name: Name, args: Args<Name>) => Promise<Value<Name>>
  /** Resolves when the program has told so many things without being asked. */
  readonly pushes: (count: number) => Promise<void>
}

async function open(profile: string): Promise<Desk> {
  const desk = await startDesk(profile, ['--port', '0'])
  onTestFinished(desk.stop)
  const { origin, hash } = new URL(desk.address)
  const headers = { 'x-desk-token': hash.replace('#token=', '') }
  const get: Desk['get'] = async (name, args) => {
    const response = await fetch(`${origin}/bridge/${name}`, { method: 'POST', headers, body: new Uint8Array(encode(args)) })
    const result = decode(new Uint8Array(await response.arrayBuffer())) as Result<Value<typeof name>>
    if (!result.ok) throw new Error(`${name}: ${result.code} ${result.detail}`)
    return result.value
  }
  const stream = (await fetch(`${origin}/bridge/pushes`, { headers })).body as ReadableStream<Uint8Array>
  const reader = stream.getReader()
  const pushes: Desk['pushes'] = async (count) => {
    // The first line is empty: it says that the stream is there.
    for (let left = count + 1; left > 0; ) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
      if (done) return
      left -= value?.filter((byte) => byte === 10).length ?? 0
    }
  }
  return { ...desk, get, pushes }
}

const passphrase = 'một câu chỉ để thử máy mất điện'

async function entriesOf(desk: Desk, device: string): Promise<Entry[]> {
  const all: Entry[] = []
  for (let more = true; more; ) {
    const positions: Record<string, number> = {}
    for (const entry of all) positions[entry.device] = entry.number
    const page = await desk.get('journal.since', { positions, limit: 500 })
    all.push(...page.entries)
    more = page.more
  }
  return all.filter((entry) => entry.device === device)
}

/** Edits sent one after the other until the program is dead; each acknowledged one is noted with its number. */
async function writeUntilDead(desk: Desk, first: number, acknowledged: Map<number, string>, chance: Chance): Promise<void> {
  for (let number = first; ; number += 1) {
    const editId = `edit-${randomBytes(8).toString('hex')}`
    const changes = [randomBytes(1 + chance.below(chance.below(10) === 0 ? 400_000 : 2000))]
    const saved = await desk
      .get('journal.append', { expectedNumber: number, editId, record: 'event.x', changes })
      .catch(() => null)
    if (!saved) return
    acknowledged.set(saved.number, editId)
  }
}

/** Resolves at a moment nobody chose, counted in turns of this process's own loop. */
async function someMoment(chance: Chance, longest: number): Promise<void> {
  for (let left = chance.below(longest); left > 0; left -= 1) await turnOfTheLoop()
}

test('a program killed while it saves has every edit that it acknowledged, numbered without a gap', async () => {
  const chance = seededChance()
  console.log(`seed ${chance.seed}`)
  const profile = await temporaryFolder('killed')
  const acknowledged = new Map<number, string>()
  let desk = await open(profile)
  await desk.get('office.create', { name: 'Vụ Hợp tác quốc tế', passphrase, laptop: '' })
  const { device } = await desk.get('session.describe', {})
  let last = 0
  for (let round = 1; round <= 15; round += 1) {
    let isWriting = true
    const writing = writeUntilDead(desk, last + 1, acknowledged, chance).finally(() => {
      isWriting = false
    })
    const enough = last + chance.below(40)
    while (isWriting && acknowledged.size < enough) await turnOfTheLoop()
    await someMoment(chance, 300)
    await desk.kill()
    await writing
    desk = await open(profile)
    await desk.get('keys.unlock', { passphrase })
    const entries = await entriesOf(desk, device)
    const when = `seed ${chance.seed}, round ${round}`
    expect(
      entries.map((entry) => entry.number),
      when
    ).toEqual(entries.map((_, index) => index + 1))
    for (const [number, editId] of acknowledged) expect(entries[number - 1]?.editId, `${when}, number ${number}`).toBe(editId)
    // The one in flight may have been saved without the answer having got out.
    for (const { number, editId } of entries.slice(acknowledged.size)) acknowledged.set(number, editId)
    last = entries.length
    expect((await desk.get('exchange.status', {})).quarantine, when).toEqual([])
  }
  expect(last).toBeGreaterThan(50)
  await desk.stop()
})

test('a program killed while it exchanges leaves no half file on the share, and both laptops end with the same', async () => {
  const chance = seededChance()
  console.log(`seed ${chance.seed}`)
  const share = await temporaryFolder('share')
  const profiles = [await temporaryFolder('lan'), await temporaryFolder('minh')] as const
  const counts = new Map<string, number>()
  const first = await open(profiles[0])
  await first.get('settings.change', { author: 'Lan' })
  await first.get('office.create', { name: 'Vụ Hợp tác quốc tế', passphrase, laptop: '' })
  await first.get('exchange.connect', { path: share, setUp: true })
  await first.get('exchange.run', {})
  const second = await open(profiles[1])
  await second.get('settings.change', { author: 'Minh' })
  await second.get('office.ask', { path: share, passphrase, laptop: '' })
  await first.get('exchange.run', {})
  const [request] = (await first.get('roster.read', {})).requests
  await first.get('roster.approve', { device: request?.device ?? '', role: 'officer' })
  while ((await first.get('exchange.status', {})).running) await turnOfTheLoop()
  await first.get('exchange.run', {})
  await second.get('exchange.run', {})
  await first.stop()
  await second.stop()
  for (let round = 1; round <= 16; round += 1) {
    const when = `seed ${chance.seed}, round ${round}`
    const desk = await open(profiles[round % 2] as string)
    await desk.get('keys.unlock', { passphrase })
    const { device, marks } = await desk.get('session.describe', {})
    expect(marks.journaled, when).toBe(counts.get(device) ?? 0)
    const edits = chance.below(4) + 1
    for (let edit = 1; edit <= edits; edit += 1) {
      const expectedNumber = (counts.get(device) ?? 0) + 1
      const changes = [randomBytes(1 + chance.below(300_000))]
      await desk.get('journal.append', { expectedNumber, editId: `edit-${device}-${expectedNumber}`, record: 'event.x', changes })
      counts.set(device, expectedNumber)
    }
    // Each edit told its marks.
    const step = desk.pushes(edits + chance.below(6))
    const exchanging = desk.get('exchange.run', {}).catch(() => null)
    await Promise.race([step, exchanging])
    await someMoment(chance, 3000)
    await desk.kill()
    await exchanging
    await expectEveryFileRight(share, when)
  }
  const desks = [await open(profiles[0]), await open(profiles[1])]
  for (const desk of desks) await desk.get('keys.unlock', { passphrase })
  for (let round = 0; round < 2; round += 1) {
    for (const desk of desks)
      expect(await desk.get('exchange.run', {}), `seed ${chance.seed}`).toMatchObject({
        trouble: null,
        quarantined: 0,
        waiting: 0
      })
  }
  for (const desk of desks) {
    for (const [device, count] of counts) {
      const numbers = (await entriesOf(desk, device)).map((entry) => entry.number)
      expect(numbers, `seed ${chance.seed}`).toEqual(Array.from({ length: count }, (_, index) => index + 1))
    }
  }
  await expectEveryFileRight(share)
  expect(Object.keys(await filesOf(share)).length).toBeGreaterThan(0)
})

test('a profile that is open is refused to a second program, and given to the next once the first was killed', async () => {
  const profile = await temporaryFolder('locked')
  const desk = await open(profile)
  await expect(startDesk(profile, ['--port', '0'])).rejects.toThrow(/is already open in another window of Cooperation Desk/)
  await desk.kill()
  const next = await open(profile)
  expect((await next.get('session.describe', {})).profileFolder).toBe(profile)
})
