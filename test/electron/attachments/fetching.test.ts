/** Bringing a file from a share that drops, lies, or holds something else: reliability rows A4, B3 and E13. */
import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import type { StoredFile } from '#shared/bridge/attachment-calls.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { addAttachment } from '../../../electron/services/attachments/add-attachment.ts'
import { type AttachmentStore, openAttachmentStore } from '../../../electron/services/attachments/attachment-store.ts'
import { type Fetched, fetchAttachment } from '../../../electron/services/attachments/fetch-attachment.ts'
import { folderWithRetry, type ReadableFolder } from '../../../electron/services/attachments/folder-with-retry.ts'
import { sightOf } from '../../../electron/services/attachments/share-sight.ts'
import { nodeCrypto as crypto } from '../../../electron/services/keys/node-crypto.ts'
import { folderOnDisk } from '../../../electron/services/replica/folder-on-disk.ts'
import { folderWithTimeout } from '../../../electron/services/replica/folder-with-timeout.ts'
import { photo } from '../../support/attachments.ts'
import { type FolderFault, faultyFolder } from '../../support/faulty-folder.ts'
import { deviceNumbered } from '../../support/make-segments.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// Many cases each: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 60_000 })
vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

const MiB = 1024 * 1024
const lan = deviceNumbered(1)
const size = 3 * MiB + 77

interface Noted {
  readonly file: string
  readonly reason: string
}
interface Place {
  readonly share: string
  readonly stored: StoredFile
  /** Paths on the share, the manifest last. */
  readonly files: readonly string[]
}
interface Here {
  readonly root: string
  readonly store: AttachmentStore
  readonly noted: Noted[]
}

/** A share where Lan's photo lies: four chunks and a manifest. */
async function aShare(): Promise<Place> {
  const share = await temporaryFolder('share')
  const folder = folderOnDisk(share)
  const store = await openAttachmentStore(folder, lan, { keep: async () => undefined })
  const adding = await addAttachment({ unfinished: join(share, 'x'), folder, store, crypto }, { sizeBytes: size, sha256: null })
  await adding.append(photo(size))
  const stored = await adding.finish()
  if (stored === 'changed') throw new Error(stored)
  await rm(join(share, 'x'), { recursive: true })
  const files = (await readdir(join(share, lan))).sort().map((name) => `${lan}/${name}`)
  return { share, stored, files }
}

async function aLaptop(root?: string): Promise<Here> {
  const noted: Noted[] = []
  const own = root ?? (await temporaryFolder('replica'))
  const keep = async (file: string, _: Uint8Array | null, { reason }: { reason: string }) => {
    noted.push({ file, reason })
  }
  return { root: own, noted, store: await openAttachmentStore(folderOnDisk(own), deviceNumbered(2), { keep }) }
}

interface FetchOptions {
  readonly signal?: AbortSignal
  readonly progress?: (done: number, total: number) => void
  readonly key?: string
  readonly listed?: boolean
  readonly looksAgain?: boolean
}
const fetchFrom = async (share: ReadableFolder, here: Here, stored: StoredFile, options: FetchOptions = {}): Promise<Fetched> =>
  fetchAttachment(
    {
      store: here.store,
      crypto,
      quarantine: {
        keep: async (file, _, { reason }) => {
          here.noted.push({ file, reason })
        }
      },
      share,
      folder: 'share',
      sight: options.listed ? sightOf('share', await share.list()) : null,
      looksAgain: options.looksAgain ?? true,
      look: () => undefined,
      signal: options.signal ?? new AbortController().signal,
      progress: options.progress ?? (() => undefined)
    },
    { blob: stored.blob, key: options.key ?? stored.key }
  )
const reads = (operations: readonly string[]) => operations.filter((one) => one.startsWith('read '))
const watched = (folder: FolderPort) => faultyFolder(folder, { at: 0, code: '', manner: 'refused' })

