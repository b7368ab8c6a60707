/** Files that went bad on the share, were never good, or do not belong there. */

import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BareLaptop, openBareLaptop } from '../../support/bare-laptop.ts'
import { faultyFolder } from '../../support/faulty-folder.ts'
import { deviceNumbered, type MadeSegment, makeChain, otherOfficeId } from '../../support/make-segments.ts'
import { readFiles } from '../../support/read-tree.ts'
import { seeded } from '../../support/seeded.ts'
import {
  expectAllKnow,
  expectEveryFileRight,
  expectOneSegmentANumber,
  expectSameFiles,
  filesOf,
  newShare,
  type Share
} from '../../support/shares.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const newLaptop = async () => openBareLaptop(await temporaryFolder('laptop'))
async function exchange(laptop: BareLaptop, share: Share, turn = 0) {
  const outcome = await laptop.exchange(share.folder, { turn })
  if (!outcome.ok) throw new Error(`${outcome.code} ${outcome.detail}`)
  return outcome.report
}
const quarantined = async (laptop: BareLaptop) =>
  (await laptop.quarantine.list((file) => laptop.replica.holds(file))).map(({ file, reason, resolved }) => ({
    file,
    reason,
    resolved
  }))

/** Lan's three segments and Minh's one stand on the share; Hoa comes. */
async function threePeople() {
  const share = await newShare()
  const [lan, minh, hoa] = [await newLaptop(), await newLaptop(), await newLaptop()] as const
  await minh.write()
  await exchange(minh, share)
  for (const text of ['một', 'hai', 'ba']) {
    await lan.write(text)
    await exchange(lan, share)
  }
  const pathOf = (sequence: number) => {
    const path = lan.replica.segmentsOf(lan.device)[sequence - 1]
    if (!path) throw new Error('no such segment')
    return `${lan.device}/0000000${sequence}-${path.name.hash}.seg`
  }
  return { share, lan, minh, hoa, pathOf }
}
async function spoil(share: Share, path: string, change: (bytes: Buffer) => Uint8Array): Promise<void> {
  await writeFile(join(share.root, path), change(await readFile(join(share.root, path))))
}

const damages: readonly [string, (bytes: Buffer) => Uint8Array, string][] = [
  ['a bit that flipped', (bytes) => bytes.map((byte, at) => (at === bytes.length - 5 ? byte ^ 1 : byte)), 'altered'],
  ['a file cut short', (bytes) => bytes.subarray(0, bytes.length / 2), 'altered'],
  ['a file cut to nothing', () => new Uint8Array(), 'truncated'],
  ['zeros after a power cut', (bytes) => new Uint8Array(bytes.length), 'truncated'],
  ['bytes that were added', (bytes) => new Uint8Array([...bytes, 1, 2, 3]), 'altered']
]

describe.each(damages)('%s', (_, change, reason) => {
  test('is set aside with its bytes and the reason; what hangs on it waits, the rest is pulled', async () => {
    const { share, lan, minh, hoa, pathOf } = await threePeople()
    await spoil(share, pathOf(2), change)
    const spoiled = await readFile(join(share.root, pathOf(2)))
    expect(await exchange(hoa, share)).toMatchObject({ pulledSegments: 2, quarantined: 1, waiting: 1, trouble: null })
    await expectAllKnow([hoa], { [lan.device]: 1, [minh.device]: 1 })
    expect(await quarantined(hoa)).toEqual([{ file: pathOf(2), reason, resolved: false }])
    const folder = join(hoa.profile, 'quarantine')
    const kept = (await readdir(folder)).find((name) => name.endsWith('.seg')) ?? 'none'
    expect(await readFile(join(folder, kept))).toEqual(spoiled)
  })

  test('is replaced by whoever has the good one, and then everybody has everything', async () => {
    const { share, lan, minh, hoa, pathOf } = await threePeople()
    const good = await filesOf(share.root)
    await spoil(share, pathOf(2), change)
    await exchange(hoa, share)
    expect(await exchange(lan, share)).toMatchObject({ trouble: null })
    expect(await filesOf(share.root)).toMatchObject(good)
    await exchange(hoa, share)
    await expectAllKnow([hoa], { [lan.device]: 3, [minh.device]: 1 })
    expect(await quarantined(hoa)).toEqual([{ file: pathOf(2), reason, resolved: true }])
    await expectEveryFileRight(share.root)
  })
})

