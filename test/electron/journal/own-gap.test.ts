/** A segment of our own that this laptop cannot read just now, or any more: FORMAT.md section 1, no number is given away twice. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { segmentPath } from '#shared/sync/segment-name.ts'
import { openBareLaptop } from '../../support/bare-laptop.ts'
import { setFault } from '../../support/faulty-disk.ts'
import { anEdit } from '../../support/laptop.ts'
import { foundOffice, reopened } from '../../support/sealed-office.ts'
import { expectEveryFileRight } from '../../support/shares.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

vi.mock('node:fs/promises', async (original) => (await import('../../support/faulty-disk.ts')).faultyDisk(await original()))
afterEach(() => {
  setFault(null)
})

/** Three sealed edits and one in the open journal; the laptop is off. */
async function laptopThatIsOff() {
  const laptop = await openBareLaptop(await temporaryFolder())
  for (let edit = 0; edit < 3; edit += 1) {
    await laptop.write()
    await laptop.ledger.seal()
  }
  await laptop.write()
  await laptop.ledger.close()
  const pathOf = (sequence: number) => {
    const segment = laptop.replica.segmentsOf(laptop.device)[sequence - 1]
    return join(laptop.replicaFolder, segment ? segmentPath(segment.name) : 'none')
  }
  return { profile: laptop.profile, pathOf }
}
const numbersOf = async (laptop: Awaited<ReturnType<typeof openBareLaptop>>) =>
  (await laptop.ledger.since({}, 100)).entries.map((entry) => entry.number)

test.each([1, 2, 3])(
  'held by a virus scanner at the start (%s of 3): nothing is written meanwhile, and nothing is missing afterwards',
  async (sequence) => {
    const { profile, pathOf } = await laptopThatIsOff()
    const locked = pathOf(sequence)
    setFault({ codeFor: ({ name, path }) => (name === 'open' && path === locked ? 'EBUSY' : null), manner: 'refused' })
    const during = await openBareLaptop(profile)
    setFault(null)
    expect(await numbersOf(during), 'what stands before it can be read').toEqual(
      Array.from({ length: sequence - 1 }, (_, at) => at + 1)
    )
    await expect(during.write()).rejects.toMatchObject({ code: 'EGAP' })
    expect(await during.ledger.seal()).toBeNull()
    await during.ledger.close()

    const after = await openBareLaptop(profile)
    expect(await numbersOf(after)).toEqual([1, 2, 3, 4])
    expect(await after.write()).toBe(5)
    await after.ledger.seal()
    await expectEveryFileRight(after.replicaFolder)
  }
)

test.each([1, 2, 3])(
  'gone bad for good (%s of 3): nothing is written over its numbers; with a good copy put back, work goes on',
  async (sequence) => {
    const { profile, pathOf } = await laptopThatIsOff()
    const good = await readFile(pathOf(sequence))
    await writeFile(pathOf(sequence), 'spoiled')
    const during = await openBareLaptop(profile)
    const files = await readdir(during.replicaFolder, { recursive: true })
    await expect(during.write()).rejects.toMatchObject({ code: 'EGAP' })
    expect(await during.ledger.seal()).toBeNull()
    expect(await readdir(during.replicaFolder, { recursive: true })).toEqual(files)
    expect(await readdir(during.journalFolder)).toEqual(['00000004.log'])
    expect((await during.quarantine.list(() => false)).map((one) => one.reason)).toEqual(['truncated'])
    await during.ledger.close()

    await writeFile(pathOf(sequence), good)
    const after = await openBareLaptop(profile)
    expect(await numbersOf(after)).toEqual([1, 2, 3, 4])
    expect(await after.write()).toBe(5)
  }
)

test('a good copy that arrives while the program runs is enough: the next edit gets the number behind all that was written', async () => {
  const { profile, pathOf } = await laptopThatIsOff()
  const good = new Uint8Array(await readFile(pathOf(2)))
  const whole = await openBareLaptop(profile)
  const name = whole.replica.segmentsOf(whole.device)[1]?.name
  await whole.ledger.close()
  await rm(pathOf(2))
  const laptop = await openBareLaptop(profile)
  await expect(laptop.write()).rejects.toMatchObject({ code: 'EGAP' })
  if (!name) throw new Error('not there')
  expect(await laptop.replica.accept(name, good)).toMatchObject({ state: 'accepted' })
  await expect(laptop.write()).resolves.toBeNull()
  expect(await laptop.write()).toBe(5)
  expect(await numbersOf(laptop)).toEqual([1, 2, 3, 4, 5])
})

test('who writes meanwhile is told to exchange, and after two exchanges writes again', async () => {
  const { founder, share } = await foundOffice()
  await founder.write()
  await founder.get('exchange.run', {})
  const { device } = await founder.get('session.describe', {})
  await founder.close()
  const own = (await readdir(join(founder.profile, 'replica', device))).find((name) => name.endsWith('.seg')) ?? ''
  for (const folder of [join(founder.profile, 'replica', device), join(share, device)]) await writeFile(join(folder, own), 'bad')

  const laptop = await reopened(founder)
  const attempt = async () => {
    const { marks } = await laptop.get('session.describe', {})
    return laptop.call('journal.append', anEdit(marks.journaled + 1, 'ghi'))
  }
  expect(await attempt()).toMatchObject({ ok: false, code: 'own-number-unsure' })
  for (let exchanges = 0; exchanges < 2; exchanges += 1) await laptop.call('exchange.run', {})
  expect(await attempt()).toMatchObject({ ok: true })
})