test('a whole fetch asks one listing and one question a file, and each file once', async () => {
  const { share, stored, files } = await aShare()
  const here = await aLaptop()
  const seen = watched(folderOnDisk(share))
  expect(await fetchFrom(seen, here, stored)).toMatchObject({ ok: true, manifest: { sizeBytes: size } })
  expect(seen.operations[0]).toBe('list')
  expect(reads(seen.operations).sort()).toEqual(files.map((file) => `read ${file}`).sort())
  expect(seen.operations).toHaveLength(1 + files.length)
  expect(here.store.held().reduce((sum, file) => sum + file.sizeBytes, 0)).toBeGreaterThan(size)
})

test('what an exchange listed a moment ago is not listed again', async () => {
  const { share, stored } = await aShare()
  const seen = watched(folderOnDisk(share))
  await fetchFrom(seen, await aLaptop(), stored, { listed: true })
  expect(seen.operations.filter((one) => one === 'list')).toHaveLength(1)
})

test('a file that came to the share since it was listed is found by looking once more', async () => {
  const { share, stored, files } = await aShare()
  const here = await aLaptop()
  const late = folderOnDisk(share)
  const [first = ''] = files
  const old = (await late.list()).filter((file) => file.path !== first)
  let lists = 0
  const growing: ReadableFolder = {
    read: late.read,
    list: async () => {
      lists += 1
      return lists === 1 ? old : late.list()
    }
  }
  expect((await fetchFrom(growing, here, stored, { listed: true })).ok).toBe(true)
  expect(lists).toBe(2)
})

test('what is fetched ahead asks nothing of a share that was just listed and does not have it', async () => {
  const { share, stored } = await aShare()
  const seen = watched(folderOnDisk(share))
  const unknown = { ...stored, blob: 'a'.repeat(64) }
  expect(await fetchFrom(seen, await aLaptop(), unknown, { listed: true, looksAgain: false })).toMatchObject({
    code: 'attachment-missing'
  })
  expect(seen.operations).toEqual(['list'])
})

describe('a connection that drops', () => {
  test.each<Omit<FolderFault, 'at'> & { said: string }>([
    { code: 'EIO', manner: 'refused', said: 'share-dropped' },
    { code: 'ECONNRESET', manner: 'answer-lost', said: 'share-dropped' },
    { code: 'ESTALE', manner: 'refused', said: 'share-dropped' },
    { code: 'EHOSTDOWN', manner: 'refused', said: 'share-dropped' },
    { code: 'UNKNOWN', manner: 'refused', said: 'share-dropped' },
    { code: 'ETIMEDOUT', manner: 'refused', said: 'share-dropped' },
    { code: 'ENOENT', manner: 'refused', said: 'share-missing' },
    { code: 'EACCES', manner: 'refused', said: 'share-read-only' }
  ])('at any question is said to be $said, and the next try goes on where it stopped ($code, $manner)', async (fault) => {
    const { share, stored, files } = await aShare()
    for (let at = 1; at <= 1 + files.length; at += 1) {
      const here = await aLaptop()
      const dropping = faultyFolder(folderOnDisk(share), { ...fault, at, stays: true })
      const when = `question ${at}`
      expect(await fetchFrom(dropping, here, stored), when).toMatchObject({ ok: false, code: fault.said })
      const got = here.store.held().length
      expect(got, when).toBe(Math.max(0, at - 2))

      const again = watched(folderOnDisk(share))
      expect((await fetchFrom(again, here, stored)).ok, when).toBe(true)
      expect(reads(again.operations), when).toHaveLength(files.length - got)
      expect(here.noted, when).toEqual([])
    }
  })

  test('and comes back a moment later is no news at all', async () => {
    const { share, stored, files } = await aShare()
    for (let at = 1; at <= 1 + files.length; at += 1) {
      const here = await aLaptop()
      const shaking = faultyFolder(folderOnDisk(share), { at, code: 'EIO', manner: 'refused' })
      const patient = folderWithRetry(shaking, new AbortController().signal)
      expect((await fetchFrom(patient, here, stored)).ok, `question ${at}`).toBe(true)
      expect(shaking.operations).toHaveLength(files.length + 2)
    }
  })

  test('for longer is asked three times and no more', async () => {
    const { share, stored } = await aShare()
    const gone = faultyFolder(folderOnDisk(share), { at: 1, code: 'EHOSTDOWN', manner: 'refused', stays: true })
    const patient = folderWithRetry(gone, new AbortController().signal)
    expect(await fetchFrom(patient, await aLaptop(), stored)).toMatchObject({ ok: false, code: 'share-dropped' })
    expect(gone.operations).toEqual(['list', 'list', 'list'])
  })

  test('goes on after a restart as well', async () => {
    const { share, stored, files } = await aShare()
    const here = await aLaptop()
    const dropping = faultyFolder(folderOnDisk(share), { at: 4, code: 'EIO', manner: 'refused', stays: true })
    await fetchFrom(dropping, here, stored)
    const restarted = await aLaptop(here.root)
    const again = watched(folderOnDisk(share))
    const told: number[] = []
    expect((await fetchFrom(again, restarted, stored, { progress: (done) => told.push(done) })).ok).toBe(true)
    expect(reads(again.operations)).toHaveLength(files.length - 2)
    // Manifest and first chunk were here.
    expect(told).toEqual([MiB, 2 * MiB, 3 * MiB, size])
  })
})