test('no altered byte, wherever it is, gets into a replica or stays on the share', async () => {
  const { share, lan, hoa, pathOf } = await threePeople()
  const good = await readFile(join(share.root, pathOf(1)))
  await exchange(lan, share)
  const files = await filesOf(share.root)
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
      await spoil(share, pathOf(1), (bytes) => bytes.map((byte, index) => (index === at ? byte ^ mask : byte)))
      await exchange(hoa, share)
      expect(hoa.replica.positions()[lan.device]).toBeUndefined()
      await exchange(lan, share)
      expect(await filesOf(share.root)).toMatchObject(files)
    }),
    seeded(40)
  )
})

test('on a large share every file is looked at again after enough exchanges', async () => {
  const share = await newShare()
  const lan = await newLaptop()
  for (let edit = 0; edit < 30; edit += 1) {
    await lan.write()
    await lan.ledger.seal()
  }
  await exchange(lan, share)
  const good = await filesOf(share.root)
  for (const path of Object.keys(good))
    await spoil(share, path, (bytes) => bytes.map((byte, at) => (at === 30 ? byte ^ 1 : byte)))
  const isGood = async () => isDeepStrictEqual(await filesOf(share.root), good)
  for (let look = 0; look < 5; look += 1) await exchange(lan, share, 16 * look)
  expect(await isGood()).toBe(true)
})

test('between two looks an exchange with nothing new asks the share for its listing and nothing else', async () => {
  const share = await newShare()
  const lan = await newLaptop()
  await lan.write()
  await exchange(lan, share)
  for (let turn = 1; turn <= 16; turn += 1) {
    const watched = faultyFolder(share.folder, { at: 0, code: '', manner: 'refused' })
    await exchange(lan, { ...share, folder: watched }, turn)
    expect(watched.operations.includes('sizes'), `turn ${turn}`).toBe(turn === 16)
    if (turn < 16) expect(watched.operations).toEqual(['list'])
  }
})

test('a segment that went bad on this laptop’s own disk is not sent, and the others are', async () => {
  const share = await newShare()
  const lan = await newLaptop()
  const chain = makeChain(deviceNumbered(9), [1, 1])
  for (const made of chain) await lan.replica.accept(made.segment.name, made.bytes)
  const path = chain[0]?.path ?? ''
  await writeFile(join(lan.replicaFolder, path), 'spoiled')
  await lan.write()
  expect(await exchange(lan, share)).toMatchObject({ pushedSegments: 2 })
  expect(Object.keys(await filesOf(share.root))).not.toContain(path)
  expect(await quarantined(lan)).toMatchObject([{ file: path, reason: 'altered' }])
  await expectEveryFileRight(share.root)
})

