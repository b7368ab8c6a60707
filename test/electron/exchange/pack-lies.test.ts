/** A pack says that it holds its writer's segments, word for word. One whose writer's program was changed says so, too. */
import { describe, expect, test, vi } from 'vitest'
import { buildPack } from '#shared/sync/pack.ts'
import type { Segment } from '#shared/sync/segment.ts'
import { nodeCrypto } from '../../../electron/services/keys/node-crypto.ts'
import { folderOnDisk } from '../../../electron/services/replica/folder-on-disk.ts'
import { openReplica } from '../../../electron/services/replica/replica-store.ts'
import { type ChangedProgram, changedProgram, putFile, someEntry } from '../../support/changed-program.ts'
import type { Laptop } from '../../support/laptop.ts'
import { deviceOf, foundOffice, joining } from '../../support/sealed-office.ts'

vi.setConfig({ testTimeout: 60_000 })

const exchange = (laptop: Laptop) => laptop.get('exchange.run', {})
const textsOf = async (laptop: Laptop, device: string) =>
  (await laptop.entries()).filter((entry) => entry.device === device).map(({ changes }) => new TextDecoder().decode(changes[0]))

/** Minh wrote two segments that everybody has; its program then packs them with other words under the same hashes. */
async function withSegments() {
  const office = await foundOffice()
  const minh = await joining(office, 'Minh')
  const hoa = await joining(office, 'Hoa')
  for (const text of ['một', 'hai']) {
    await minh.write(text)
    await exchange(minh)
  }
  for (const laptop of [hoa, office.founder]) await exchange(laptop)
  return { office, minh, hoa, device: await deviceOf(minh) }
}

async function plantPack(program: ChangedProgram, share: string, upTo?: number): Promise<void> {
  const store = await program.roster()
  const chain = (await openReplica(folderOnDisk(share), store)).segmentsOf(program.device).slice(0, upTo)
  const packed = chain.map((segment: Segment) => ({
    segment,
    entries: Array.from({ length: segment.header.count }, (_, at) => ({
      ...someEntry({ changes: [new TextEncoder().encode('những chữ khác')] }),
      device: program.device,
      number: segment.header.firstNumber + at
    }))
  }))
  const epoch = store.keys().at(-1)
  if (!epoch) throw new Error('no key')
  const { name, bytes } = buildPack(program.identity.id, null, packed, {
    crypto: nodeCrypto,
    signer: program.keys.signer,
    epoch,
    roster: store.roster().heads
  })
  await putFile(share, name, bytes)
}

describe('a pack with other words than its segments', () => {
  test('changes nothing for those who hold the segments', async () => {
    const { office, minh, hoa, device } = await withSegments()
    const before = await textsOf(hoa, device)
    await plantPack(await changedProgram(minh, office.share), office.share)
    for (const laptop of [hoa, office.founder]) {
      await exchange(laptop)
      expect(await textsOf(laptop, device)).toEqual(before)
    }
  })

  test('of a laptop that was put out changes nothing for anybody, a newcomer included', async () => {
    const { office, minh, hoa, device } = await withSegments()
    const before = await textsOf(hoa, device)
    await office.founder.get('roster.revoke', { device })
    await office.founder.settled()
    await plantPack(await changedProgram(minh, office.share), office.share)
    for (const laptop of [hoa, office.founder]) {
      await exchange(laptop)
      expect(await textsOf(laptop, device)).toEqual(before)
    }
    const vy = await joining(office, 'Vy')
    await exchange(vy)
    expect(await textsOf(vy, device)).toEqual(before)
  })
})