test('a person who stops a fetch is obeyed at once, and what came stays', async () => {
  const { share, stored, files } = await aShare()
  const here = await aLaptop()
  const person = new AbortController()
  const seen = watched(folderOnDisk(share))
  const stopAfterTwo = (done: number) => done >= 2 * MiB && person.abort()
  expect(
    await fetchFrom(folderWithTimeout(seen, 1000, person.signal), here, stored, { signal: person.signal, progress: stopAfterTwo })
  ).toMatchObject({ ok: false, code: 'exchange-cancelled' })
  expect(reads(seen.operations)).toHaveLength(3)
  const again = watched(folderOnDisk(share))
  expect((await fetchFrom(again, here, stored)).ok).toBe(true)
  expect(reads(again.operations)).toHaveLength(files.length - 3)
})

test('a share that does not answer ends when the person stops it', async () => {
  const { stored } = await aShare()
  const person = new AbortController()
  const hanging = { list: () => new Promise<never>(() => person.abort()), read: () => new Promise<never>(() => undefined) }
  const share = folderWithTimeout(hanging as unknown as FolderPort, 60_000, person.signal)
  expect(await fetchFrom(share, await aLaptop(), stored, { signal: person.signal })).toMatchObject({
    ok: false,
    code: 'exchange-cancelled'
  })
})