describe('what does not belong on the share', () => {
  test('is passed over, told once, and left where it is', async () => {
    const { share, lan, hoa, pathOf } = await threePeople()
    const strange = [
      'desktop.ini',
      '.DS_Store',
      'Thumbs.db',
      '~$kế hoạch.docx',
      `${lan.device}/.~lock.x#`,
      `${pathOf(1).replace('.seg', ' (1).seg')}`
    ]
    strange.push(pathOf(1).replace('.seg', '.sync-conflict-20260205-101010-ABCDEFG.seg'), `${lan.device}/${'访问'.repeat(40)}`)
    for (const path of strange) await writeFile(join(share.root, path), 'x')
    await mkdir(join(share.root, 'Ảnh', 'Hà Nội'), { recursive: true })
    const before = await readFiles(share.root)
    for (let round = 0; round < 2; round += 1) expect(await exchange(hoa, share)).toMatchObject({ trouble: null, quarantined: 0 })
    expect(hoa.replica.positions()).toMatchObject(lan.replica.positions())
    const told = await quarantined(hoa)
    expect(told.map((one) => one.file).sort()).toEqual([...strange, 'Ảnh/'].sort())
    expect(await readFiles(share.root)).toMatchObject(before)
  })

  test.each([' (1)', '-MAY-LAN', ' (conflicted copy 2026-02-05)', '.sync-conflict-20260205-101010-ABCDEFG'])(
    'is taken in all the same where it is the only good copy (%s), and stands under its own name again',
    async (mark) => {
      const { share, lan, hoa, pathOf } = await threePeople()
      const at = (path: string) => join(share.root, path)
      const copyOf = (path: string) => at(path.replace('.seg', `${mark}.seg`))
      const good = [await readFile(at(pathOf(1))), await readFile(at(pathOf(2)))]
      await rename(at(pathOf(1)), copyOf(pathOf(1)))
      await writeFile(copyOf(pathOf(2)), good[1] ?? '')
      await spoil(share, pathOf(2), (bytes) => bytes.subarray(0, 10))
      await exchange(hoa, share)
      expect(hoa.replica.positions()[lan.device]).toBe(3)
      await exchange(hoa, share, 16)
      expect([await readFile(at(pathOf(1))), await readFile(at(pathOf(2)))]).toEqual(good)
    }
  )

  test('is a half file of another laptop’s that is still being written: not a word about it', async () => {
    const { share, hoa, pathOf } = await threePeople()
    await writeFile(join(share.root, `${pathOf(1)}.tmp-0badf00d`), 'half')
    expect(await exchange(hoa, share)).toMatchObject({ quarantined: 0, pulledSegments: 4 })
    expect(await quarantined(hoa)).toEqual([])
  })

  test('is a link, which is not followed, told, and replaced where a segment should be', async () => {
    const { share, lan, hoa, pathOf } = await threePeople()
    const good = await filesOf(share.root)
    const secret = join(await temporaryFolder(), 'secret')
    await writeFile(secret, 'secret')
    await rm(join(share.root, pathOf(2)))
    await symlink(secret, join(share.root, pathOf(2)))
    await exchange(hoa, share)
    await expectAllKnow([hoa], { [lan.device]: 1 })
    expect(await quarantined(hoa)).toMatchObject([{ file: pathOf(2), reason: 'link' }])
    await exchange(lan, share)
    expect(await filesOf(share.root)).toMatchObject(good)
    expect(await readFile(secret, 'utf8')).toBe('secret')
  })

  test('is a link where a laptop’s folder should be: nothing goes through it, and nothing is said to be on the share', async () => {
    const share = await newShare()
    const lan = await newLaptop()
    const elsewhere = await temporaryFolder()
    await symlink(elsewhere, join(share.root, lan.device))
    await lan.write()
    const outcome = await lan.exchange(share.folder)
    expect(outcome).toMatchObject({ ok: true, ownVerified: 0, report: { pushedSegments: 0, trouble: 'share-not-a-folder' } })
    expect(await readdir(elsewhere)).toEqual([])
  })

  test('is another office’s segment in our share', async () => {
    const { share, hoa, lan } = await threePeople()
    const [foreign] = makeChain(deviceNumbered(7), [1], { office: otherOfficeId }) as [MadeSegment]
    await share.folder.write(foreign.path, foreign.bytes)
    expect(await exchange(hoa, share)).toMatchObject({ quarantined: 1, pulledSegments: 4 })
    expect(await quarantined(hoa)).toEqual([{ file: foreign.path, reason: 'other-office', resolved: false }])
    expect(hoa.replica.positions()).toMatchObject(lan.replica.positions())
  })
})

