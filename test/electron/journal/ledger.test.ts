import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { Entry } from '#shared/bridge/contract.ts'
import { segmentTargetBytes } from '#shared/sync/limits.ts'
import { segmentPath } from '#shared/sync/segment-name.ts'
import { openBareLaptop } from '../../support/bare-laptop.ts'
import { deviceNumbered, makeChain } from '../../support/make-segments.ts'
import { readTree } from '../../support/read-tree.ts'
import { seeded } from '../../support/seeded.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// Many cases each: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 30_000 })

type Laptop = Awaited<ReturnType<typeof openBareLaptop>>
const numbersOf = (entries: readonly Entry[], device: string) =>
  entries.filter((one) => one.device === device).map((one) => one.number)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const everything = async (laptop: Laptop) => (await laptop.ledger.since({}, 5000)).entries

/** As the page does: asks for what it has not got, so many at a time, until there is no more. */
async function pageThrough(laptop: Laptop, limit: number): Promise<Entry[]> {
  const all: Entry[] = []
  for (;;) {
    const positions: Record<string, number> = {}
    for (const { device, number } of all) positions[device] = number
    const page = await laptop.ledger.since(positions, limit)
    expect(page.entries.length).toBeLessThanOrEqual(limit)
    expect(page.total).toBeGreaterThanOrEqual(page.entries.length)
    all.push(...page.entries)
    if (!page.more) return all
    expect(page.entries.length).toBeGreaterThan(0)
  }
}

test('edits are numbered from one without a gap, and are all there after a restart', async () => {
  const profile = await temporaryFolder()
  const laptop = await openBareLaptop(profile)
  for (const number of upTo(5)) expect(await laptop.write()).toBe(number)
  await laptop.ledger.close()
  const again = await openBareLaptop(profile)
  expect(numbersOf(await everything(again), again.device)).toEqual(upTo(5))
  expect(await again.write()).toBe(6)
})

test('two edits sent at one moment get one number once: the second is asked to look again', async () => {
  const laptop = await openBareLaptop(await temporaryFolder())
  const edit = { editId: 'edit-0001', author: 'Lan', time: 1, record: 'event.a', changes: [new Uint8Array([1])] }
  const answers = await Promise.all([laptop.ledger.append(1, edit), laptop.ledger.append(1, { ...edit, editId: 'edit-0002' })])
  expect(answers).toEqual([{ number: 1, known: null }, null])
  expect((await everything(laptop)).map((one) => one.editId)).toEqual(['edit-0001'])
})

test('an edit whose answer was lost is not written again, in the open journal, after sealing, or after a restart', async () => {
  const profile = await temporaryFolder()
  const laptop = await openBareLaptop(profile)
  const edit = { editId: 'edit-lost-answer', author: 'Lan', time: 1, record: 'event.a', changes: [new Uint8Array([1])] }
  await laptop.ledger.append(1, edit)
  const again = () => laptop.ledger.append(2, edit)
  expect(await again()).toMatchObject({ number: 1, known: { editId: 'edit-lost-answer' } })
  await laptop.ledger.seal()
  expect(await again()).toMatchObject({ number: 1, known: { editId: 'edit-lost-answer' } })
  await laptop.ledger.close()
  const restarted = await openBareLaptop(profile)
  expect(await restarted.ledger.append(2, edit)).toMatchObject({ number: 1, known: { editId: 'edit-lost-answer' } })
  expect((await everything(restarted)).filter((one) => one.editId === edit.editId)).toHaveLength(1)
})

test.each([0, 1, 2, 4, 99])(
  'an edit that expects number %s where 3 is next is refused and nothing is written',
  async (expected) => {
    const laptop = await openBareLaptop(await temporaryFolder())
    await laptop.write()
    await laptop.write()
    const before = await readTree(laptop.profile)
    const edit = { editId: 'edit-0001', author: 'Lan', time: 1, record: 'event.a', changes: [new Uint8Array([1])] }
    expect(await laptop.ledger.append(expected, edit)).toBeNull()
    expect(await readTree(laptop.profile)).toEqual(before)
  }
)

test('saving goes on when an old segment of ours goes bad while the program runs', async () => {
  const laptop = await openBareLaptop(await temporaryFolder())
  await laptop.write()
  const old = await laptop.ledger.seal()
  if (!old) throw new Error('nothing was sealed')
  await writeFile(join(laptop.replicaFolder, segmentPath(old.name)), 'spoiled')
  expect(await laptop.write()).toBe(2)
})

test('asking page by page gives every entry of every laptop once and in order, whatever the page size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }), { maxLength: 3 }),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 1, max: 7 }),
      async (others, sealed, open, limit) => {
        const laptop = await openBareLaptop(await temporaryFolder())
        for (const [index, counts] of others.entries()) {
          for (const made of makeChain(deviceNumbered(index + 1), counts))
            await laptop.replica.accept(made.segment.name, made.bytes)
        }
        for (let count = 0; count < sealed; count += 1) await laptop.write()
        await laptop.ledger.seal()
        for (let count = 0; count < open; count += 1) await laptop.write()

        const all = await pageThrough(laptop, limit)
        expect(numbersOf(all, laptop.device)).toEqual(upTo(sealed + open))
        for (const [index, counts] of others.entries()) {
          expect(numbersOf(all, deviceNumbered(index + 1))).toEqual(upTo(counts.reduce((sum, count) => sum + count, 0)))
        }
        const last = await laptop.ledger.since(laptop.ledger.positions(), limit)
        expect(last).toEqual({ entries: [], more: false, total: 0 })
      }
    ),
    seeded(40)
  )
})