describe('what lies on the share', () => {
  const good = (share: string, path: string) => folderOnDisk(share).read(path, 32 * MiB)

  test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['with one bit changed', (bytes) => bytes.map((byte, at) => (at === 500 % bytes.length ? byte ^ 4 : byte))],
    ['cut short', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['only zeros', (bytes) => new Uint8Array(bytes.length)],
    ['empty', () => new Uint8Array()],
    ['another file’s bytes', () => photo(1000, 9)]
  ])('%s is refused, noted, never kept, and taken when it is good again', async (_, spoil) => {
    const { share, stored, files } = await aShare()
    for (const path of [files[1] ?? '', files.at(-1) ?? '']) {
      const here = await aLaptop()
      const before = (await good(share, path)) ?? new Uint8Array()
      await writeFile(join(share, path), spoil(before))
      expect(await fetchFrom(folderOnDisk(share), here, stored)).toMatchObject({ ok: false, code: 'attachment-damaged' })
      expect(here.noted).toContainEqual({ file: path, reason: 'altered' })
      expect(here.store.holds(path)).toBe(false)

      await writeFile(join(share, path), before)
      const again = watched(folderOnDisk(share))
      expect((await fetchFrom(again, here, stored)).ok).toBe(true)
      expect(reads(again.operations)).toContain(`read ${path}`)
    }
  })

  test('twice, once spoiled, is taken from where it is good', async () => {
    const { share, stored, files } = await aShare()
    const path = files[1] ?? ''
    const bytes = (await good(share, path)) ?? new Uint8Array()
    const other = `${deviceNumbered(3)}${path.slice(32)}`
    await folderOnDisk(share).write(other, bytes)
    await writeFile(join(share, path), photo(100))
    const here = await aLaptop()
    expect((await fetchFrom(folderOnDisk(share), here, stored)).ok).toBe(true)
    expect(here.store.holds(other)).toBe(true)
  })

  test('a link in place of a chunk, or of a laptop’s folder, is never followed', async () => {
    const { share, stored, files } = await aShare()
    const path = files[1] ?? ''
    const aside = join(await temporaryFolder('aside'), 'chunk')
    await rename(join(share, path), aside)
    await symlink(aside, join(share, path))
    const here = await aLaptop()
    expect(await fetchFrom(folderOnDisk(share), here, stored)).toMatchObject({ ok: false, code: 'attachment-missing' })
    // Put there after the listing: it is refused at opening.
    const listedBefore: ReadableFolder = {
      list: async () => files.map((one) => ({ path: one, isLink: false })),
      read: folderOnDisk(share).read
    }
    expect((await fetchFrom(listedBefore, here, stored)).ok).toBe(false)
    expect(here.noted).toContainEqual({ file: path, reason: 'not-readable' })
    expect(here.store.holds(path)).toBe(false)

    const whole = await aShare()
    const elsewhere = join(await temporaryFolder('elsewhere'), 'x')
    await rename(join(whole.share, lan), elsewhere)
    await symlink(elsewhere, join(whole.share, lan))
    expect(await fetchFrom(folderOnDisk(whole.share), await aLaptop(), whole.stored)).toMatchObject({
      code: 'attachment-missing'
    })
  })

  test('a folder under a chunk’s name is no chunk', async () => {
    const { share, stored, files } = await aShare()
    await rm(join(share, files[0] ?? ''))
    await mkdir(join(share, files[0] ?? ''))
    expect(await fetchFrom(folderOnDisk(share), await aLaptop(), stored)).toMatchObject({ ok: false, code: 'attachment-missing' })
  })

  test('is not opened with another key, and nothing of it is fetched but the manifest', async () => {
    const { share, stored } = await aShare()
    const here = await aLaptop()
    const seen = watched(folderOnDisk(share))
    expect(await fetchFrom(seen, here, stored, { key: 'a'.repeat(64) })).toMatchObject({ ok: false, code: 'attachment-damaged' })
    expect(reads(seen.operations)).toHaveLength(1)
  })
})

describe('what went bad on this laptop', () => {
  test('is noticed when it is read, counted no more, and fetched again', async () => {
    const { share, stored, files } = await aShare()
    const here = await aLaptop()
    await fetchFrom(folderOnDisk(share), here, stored)
    const path = files[2] ?? ''
    const before = here.store.held().find((file) => path.includes(file.name.hash))
    await writeFile(join(here.root, path), photo(before?.sizeBytes ?? 0, 5))
    await expect(here.store.bytesOf(before?.name as never)).rejects.toMatchObject({ code: 'EIO' })
    expect(here.noted).toEqual([{ file: path, reason: 'altered' }])
    const again = watched(folderOnDisk(share))
    expect((await fetchFrom(again, here, stored)).ok).toBe(true)
    expect(reads(again.operations)).toEqual([`read ${path}`])
    expect(await here.store.bytesOf(before?.name as never)).toHaveLength(before?.sizeBytes ?? 0)
  })

  test('and was cut short by a power cut is seen by its size, before anybody opens it', async () => {
    const { share, stored, files } = await aShare()
    const here = await aLaptop()
    await fetchFrom(folderOnDisk(share), here, stored)
    await writeFile(join(here.root, files[2] ?? ''), photo(100))
    const again = watched(folderOnDisk(share))
    expect((await fetchFrom(again, await aLaptop(here.root), stored)).ok).toBe(true)
    expect(reads(again.operations)).toEqual([`read ${files[2]}`])
  })

  test('a link among the held files counts for nothing', async () => {
    const { share, stored, files } = await aShare()
    const here = await aLaptop()
    await fetchFrom(folderOnDisk(share), here, stored)
    const path = join(here.root, files[0] ?? '')
    await rename(path, `${path}.aside`)
    await symlink(`${path}.aside`, path)
    expect((await aLaptop(here.root)).store.holds(files[0] ?? '')).toBe(false)
  })
})
