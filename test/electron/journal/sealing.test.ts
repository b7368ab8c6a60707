/** Making a segment of the journal, broken off at every file call: FORMAT.md section 5, "Sealing a journal". */
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { segmentTargetBytes } from '#shared/sync/limits.ts'
import { parseSegmentPath } from '#shared/sync/segment-name.ts'
import { openBareLaptop } from '../../support/bare-laptop.ts'
import { type DiskFault, dieAt, failAt, failing, noFault, setFault } from '../../support/faulty-disk.ts'
import { readFiles } from '../../support/read-tree.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// Many cases each: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 30_000 })

vi.mock('node:fs/promises', async (original) => (await import('../../support/faulty-disk.ts')).faultyDisk(await original()))
afterEach(() => {
  setFault(null)
})

type Laptop = Awaited<ReturnType<typeof openBareLaptop>>
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** Edits and seals, going on after whatever fails; answers the numbers that were acknowledged. */
async function workOn(laptop: Laptop): Promise<number[]> {
  const acknowledged: number[] = []
  const write = async () => {
    const number = await laptop.write().catch(() => null)
    if (number !== null) acknowledged.push(number)
  }
  const seal = () => laptop.ledger.seal().catch(() => null)
  for (const step of [write, write, seal, write, seal, write]) await step()
  return acknowledged
}

async function callsOfWork(): Promise<number> {
  const laptop = await openBareLaptop(await temporaryFolder())
  const calls = setFault(noFault)
  await workOn(laptop)
  setFault(null)
  return calls.length
}

async function entriesOf(laptop: Laptop): Promise<{ number: number; editId: string }[]> {
  const { entries } = await laptop.ledger.since({}, 5000)
  return entries.map(({ number, editId }) => ({ number, editId }))
}

/** What must hold however a laptop stopped: FORMAT.md sections 1, 3 and 5. */
async function expectSound(profile: string, acknowledged: readonly number[], when: string): Promise<void> {
  const laptop = await openBareLaptop(profile)
  const numbers = (await entriesOf(laptop)).map((one) => one.number)
  expect(numbers, `${when}: numbers without gap or double`).toEqual(upTo(numbers.length))
  expect(numbers, `${when}: what was acknowledged is there`).toEqual(expect.arrayContaining([...acknowledged]))
  expect(
    laptop.replica.faults().map(({ file, fault }) => `${file}: ${fault.reason}`),
    `${when}: every file is right`
  ).toEqual([])
  const sequences = Object.keys(await readFiles(laptop.replicaFolder)).flatMap((path) => parseSegmentPath(path)?.sequence ?? [])
  expect(sequences, `${when}: one file a sequence number`).toEqual([...new Set(sequences)])

  expect(await laptop.write(), `${when}: work goes on`).toBe(numbers.length + 1)
  await laptop.ledger.seal()
  expect(laptop.replica.positions()[laptop.device], `${when}: sealing goes on`).toBe(numbers.length + 1)
  await laptop.ledger.close()
  const again = await openBareLaptop(profile)
  expect(
    (await entriesOf(again)).map((one) => one.number),
    `${when}: and all is there at the next start`
  ).toEqual(upTo(numbers.length + 1))
}

async function tryAll(faultAt: (at: number) => DiskFault): Promise<void> {
  for (let at = 1, last = await callsOfWork(); at <= last; at += 1) {
    const profile = await temporaryFolder()
    const laptop = await openBareLaptop(profile)
    const calls = setFault(faultAt(at))
    const acknowledged = await workOn(laptop)
    const call = calls[at - 1]
    setFault(null)
    await laptop.ledger.close().catch(() => undefined)
    await expectSound(profile, acknowledged, `call ${at}, ${call?.name} ${call?.path.slice(profile.length)}`)
  }
}

describe('a laptop that dies', () => {
  test('before any call of the system', () => tryAll((at) => dieAt(at)))
  test('in the middle of any write', () => tryAll((at) => dieAt(at, 'torn')))
})

describe('a disk that fails once and the program goes on', () => {
  test('at any call', () => tryAll((at) => failAt(at, 'EIO')))
  test('in the middle of any write', () => tryAll((at) => failAt(at, 'ENOSPC', 'torn')))
  test('by refusing what it has in fact done', () => tryAll((at) => failAt(at, 'EIO', 'late')))
})

test('an edit stands and is acknowledged although the segment that it fills cannot be written', async () => {
  const profile = await temporaryFolder()
  const laptop = await openBareLaptop(profile)
  setFault(failing('write', 'ENOSPC'))
  expect(await laptop.write('x'.repeat(segmentTargetBytes / 2))).toBe(1)
  expect(await laptop.write('y'.repeat(segmentTargetBytes / 2))).toBe(2)
  expect(await laptop.write()).toBe(3)
  setFault(null)
  expect(laptop.replica.segments()).toHaveLength(0)
  expect(await laptop.write(), 'with room again the segment is written at the next edit').toBe(4)
  expect(laptop.replica.positions()).toEqual({ [laptop.device]: 2 })
  await laptop.ledger.close()
  await expectSound(profile, [1, 2, 3, 4], 'after a full disk')
})

test('a journal that stayed although its segment stands is removed at the start, and nothing is there twice', async () => {
  const profile = await temporaryFolder()
  const laptop = await openBareLaptop(profile)
  await laptop.write()
  await laptop.write()
  const stays = join(laptop.journalFolder, '00000001.log')
  await copyFile(stays, join(profile, 'copy'))
  await laptop.ledger.seal()
  await laptop.write()
  await laptop.ledger.close()
  await copyFile(join(profile, 'copy'), stays)
  const again = await openBareLaptop(profile)
  expect((await entriesOf(again)).map((one) => one.number)).toEqual([1, 2, 3])
  expect(Object.keys(await readFiles(again.journalFolder))).toEqual(['00000002.log'])
})

test('of a long journal reads back each file of ours no more than twice, however many edits stand in it', async () => {
  const reads = new Map<string, number>()
  const counting = (folder: FolderPort): FolderPort => ({
    ...folder,
    read: (path, maxBytes) => {
      reads.set(path, (reads.get(path) ?? 0) + 1)
      return folder.read(path, maxBytes)
    }
  })
  const laptop = await openBareLaptop(await temporaryFolder(), { through: counting })
  for (let edit = 0; edit < 40; edit += 1) await laptop.write()
  await laptop.ledger.seal()
  expect(Array.from(reads.values()).filter((times) => times > 2)).toEqual([])
})