test('asking from a position that is ahead of ours gives nothing of that laptop, and the rest all the same', async () => {
  const laptop = await openBareLaptop(await temporaryFolder())
  for (const made of makeChain(deviceNumbered(1), [2, 2])) await laptop.replica.accept(made.segment.name, made.bytes)
  await laptop.write()
  const { entries, more, total } = await laptop.ledger.since({ [deviceNumbered(1)]: 99 }, 10)
  expect([entries.map((one) => one.device), more, total]).toEqual([[laptop.device], false, 1])
})

describe('sealing', () => {
  test('puts the open journal into one segment and begins the next journal', async () => {
    const laptop = await openBareLaptop(await temporaryFolder())
    await laptop.write()
    await laptop.write()
    const segment = await laptop.ledger.seal()
    expect(segment?.header).toMatchObject({ sequence: 1, previous: null, firstNumber: 1, count: 2, seen: {} })
    expect(laptop.ledger.unsealed()).toBe(0)
    expect(await readdir(laptop.journalFolder)).toEqual(['00000002.log'])
    expect(await laptop.write()).toBe(3)
    const next = await laptop.ledger.seal()
    expect(next?.header).toMatchObject({ sequence: 2, previous: segment?.fileHash, firstNumber: 3, count: 1 })
    expect(numbersOf(await everything(laptop), laptop.device)).toEqual([1, 2, 3])
  })

  test('with nothing to say writes nothing', async () => {
    const laptop = await openBareLaptop(await temporaryFolder())
    const before = await readTree(laptop.profile)
    expect(await laptop.ledger.seal()).toBeNull()
    expect(await readTree(laptop.profile)).toEqual(before)
  })

  test('says once what has been seen of the others, and not again until they write something new', async () => {
    const laptop = await openBareLaptop(await temporaryFolder())
    const other = makeChain(deviceNumbered(1), [2, 0, 1])
    const take = async (index: number) => {
      const made = other[index]
      if (made) await laptop.replica.accept(made.segment.name, made.bytes)
    }
    await take(0)
    expect((await laptop.ledger.seal())?.header).toMatchObject({ count: 0, firstNumber: 1, seen: { [deviceNumbered(1)]: 2 } })
    expect(await laptop.ledger.seal()).toBeNull()
    await take(1)
    expect(await laptop.ledger.seal(), 'an acknowledgement is not acknowledged').toBeNull()
    await take(2)
    expect((await laptop.ledger.seal())?.header.seen).toEqual({ [deviceNumbered(1)]: 3 })
    expect(await laptop.write(), 'segments without entries take no number').toBe(1)
  })

  test('waits while the laptop belongs to no office', async () => {
    const laptop = await openBareLaptop(await temporaryFolder(), { office: null })
    await laptop.write()
    expect(await laptop.ledger.seal()).toBeNull()
    expect(laptop.ledger.unsealed()).toBe(1)
  })

  test('happens by itself when the journal has grown large', async () => {
    const laptop = await openBareLaptop(await temporaryFolder())
    await laptop.write('x'.repeat(segmentTargetBytes / 2))
    expect(laptop.replica.segments()).toHaveLength(0)
    await laptop.write('y'.repeat(segmentTargetBytes / 2))
    expect(laptop.replica.segments()).toHaveLength(1)
    expect(laptop.ledger.unsealed()).toBe(0)
    expect(await laptop.write()).toBe(3)
  })
})

describe('damage in the middle of the journal', () => {
  test('is copied to quarantine whole, told, and everything before it is kept', async () => {
    const profile = await temporaryFolder()
    const laptop = await openBareLaptop(profile)
    for (const _ of upTo(4)) await laptop.write('một câu dài hơn')
    await laptop.ledger.close()
    const path = join(laptop.journalFolder, '00000001.log')
    const bytes = await readFile(path)
    bytes.writeUInt8(bytes.readUInt8(bytes.length / 2) ^ 0xff, bytes.length / 2)
    await writeFile(path, bytes)

    const again = await openBareLaptop(profile)
    expect(numbersOf(await everything(again), again.device)).toEqual([1, 2])
    const told = await again.quarantine.list(() => false)
    expect(told).toMatchObject([{ file: 'journal/1.log', reason: 'altered', resolved: false }])
    const kept = (await readdir(join(profile, 'quarantine'))).find((name) => name.endsWith('.log')) ?? ''
    expect(await readFile(join(profile, 'quarantine', kept))).toEqual(bytes)
    expect(await again.write()).toBe(3)
  })
})
