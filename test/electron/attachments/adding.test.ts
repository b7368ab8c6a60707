/** Taking a file in: whole or not at all, wherever the disk or the power fails. */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { addAttachment, clearUnfinished } from '../../../electron/services/attachments/add-attachment.ts'
import { openAttachmentStore } from '../../../electron/services/attachments/attachment-store.ts'
import { openUploads } from '../../../electron/services/attachments/uploads.ts'
import { nodeCrypto as crypto } from '../../../electron/services/keys/node-crypto.ts'
import { folderOnDisk } from '../../../electron/services/replica/folder-on-disk.ts'
import { photo, sha256 } from '../../support/attachments.ts'
import { type DiskFault, dieAt, failAt, noFault, setFault } from '../../support/faulty-disk.ts'
import { deviceNumbered } from '../../support/make-segments.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// Many cases each: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 60_000 })
vi.mock('node:fs/promises', async (original) => (await import('../../support/faulty-disk.ts')).faultyDisk(await original()))
vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))
afterEach(() => {
  setFault(null)
})

const MiB = 1024 * 1024
const own = deviceNumbered(1)
const size = 2 * MiB + 50
const bytes = photo(size)

async function aLaptop(root?: string) {
  const profile = root ?? (await temporaryFolder('profile'))
  const replica = join(profile, 'replica')
  await mkdir(replica, { recursive: true })
  const unfinished = join(profile, 'unfinished')
  const folder = folderOnDisk(replica)
  await clearUnfinished(unfinished, folder)
  const store = await openAttachmentStore(folder, own, { keep: async () => undefined })
  const parts = { unfinished, folder, store, crypto }
  const files = async () =>
    (await readdir(join(replica, own)).catch(() => [] as string[])).filter((name) => name.endsWith('.att')).sort()
  return { profile, replica, store, parts, files, uploads: openUploads(parts, async () => null) }
}

async function addIt(laptop: Awaited<ReturnType<typeof aLaptop>>) {
  const adding = await addAttachment(laptop.parts, { sizeBytes: size, sha256: null })
  for (let at = 0; at < size; at += 700_000) await adding.append(bytes.subarray(at, at + 700_000))
  return adding.finish()
}

/** The calls that a good adding makes. */
async function callsOf(): Promise<number> {
  const calls = setFault(noFault)
  await addIt(await aLaptop())
  const count = calls.length
  setFault(null)
  return count
}

test('a file is cut into chunks of a mebibyte and a manifest, numbered in a row', async () => {
  const laptop = await aLaptop()
  await addIt(laptop)
  await addIt(laptop)
  expect((await laptop.files()).map((name) => name.slice(0, 8))).toEqual(Array.from({ length: 8 }, (_, n) => `0000000${n + 1}`))
  expect(laptop.store.held().map((file) => file.sizeBytes)).toEqual(
    [1, 2].flatMap(() => [MiB + 16, MiB + 16, 66, laptop.store.held()[3]?.sizeBytes])
  )
  const later = await aLaptop(laptop.profile)
  await addIt(later)
  expect((await later.files()).at(-1)).toMatch(/^00000012-/)
})

test('a chunk counts only when the whole is here', async () => {
  const laptop = await aLaptop()
  const adding = await addAttachment(laptop.parts, { sizeBytes: size, sha256: null })
  await adding.append(bytes.subarray(0, size - 1))
  expect([(await laptop.files()).length, laptop.store.held().length]).toEqual([2, 0])
  await adding.append(bytes.subarray(size - 1))
  await adding.finish()
  expect([(await laptop.files()).length, laptop.store.held().length]).toEqual([4, 4])
})

describe('a laptop that goes dark while a file is added', () => {
  test.each<DiskFault['manner']>(['refused', 'torn', 'late'])(
    'has afterwards all of it or nothing, at every step (%s)',
    async (manner) => {
      const calls = await callsOf()
      const outcomes = new Set<number>()
      for (let at = 1; at <= calls; at += 1) {
        const laptop = await aLaptop()
        setFault(dieAt(at, manner))
        const answer = await addIt(laptop).catch(() => null)
        setFault(null)
        const again = await aLaptop(laptop.profile)
        const left = await again.files()
        expect([0, 4], `step ${at}`).toContain(left.length)
        // What the person was told is kept, is kept.
        if (answer !== null) expect(left, `step ${at}`).toHaveLength(4)
        expect(again.store.held(), `step ${at}`).toHaveLength(left.length)
        expect(await readdir(join(laptop.profile, 'unfinished')).catch(() => []), `step ${at}`).toEqual([])
        outcomes.add(left.length)
      }
      expect(outcomes).toEqual(new Set([0, 4]))
    }
  )
})

