/** Two and three laptops that meet at one shared folder, a real one. */
import { rm } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { type BareLaptop, openBareLaptop } from '../../support/bare-laptop.ts'
import { readTree } from '../../support/read-tree.ts'
import { seeded } from '../../support/seeded.ts'
import { expectAllKnow, expectEveryFileRight, expectSameFiles, filesOf, newShare, type Share } from '../../support/shares.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// Many cases each: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 30_000 })

const laptops = (count: number) =>
  Promise.all(Array.from({ length: count }, async () => openBareLaptop(await temporaryFolder('laptop'))))

async function exchange(laptop: BareLaptop, share: Share) {
  const outcome = await laptop.exchange(share.folder)
  if (!outcome.ok) throw new Error(`${outcome.code} ${outcome.detail}`)
  return outcome.report
}
async function everybody(group: readonly BareLaptop[], share: Share): Promise<void> {
  for (const laptop of group) await exchange(laptop, share)
}

test('what one laptop wrote, the other has after both have exchanged, and each is told how much it was', async () => {
  const share = await newShare()
  const [lan, minh] = (await laptops(2)) as [BareLaptop, BareLaptop]
  await lan.write()
  await lan.write()
  await minh.write()
  expect(await exchange(lan, share)).toMatchObject({ pulledSegments: 0, pushedSegments: 1, pushedEntries: 2, trouble: null })
  expect(await exchange(minh, share)).toMatchObject({ pulledSegments: 1, pulledEntries: 2, pushedSegments: 1, pushedEntries: 1 })
  expect(await exchange(lan, share)).toMatchObject({ pulledSegments: 1, pulledEntries: 1 })
  await expectAllKnow([lan, minh], { [lan.device]: 2, [minh.device]: 1 })
  expect(lan.ledger.positions()).toEqual(minh.ledger.positions())
})

describe('with nothing new', () => {
  test('an exchange writes no file anywhere', async () => {
    const share = await newShare()
    const [lan] = (await laptops(1)) as [BareLaptop]
    await lan.write()
    await exchange(lan, share)
    const before = [await readTree(share.root), await readTree(lan.profile)]
    expect(await exchange(lan, share)).toMatchObject({ pulledSegments: 0, pushedSegments: 0, waiting: 0, quarantined: 0 })
    expect([await readTree(share.root), await readTree(lan.profile)]).toEqual(before)
  })

  test.each([2, 3, 5])('acknowledgements come to rest: after two rounds %s laptops write nothing more', async (count) => {
    const share = await newShare()
    const group = await laptops(count)
    for (const laptop of group) await laptop.write()
    await everybody(group, share)
    await everybody(group, share)
    const files = await filesOf(share.root)
    for (let round = 0; round < 3; round += 1) await everybody([...group].reverse(), share)
    expect(await filesOf(share.root)).toEqual(files)
  })
})

test('whoever meets whenever: in the end all hold the same files and every edit once', async () => {
  const step = fc.record({ who: fc.nat(2), what: fc.constantFrom('write', 'write', 'exchange') })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const share = await newShare()
      const group = await laptops(3)
      const written: Record<string, number> = {}
      for (const { who, what } of steps) {
        const laptop = group[who] as BareLaptop
        if (what === 'exchange') await exchange(laptop, share)
        else written[laptop.device] = (await laptop.write()) ?? 0
      }
      await everybody(group, share)
      await everybody(group, share)
      await everybody(group, share)
      await expectAllKnow(group, written)
      await expectSameFiles([share.root, ...group.map((laptop) => laptop.replicaFolder)])
      await expectEveryFileRight(share.root)
      for (const laptop of group) {
        await laptop.ledger.close()
        const again = await openBareLaptop(laptop.profile)
        expect(again.ledger.positions()).toEqual(laptop.ledger.positions())
      }
    }),
    seeded(15)
  )
})

test('laptops that exchange at the same moment lose nothing and meet in the next round', async () => {
  const share = await newShare()
  const group = await laptops(3)
  for (const laptop of group) for (let edit = 0; edit < 3; edit += 1) await laptop.write()
  for (let round = 0; round < 3; round += 1) await Promise.all(group.map((laptop) => exchange(laptop, share)))
  await everybody(group, share)
  await expectAllKnow(group, Object.fromEntries(group.map((laptop) => [laptop.device, 3])))
  await expectEveryFileRight(share.root)
})

test('edits made while an exchange runs are neither lost nor sent twice', async () => {
  const share = await newShare()
  const [lan, minh] = (await laptops(2)) as [BareLaptop, BareLaptop]
  await lan.write()
  await minh.write()
  await exchange(minh, share)
  let writing: Promise<unknown> = Promise.resolve()
  let count = 1
  const outcome = await lan.exchange(share.folder, {
    progress: () => {
      count += 1
      writing = writing.then(() => lan.write())
    }
  })
  expect(outcome.ok).toBe(true)
  await writing
  await exchange(lan, share)
  await exchange(minh, share)
  await expectAllKnow([lan, minh], { [lan.device]: count, [minh.device]: 1 })
})

test('what a third laptop wrote travels through a second share by whoever has it', async () => {
  const [office, stick] = [await newShare(), await newShare()]
  const [lan, minh, hoa] = (await laptops(3)) as [BareLaptop, BareLaptop, BareLaptop]
  await hoa.write()
  await exchange(hoa, stick)
  await exchange(lan, stick)
  await exchange(lan, office)
  await exchange(minh, office)
  await expectAllKnow([minh], { [hoa.device]: 1 })
})

test('a share whose segments were wiped is filled again by whoever comes, with everybody’s', async () => {
  const share = await newShare()
  const [lan, minh] = (await laptops(2)) as [BareLaptop, BareLaptop]
  await lan.write()
  await minh.write()
  await everybody([lan, minh, lan, minh], share)
  const files = await filesOf(share.root)
  await rm(`${share.root}/${lan.device}`, { recursive: true })
  await rm(`${share.root}/${minh.device}`, { recursive: true })
  const report = await exchange(minh, share)
  expect(report.pushedSegments).toBe(Object.keys(files).length)
  expect(await filesOf(share.root)).toEqual(files)
})

test('a share restored from an older copy is brought forward again, and nothing here is undone', async () => {
  const share = await newShare()
  const [lan] = (await laptops(1)) as [BareLaptop]
  await lan.write()
  await exchange(lan, share)
  await lan.write()
  await exchange(lan, share)
  const newest = lan.replica.lastOf(lan.device)
  const files = await filesOf(share.root)
  const path = Object.keys(files).find((one) => one.includes(newest?.name.hash ?? 'none')) ?? ''
  await rm(`${share.root}/${path}`)
  expect(await exchange(lan, share)).toMatchObject({ pushedSegments: 1 })
  expect(await filesOf(share.root)).toEqual(files)
  await expectAllKnow([lan], { [lan.device]: 2 })
})

test('progress is told in steps that never go back and never pass the end', async () => {
  const share = await newShare()
  const [lan, minh] = (await laptops(2)) as [BareLaptop, BareLaptop]
  for (let edit = 0; edit < 4; edit += 1) {
    await lan.write()
    await exchange(lan, share)
  }
  const said: string[] = []
  await minh.exchange(share.folder, {
    progress: (push) => {
      if (push.type === 'exchange-progress') said.push(`${push.step} ${push.done}/${push.total}`)
    }
  })
  expect(said).toEqual(['list 0/0', 'pull 0/4', 'pull 1/4', 'pull 2/4', 'pull 3/4', 'push 0/1'])
})