describe('a laptop that was copied', () => {
  const device = deviceNumbered(5)
  const twice = async () =>
    [
      await openBareLaptop(await temporaryFolder(), { device }),
      await openBareLaptop(await temporaryFolder(), { device })
    ] as const

  test('stops at its first exchange after the other one wrote, and overwrites nothing', async () => {
    const share = await newShare()
    const [original, copy] = await twice()
    await original.write('trên máy này')
    await copy.write('trên bản sao')
    await exchange(original, share)
    const files = await readFiles(share.root)
    for (let round = 0; round < 2; round += 1) {
      expect(await copy.exchange(share.folder)).toMatchObject({ ok: false, code: 'device-forked' })
      expect(await readFiles(share.root)).toEqual(files)
      expect((await copy.ledger.since({}, 10)).entries).toHaveLength(1)
      expect(copy.ledger.unsealed(), 'its own edit stays in its journal').toBe(1)
    }
    expect(await exchange(original, share), 'the other one goes on').toMatchObject({ trouble: null })
  })

  test('stops as well when its own edits are sealed already, at the same number or further on', async () => {
    for (const seals of [1, 2]) {
      const share = await newShare()
      const [original, copy] = await twice()
      for (let seal = 0; seal < seals; seal += 1) {
        await copy.write('trên bản sao')
        await copy.ledger.seal()
      }
      await original.write('trên máy này')
      await exchange(original, share)
      const files = await readFiles(share.root)
      expect(await copy.exchange(share.folder), `${seals} sealed`).toMatchObject({ ok: false, code: 'device-forked' })
      expect(await readFiles(share.root)).toEqual(files)
      expect((await copy.ledger.since({}, 10)).entries).toHaveLength(seals)
    }
  })

  test('stops when both have sealed one thing and gone on differently from there', async () => {
    const share = await newShare()
    const original = await openBareLaptop(await temporaryFolder(), { device })
    await original.write('chung')
    await exchange(original, share)
    const copy = await openBareLaptop(await temporaryFolder(), { device })
    await exchange(copy, share)
    await original.write('trên máy này')
    await copy.write('trên bản sao')
    await exchange(original, share)
    const files = await readFiles(share.root)
    expect(await copy.exchange(share.folder)).toMatchObject({ ok: false, code: 'device-forked' })
    expect(await readFiles(share.root)).toEqual(files)
    expect(copy.ledger.unsealed()).toBe(1)
  })
})

