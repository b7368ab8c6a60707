/** Many files that somebody plants on a share: looked at once, and not fetched again at each exchange. */
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { hashOf } from '#shared/sync/bytes.ts'
import { buildSegment } from '#shared/sync/segment.ts'
import { nodeCrypto } from '../../../electron/services/keys/node-crypto.ts'
import { type ChangedProgram, changedProgram, filesIn, putFile } from '../../support/changed-program.ts'
import { noFault, setFault } from '../../support/faulty-disk.ts'
import type { Laptop } from '../../support/laptop.ts'
import { author } from '../../support/roster-tale.ts'
import { approve, asking, deviceOf, foundOffice, joining, type SealedOffice } from '../../support/sealed-office.ts'

vi.mock('node:fs/promises', async (original) =>
  (await import('../../support/faulty-disk.ts')).faultyDisk(await original<typeof import('node:fs/promises')>())
)
vi.setConfig({ testTimeout: 120_000 })
beforeEach(() => void setFault(null))

const exchange = (laptop: Laptop) => laptop.get('exchange.run', {})

/** How many segments are opened on the share at the next exchange, and of which laptops. */
async function fetched(laptop: Laptop, share: string): Promise<string[]> {
  const calls = setFault(noFault)
  await exchange(laptop)
  const paths = calls
    .filter(({ name, path }) => name === 'open' && path.startsWith(share) && path.endsWith('.seg'))
    .map(({ path }) => path)
  setFault(null)
  return paths.map((path) => path.slice(share.length + 1))
}
const many = 60

/** Segments of as many strangers as there are, each signed and named as it should be. */
async function plant(
  office: SealedOffice,
  program: ChangedProgram,
  make: (turn: number) => Promise<{ device: string; bytes: Uint8Array; sequence?: number }>
): Promise<void> {
  for (let turn = 0; turn < many; turn += 1) {
    const { device, bytes, sequence = 1 } = await make(turn)
    await putFile(office.share, { device, sequence, hash: hashOf(bytes).slice(0, 32), ending: 'seg' }, bytes)
  }
  expect(program.device).not.toBe('')
}

/** A share with sixty of these on it, after one exchange. */
async function planted(kind: 'unknown' | 'unknown, of a roster nobody has' | 'open' | 'signed by another') {
  const office = await foundOffice()
  const hoa = await joining(office, 'Hoa')
  const program = await changedProgram(hoa, office.share)
  const store = await program.roster()
  const epoch = store.keys()[0]
  if (!epoch) throw new Error('no key')
  await plant(office, program, async (turn) => {
    const who = author(`nobody ${turn}`)
    const input = {
      office: program.identity.id,
      device: who.device,
      sequence: 1,
      previous: null,
      firstNumber: 1,
      entries: [],
      seen: {}
    }
    if (kind === 'open') return { device: who.device, bytes: buildSegment(input).bytes }
    const roster = kind === 'unknown, of a roster nobody has' ? ['0f'.repeat(32)] : store.roster().heads
    const { bytes } = buildSegment(input, { crypto: nodeCrypto, signer: who.signer, epoch, roster })
    if (kind === 'signed by another')
      bytes.set(
        bytes.subarray(bytes.length - 64).map((byte) => byte ^ 1),
        bytes.length - 64
      )
    return { device: who.device, bytes }
  })
  expect(await fetched(office.founder, office.share)).toHaveLength(many)
  return { office, hoa }
}

describe.each(['unknown', 'unknown, of a roster nobody has', 'open', 'signed by another'] as const)(
  'sixty planted segments (%s)',
  (kind) => {
    test('are not fetched again at each exchange', async () => {
      const { office } = await planted(kind)
      for (let turn = 0; turn < 3; turn += 1) expect(await fetched(office.founder, office.share)).toHaveLength(0)
    })

    test('do not hold up what is real, and are passed on by nobody', async () => {
      const { office, hoa } = await planted(kind)
      await hoa.write('việc thật')
      await exchange(hoa)
      await exchange(office.founder)
      expect((await office.founder.entries()).map(({ device }) => device)).toEqual([await deviceOf(hoa)])
      const held = await filesIn(join(office.founder.profile, 'replica'), '.seg')
      expect(held.filter((path) => path.startsWith(author('nobody 1').device))).toEqual([])
    })
  }
)

test('segments of somebody who is let in later are fetched then', async () => {
  const office = await foundOffice()
  const minh = await asking(office.share, 'Minh')
  const program = await changedProgram(await joining(office, 'Hoa'), office.share)
  const ofMinh = await changedProgram(minh, office.share)
  const epoch = (await program.roster()).keys()[0]
  if (!epoch) throw new Error('no key')
  await ofMinh.write({ epoch, after: null })
  expect(await fetched(office.founder, office.share)).toHaveLength(1)
  expect(await fetched(office.founder, office.share)).toHaveLength(0)
  await approve(office.founder, minh, 'officer')
  await exchange(office.founder)
  const held = await filesIn(join(office.founder.profile, 'replica'), '.seg')
  expect(held.some((path) => path.startsWith(ofMinh.device))).toBe(true)
})