describe('a disk that refuses one call', () => {
  test.each([
    ['ENOSPC', 'disk-full'],
    ['EIO', 'journal-write-failed']
  ])('leaves nothing behind, and is said to be so (%s: %s)', async (code, said) => {
    const calls = await callsOf()
    let refused = 0
    for (let at = 1; at <= calls; at += 1) {
      const laptop = await aLaptop()
      setFault(failAt(at, code, 'torn'))
      const begun = await laptop.uploads.begin({ sizeBytes: size })
      let outcome: { ok: boolean; code?: string } = begun
      if (begun.ok && begun.value.upload) {
        const { upload } = begun.value
        outcome = await laptop.uploads.append(upload, bytes.subarray(0, MiB))
        if (outcome.ok) outcome = await laptop.uploads.append(upload, bytes.subarray(MiB))
        if (outcome.ok) outcome = await laptop.uploads.finish(upload)
      }
      setFault(null)
      const when = `call ${at}`
      if (!outcome.ok) {
        refused += 1
        expect(outcome.code, when).toBe(said)
        expect(laptop.store.held(), when).toEqual([])
        expect(await (await aLaptop(laptop.profile)).files(), when).toEqual([])
      } else expect(laptop.store.held(), when).toHaveLength(4)
    }
    expect(refused).toBeGreaterThan(calls / 2)
  })
})

describe('what was announced', () => {
  test.each<[string, number, string | undefined]>([
    ['more bytes than come', size + 1, undefined],
    ['another content', size, sha256(photo(10))]
  ])('as %s is not kept', async (_, sizeBytes, hash) => {
    const laptop = await aLaptop()
    const begun = await laptop.uploads.begin({ sizeBytes, sha256: hash })
    const upload = (begun.ok && begun.value.upload) || ''
    await laptop.uploads.append(upload, bytes.subarray(0, MiB))
    await laptop.uploads.append(upload, bytes.subarray(MiB))
    expect(await laptop.uploads.finish(upload)).toMatchObject({ ok: false, code: 'attachment-changed' })
    expect(await laptop.files()).toEqual([])
  })

  test('as fewer bytes than come is refused before they are written', async () => {
    const laptop = await aLaptop()
    const begun = await laptop.uploads.begin({ sizeBytes: 10 })
    const upload = (begun.ok && begun.value.upload) || ''
    expect(await laptop.uploads.append(upload, bytes.subarray(0, 11))).toMatchObject({ ok: false, code: 'attachment-changed' })
    expect(await laptop.uploads.append(upload, bytes.subarray(0, 1))).toMatchObject({ ok: false, code: 'attachment-gone' })
    expect(await laptop.files()).toEqual([])
  })

  test('as more than 4 GiB is refused at once', async () => {
    const laptop = await aLaptop()
    expect(await laptop.uploads.begin({ sizeBytes: 4 * 1024 ** 3 + 1 })).toMatchObject({
      ok: false,
      code: 'attachment-too-large'
    })
  })
})

test('a person who changes her mind leaves nothing behind, and what comes after that is not taken', async () => {
  const laptop = await aLaptop()
  const begun = await laptop.uploads.begin({ sizeBytes: size })
  const upload = (begun.ok && begun.value.upload) || ''
  const appending = laptop.uploads.append(upload, bytes.subarray(0, MiB))
  await laptop.uploads.abort(upload)
  await appending
  expect(await laptop.files()).toEqual([])
  expect(await laptop.uploads.finish(upload)).toMatchObject({ ok: false, code: 'attachment-gone' })
})

test('pages that never finish do not pile up', async () => {
  const laptop = await aLaptop()
  const begun = []
  for (let n = 0; n < 20; n += 1) begun.push(await laptop.uploads.begin({ sizeBytes: size }))
  expect(await readdir(laptop.parts.unfinished)).toHaveLength(16)
  const [first, last] = [begun[0], begun.at(-1)].map((one) => (one?.ok && one.value.upload) || '')
  expect(await laptop.uploads.append(first ?? '', bytes.subarray(0, 1))).toMatchObject({ code: 'attachment-gone' })
  expect(await laptop.uploads.append(last ?? '', bytes.subarray(0, 1))).toMatchObject({ ok: true })
  await laptop.uploads.close()
  expect(await readdir(laptop.parts.unfinished)).toEqual([])
})

test('a list of what is not finished takes nothing away but attachments', async () => {
  const laptop = await aLaptop()
  const others = [`${own}/00000001-${'a'.repeat(32)}.seg`, 'replica.json']
  await mkdir(join(laptop.replica, own))
  for (const path of others) await writeFile(join(laptop.replica, path), 'x')
  await writeFile(join(laptop.profile, 'outside.att'), 'x')
  await mkdir(laptop.parts.unfinished)
  await mkdir(join(laptop.parts.unfinished, 'a folder'))
  await writeFile(join(laptop.parts.unfinished, 'x.txt'), [...others, '../outside.att', '', `${own}/half a line`].join('\n'))
  await aLaptop(laptop.profile)
  expect((await readdir(laptop.replica, { recursive: true })).sort()).toEqual([own, ...others].sort())
  expect(await readdir(laptop.profile)).toContain('outside.att')
})