describe('a laptop on which a backup was put back', () => {
  const device = deviceNumbered(5)

  /** Its three segments stand on the share; the backup holds so many of them. */
  async function restored(held: number) {
    const share = await newShare()
    const lost = await openBareLaptop(await temporaryFolder(), { device })
    const backup = await temporaryFolder()
    for (let sequence = 1; sequence <= 3; sequence += 1) {
      if (sequence === held + 1) await cp(lost.profile, backup, { recursive: true })
      await lost.write(`lần ${sequence}`)
      await lost.ledger.seal()
    }
    await exchange(lost, share)
    await lost.ledger.close()
    return { share, lost, laptop: await openBareLaptop(backup, { device }) }
  }
  const numbersOf = async (laptop: BareLaptop) => (await laptop.ledger.since({}, 100)).entries.map((entry) => entry.number)

  test.each([0, 1, 2])('takes in what it had written since, and gives nothing the same number twice (%s of 3)', async (held) => {
    const { share, lost, laptop } = await restored(held)
    expect(await numbersOf(laptop)).toHaveLength(held)
    const outcome = await laptop.exchange(share.folder)
    expect(outcome).toMatchObject({ ok: true, ownVerified: 3, report: { trouble: null, pushedSegments: 0 } })
    expect(await numbersOf(laptop)).toEqual([1, 2, 3])
    expect(await laptop.write('sau khi khôi phục')).toBe(4)
    expect(await exchange(laptop, share)).toMatchObject({ pushedSegments: 1, pushedEntries: 1, trouble: null })
    await expectOneSegmentANumber([share.root, laptop.replicaFolder, lost.replicaFolder])
    await expectSameFiles([share.root, laptop.replicaFolder])
    await expectEveryFileRight(share.root)
    await laptop.ledger.close()
    expect(await numbersOf(await openBareLaptop(laptop.profile))).toEqual([1, 2, 3, 4])
  })

  test('keeps nothing twice when the backup still had in its journal what was sealed later', async () => {
    const share = await newShare()
    const lost = await openBareLaptop(await temporaryFolder(), { device })
    await lost.write('một')
    await lost.ledger.seal()
    await lost.write('hai')
    const backup = await temporaryFolder()
    await cp(lost.profile, backup, { recursive: true })
    await lost.write('ba')
    await exchange(lost, share)
    const laptop = await openBareLaptop(backup, { device })
    expect([laptop.ledger.unsealed(), await numbersOf(laptop)]).toEqual([1, [1, 2]])
    expect(await exchange(laptop, share)).toMatchObject({ trouble: null })
    expect([laptop.ledger.unsealed(), await numbersOf(laptop)]).toEqual([0, [1, 2, 3]])
    expect(await laptop.write()).toBe(4)
    await exchange(laptop, share)
    await expectOneSegmentANumber([share.root, laptop.replicaFolder, lost.replicaFolder])
    await laptop.ledger.close()
    expect(await numbersOf(await openBareLaptop(laptop.profile))).toEqual([1, 2, 3, 4])
  })

  test('stops when it has written something of its own meanwhile, and overwrites nothing', async () => {
    const { share, laptop } = await restored(1)
    expect(await laptop.write('trước khi trao đổi')).toBe(2)
    const files = await readFiles(share.root)
    expect(await laptop.exchange(share.folder)).toMatchObject({ ok: false, code: 'device-forked' })
    expect(await readFiles(share.root)).toEqual(files)
    expect([laptop.ledger.unsealed(), await numbersOf(laptop)]).toEqual([1, [1, 2]])
  })

  test.each([0, 1, 2])('loses no edit that is saved while it takes them in (%s of 3)', async (held) => {
    const { share, lost, laptop } = await restored(held)
    let saving: Promise<number | null> | null = null
    const read = async (path: string, maxBytes: number) => {
      const bytes = await share.folder.read(path, maxBytes)
      if (path.startsWith(`${device}/00000003`)) saving ??= laptop.write('trong lúc trao đổi')
      return bytes
    }
    await laptop.exchange({ ...share.folder, read })
    const number = await saving
    const textsOf = async (one: BareLaptop) =>
      (await one.ledger.since({}, 100)).entries.map((entry) => new TextDecoder().decode(entry.changes[0]))
    if (number !== null) expect(await textsOf(laptop)).toContainEqual(expect.stringContaining('trong lúc trao đổi'))
    await laptop.ledger.close()
    const again = await openBareLaptop(laptop.profile)
    if (number !== null) expect(await textsOf(again)).toContainEqual(expect.stringContaining('trong lúc trao đổi'))
    await expectOneSegmentANumber([share.root, again.replicaFolder, lost.replicaFolder])
  })

  test('writes nothing over the numbers of segments that it cannot read just now', async () => {
    for (const sequence of [2, 3]) {
      const { share, lost, laptop } = await restored(1)
      const minh = await newLaptop()
      await minh.write()
      await exchange(minh, share)
      const locked = (path: string) => path.startsWith(`${device}/0000000${sequence}`)
      const read = (path: string, maxBytes: number) =>
        locked(path) ? Promise.reject(Object.assign(new Error('locked'), { code: 'EBUSY' })) : share.folder.read(path, maxBytes)
      await laptop.exchange({ ...share.folder, read })
      await laptop.write().catch(() => null)
      await laptop.exchange({ ...share.folder, read })
      await expectOneSegmentANumber([share.root, laptop.replicaFolder, lost.replicaFolder], `segment ${sequence} locked`)
    }
  })

  test.each(['gone from', 'spoiled on'])('writes nothing over the number of a segment that is %s the share', async (how) => {
    for (const sequence of [2, 3]) {
      const { share, lost, laptop } = await restored(1)
      const minh = await newLaptop()
      await minh.write()
      await exchange(minh, share)
      const files = Object.keys(await filesOf(share.root))
      const path = files.find((one) => one.startsWith(`${device}/0000000${sequence}`)) ?? 'none'
      // One that is gone without a later one to tell of it leaves no trace.
      if (how === 'gone from' && sequence === 3) continue
      if (how === 'gone from') await rm(join(share.root, path))
      else await spoil(share, path, (bytes) => bytes.subarray(0, bytes.length / 2))
      await laptop.exchange(share.folder)
      await laptop.write().catch(() => null)
      await laptop.exchange(share.folder)
      const roots = [share.root, laptop.replicaFolder, lost.replicaFolder]
      await expectOneSegmentANumber(roots, `segment ${sequence}`)
    }
  })
})
