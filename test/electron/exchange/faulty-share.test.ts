/** A share that fails at the n-th operation, for every n: nothing is lost, no half file counts, and the next exchange completes. */
import { describe, expect, test, vi } from 'vitest'
import type { Push } from '#shared/bridge/contract.ts'
import { parseSegmentPath } from '#shared/sync/segment-name.ts'
import { type BareLaptop, openBareLaptop } from '../../support/bare-laptop.ts'
import { type FolderFault, faultyFolder } from '../../support/faulty-folder.ts'
import { deviceNumbered, type MadeSegment, makeChain } from '../../support/make-segments.ts'
import { expectAllKnow, expectEveryFileRight, expectSameFiles, newShare, type Share } from '../../support/shares.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// Many cases each: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 30_000 })

const others = [deviceNumbered(1), deviceNumbered(2)]
const [held] = makeChain(deviceNumbered(3), [1]) as [MadeSegment]

/** A laptop with three edits before a share that holds five segments of two others, and one more that both hold already. */
async function beforeTheExchange(): Promise<{ share: Share; laptop: BareLaptop }> {
  const share = await newShare()
  for (const device of others) {
    for (const made of makeChain(device, device === others[0] ? [1, 2, 1] : [2, 2]))
      await share.folder.write(made.path, made.bytes)
  }
  await share.folder.write(held.path, held.bytes)
  const laptop = await openBareLaptop(await temporaryFolder('laptop'))
  await laptop.replica.accept(held.segment.name, held.bytes)
  await laptop.write()
  await laptop.ledger.seal()
  await laptop.write()
  await laptop.write()
  return { share, laptop }
}
const everyEdit = (laptop: BareLaptop) => ({ [others[0] ?? '']: 4, [others[1] ?? '']: 4, [laptop.device]: 3 })

async function operationsOfAGoodExchange(): Promise<number> {
  const { share, laptop } = await beforeTheExchange()
  const watched = faultyFolder(share.folder, { at: 0, code: '', manner: 'refused' })
  expect(await laptop.exchange(watched)).toMatchObject({ ok: true, report: { trouble: null, pulledSegments: 5 } })
  expect(watched.operations.slice(0, 3), 'what both hold is looked at again').toEqual(['list', 'sizes', `read ${held.path}`])
  return watched.operations.length
}

describe('a share that fails at any operation', () => {
  test.each<Omit<FolderFault, 'at'> & { said: string }>([
    { code: 'EIO', manner: 'refused', stays: false, said: 'share-dropped' },
    { code: 'EIO', manner: 'half', stays: false, said: 'share-dropped' },
    { code: 'EIO', manner: 'answer-lost', stays: false, said: 'share-dropped' },
    { code: 'ETIMEDOUT', manner: 'answer-lost', stays: true, said: 'share-dropped' },
    { code: 'ENOSPC', manner: 'half', stays: true, said: 'share-full' },
    { code: 'EACCES', manner: 'refused', stays: true, said: 'share-read-only' }
  ])(
    'costs nothing, is said to be $said, and the next exchange completes ($code, $manner, lasting: $stays)',
    async ({ said, ...fault }) => {
      for (let at = 1, last = await operationsOfAGoodExchange(); at <= last; at += 1) {
        const { share, laptop } = await beforeTheExchange()
        const faulty = faultyFolder(share.folder, { ...fault, at })
        const outcome = await laptop.exchange(faulty)
        const when = `operation ${at} of ${last}`
        // A copy that can just not be looked at again is neither bad nor a trouble.
        const isSecondLook = faulty.operations[at - 1] === `read ${held.path}` && !fault.stays
        expect(outcome.ok ? outcome.report.trouble : outcome.code, when).toBe(isSecondLook ? null : said)
        expect(
          (await laptop.ledger.since({}, 5000)).entries.filter((entry) => entry.device === laptop.device),
          when
        ).toHaveLength(3)
        await expectEveryFileRight(share.root, when)
        await expectEveryFileRight(laptop.replicaFolder, when)

        expect(await laptop.exchange(share.folder), when).toMatchObject({ ok: true, report: { trouble: null, quarantined: 0 } })
        await expectAllKnow([laptop], everyEdit(laptop), when)
        await expectSameFiles([share.root, laptop.replicaFolder], when)
      }
    }
  )

  test.each([
    ['ENOSPC', 'share-full'],
    ['EDQUOT', 'share-full'],
    ['EACCES', 'share-read-only'],
    ['EPERM', 'share-read-only'],
    ['EROFS', 'share-read-only'],
    ['ENOTDIR', 'share-not-a-folder'],
    ['ENAMETOOLONG', 'share-path-too-long'],
    ['ENOENT', 'share-dropped'],
    ['ECONNRESET', 'share-dropped'],
    ['EHOSTDOWN', 'share-dropped'],
    ['ESTALE', 'share-dropped'],
    ['UNKNOWN', 'share-dropped']
  ])('with %s is said to be %s, at the first operation as at the last', async (code, said) => {
    for (const at of [1, await operationsOfAGoodExchange()]) {
      const { share, laptop } = await beforeTheExchange()
      const outcome = await laptop.exchange(faultyFolder(share.folder, { at, code, manner: 'refused', stays: true }))
      expect(outcome.ok ? outcome.report.trouble : outcome.code, `operation ${at}`).toBe(said)
    }
  })
})

describe('what is said to be on the share', () => {
  test('is never more than what really lies there, wherever it failed', async () => {
    for (let at = 1, last = await operationsOfAGoodExchange(); at <= last; at += 1) {
      const { share, laptop } = await beforeTheExchange()
      const outcome = await laptop.exchange(faultyFolder(share.folder, { at, code: 'EIO', manner: 'half', stays: true }))
      const there = (await share.folder.list()).flatMap((file) => parseSegmentPath(file.path) ?? [])
      const own = there.filter((name) => name.device === laptop.device).map((name) => name.sequence)
      if (outcome.ok) expect(outcome.ownVerified, `operation ${at}`).toBeLessThanOrEqual(Math.max(0, ...own))
    }
  })
})

test('a share that may only be read is read all the same, and what could not be sent waits', async () => {
  const { share, laptop } = await beforeTheExchange()
  const readOnly = { ...share.folder, write: () => Promise.reject(Object.assign(new Error('read-only'), { code: 'EROFS' })) }
  expect(await laptop.exchange(readOnly)).toMatchObject({
    ok: true,
    ownVerified: 0,
    report: { pulledSegments: 5, pushedSegments: 0, trouble: 'share-read-only' }
  })
  await expectAllKnow([laptop], everyEdit(laptop))
  expect(await laptop.exchange(share.folder)).toMatchObject({ ok: true, report: { trouble: null, pushedEntries: 3 } })
})

test('a full share still hands out what it has', async () => {
  const { share, laptop } = await beforeTheExchange()
  const full = { ...share.folder, write: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) }
  expect(await laptop.exchange(full)).toMatchObject({ ok: true, report: { pulledSegments: 5, trouble: 'share-full' } })
})

test('one file that nobody may read holds up its own laptop’s row and no other', async () => {
  const { share, laptop } = await beforeTheExchange()
  const [locked] = (await share.folder.list()).filter((file) => file.path.startsWith(`${others[0]}/00000001`))
  const withLock = {
    ...share.folder,
    read: (path: string, maxBytes: number) =>
      path === locked?.path
        ? Promise.reject(Object.assign(new Error('locked'), { code: 'EACCES' }))
        : share.folder.read(path, maxBytes)
  }
  expect(await laptop.exchange(withLock)).toMatchObject({ ok: true, report: { trouble: 'share-read-only', pushedEntries: 3 } })
  await expectAllKnow([laptop], { [others[0] ?? '']: 0, [others[1] ?? '']: 4, [laptop.device]: 3 })
})

test('a listing that was cut short without an error costs nothing, and the next whole one makes up for it', async () => {
  for (let kept = 0; kept <= 6; kept += 1) {
    const { share, laptop } = await beforeTheExchange()
    const cut = { ...share.folder, list: async () => (await share.folder.list()).slice(0, kept) }
    expect((await laptop.exchange(cut)).ok).toBe(true)
    expect((await laptop.exchange(share.folder)).ok).toBe(true)
    await expectAllKnow([laptop], everyEdit(laptop), `${kept} files listed`)
    await expectSameFiles([share.root, laptop.replicaFolder], `${kept} files listed`)
  }
})

test('a file that vanished between listing and reading is not taken for a bad one of ours', async () => {
  const { share, laptop } = await beforeTheExchange()
  const vanishing = { ...share.folder, read: async () => null }
  const outcome = await laptop.exchange(vanishing)
  expect(outcome.ok).toBe(true)
  await laptop.exchange(share.folder)
  await expectAllKnow([laptop], everyEdit(laptop))
  expect((await laptop.quarantine.list((file) => laptop.replica.holds(file))).every((file) => file.resolved)).toBe(true)
})

test('a cancelled exchange asks nothing more of the share, and what was done stays done', async () => {
  const { share, laptop } = await beforeTheExchange()
  const watched = faultyFolder(share.folder, { at: 0, code: '', manner: 'refused' })
  const person = new AbortController()
  const progress = (push: Push) => {
    if (push.type === 'exchange-progress' && push.step === 'pull' && push.done === 2) person.abort()
  }
  await expect(laptop.exchange(watched, { signal: person.signal, progress })).rejects.toMatchObject({ code: 'CANCELLED' })
  const reads = watched.operations.filter((one) => one.startsWith('read') && one !== `read ${held.path}`)
  expect(reads).toHaveLength(3)
  expect(watched.operations.filter((one) => one.startsWith('write'))).toEqual([])
  expect(laptop.replica.segments().filter((segment) => others.includes(segment.name.device))).toHaveLength(3)
})
