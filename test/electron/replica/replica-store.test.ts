import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry } from '#shared/bridge/contract.ts'
import { folderInMemory } from '#shared/sync/folder-in-memory.ts'
import { writeIdentity } from '#shared/sync/replica-identity.ts'
import { identityFile } from '#shared/sync/segment-name.ts'
import { folderOnDisk } from '../../../electron/services/replica/folder-on-disk.ts'
import { openReplica, type ReplicaStore } from '../../../electron/services/replica/replica-store.ts'
import { deviceNumbered, type MadeSegment, makeChain, otherOfficeId, testOffice } from '../../support/make-segments.ts'
import { readTree } from '../../support/read-tree.ts'
import { seeded } from '../../support/seeded.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const [one, two] = [deviceNumbered(1), deviceNumbered(2)]
const chainOfOne = makeChain(one, [2, 1, 3])
const chainOfTwo = makeChain(two, [1, 1])
const [first, second, third] = chainOfOne as [MadeSegment, MadeSegment, MadeSegment]

/** A replica on disk that holds two laptops' segments. */
async function replicaFolder(made: readonly MadeSegment[] = [...chainOfOne, ...chainOfTwo]): Promise<string> {
  const root = await temporaryFolder('replica')
  const folder = folderOnDisk(root)
  await folder.createOnce(identityFile, writeIdentity({ kind: 'open', ...testOffice }))
  for (const { path, bytes } of made) await folder.write(path, bytes)
  return root
}

const open = (root: string) => openReplica(folderOnDisk(root))
const faultsOf = (store: ReplicaStore) => Object.fromEntries(store.faults().map(({ file, fault }) => [file, fault.reason]))
async function numbersOf(store: ReplicaStore, device: string): Promise<number[]> {
  const entries: Entry[] = []
  for (const segment of store.segmentsOf(device)) entries.push(...(await store.entriesOf(segment)))
  return entries.map((entry) => entry.number)
}

test('a replica that is right loads whole, without a complaint and without touching a file', async () => {
  const root = await replicaFolder()
  const before = await readTree(root)
  const store = await open(root)
  expect(store.office()).toEqual({ ...testOffice, sealed: false })
  expect(store.positions()).toEqual({ [one]: 6, [two]: 2 })
  expect(await numbersOf(store, one)).toEqual([1, 2, 3, 4, 5, 6])
  expect(await numbersOf(store, two)).toEqual([1, 2])
  expect([store.faults(), store.waiting()]).toEqual([[], []])
  expect(store.holds(first.path)).toBe(true)
  expect(store.holds(first.path.replace(/.\.seg$/, '?.seg'))).toBe(false)
  expect(await readTree(root)).toEqual(before)
})

test('a replica without an identity has no office, and nothing in it is trusted', async () => {
  const root = await replicaFolder()
  await rm(join(root, identityFile))
  const store = await open(root)
  expect(store.office()).toBeNull()
  expect(store.segments()).toEqual([])
  expect(Object.keys(faultsOf(store)).sort()).toEqual([...chainOfOne, ...chainOfTwo].map((made) => made.path).sort())
})

test.each([
  ['no text of ours', 'hello', 'altered'],
  ['empty', '', 'altered'],
  [
    'from a newer program',
    JSON.stringify({ format: 'cooperation-desk-replica', version: 3, office: 'ab'.repeat(16), name: 'x' }),
    'newer-version'
  ],
  [
    'of a sealed office, with another number than its founder’s key gives',
    JSON.stringify({
      format: 'cooperation-desk-replica',
      version: 2,
      office: 'ab'.repeat(16),
      founder: 'cd'.repeat(32),
      nonce: 'ef'.repeat(16)
    }),
    'altered'
  ]
])('an identity that is %s is set aside with the reason', async (_, text, reason) => {
  const root = await temporaryFolder()
  await writeFile(join(root, identityFile), text)
  const store = await open(root)
  expect(store.office()).toBeNull()
  expect(faultsOf(store)).toEqual({ [identityFile]: reason })
})

test('a replica gets its identity once', async () => {
  const store = await open(await temporaryFolder())
  await store.adopt(testOffice)
  await expect(store.adopt({ ...testOffice, name: 'another' })).rejects.toMatchObject({ code: 'EEXIST' })
  expect(store.office()).toEqual({ ...testOffice, sealed: false })
})

describe('a file that is not right is set aside with its reason, what hangs on it waits, and the rest loads', () => {
  const cut = (length: number) => second.bytes.subarray(0, length)
  const flipped = (at: number) => second.bytes.map((byte, index) => (index === at ? byte ^ 0x40 : byte))
  test.each<[string, Uint8Array, string]>([
    ['cut to nothing', cut(0), 'truncated'],
    ['cut in the prefix', cut(8), 'truncated'],
    ['cut in the header', cut(60), 'altered'],
    ['one byte short', cut(second.bytes.length - 1), 'altered'],
    ['full of zeros after a power cut', new Uint8Array(second.bytes.length), 'truncated'],
    ['changed in the header', flipped(40), 'altered'],
    ['changed in its last byte', flipped(second.bytes.length - 1), 'altered'],
    ['longer than it was', new Uint8Array([...second.bytes, 0]), 'altered'],
    ['of another kind altogether', new TextEncoder().encode('MZ\u0090 not a segment at all'), 'altered']
  ])('%s', async (_, bytes, reason) => {
    const root = await replicaFolder()
    await writeFile(join(root, second.path), bytes)
    const store = await open(root)
    expect(faultsOf(store)).toEqual({ [second.path]: reason })
    expect(store.waiting()).toEqual([third.path])
    expect(store.positions()).toEqual({ [one]: 2, [two]: 2 })
  })

  test('too large to be one of ours', async () => {
    const root = await replicaFolder()
    await writeFile(join(root, second.path), new Uint8Array(64 * 1024 * 1024 + 1))
    expect(faultsOf(await open(root))).toEqual({ [second.path]: 'too-large' })
  })

  test('a link to another file, even to a good copy of itself', async () => {
    const root = await replicaFolder()
    const elsewhere = join(await temporaryFolder(), 'copy.seg')
    await rename(join(root, second.path), elsewhere)
    await symlink(elsewhere, join(root, second.path))
    const store = await open(root)
    expect(faultsOf(store)).toEqual({ [second.path]: 'link' })
    expect(store.waiting()).toEqual([third.path])
  })

  test('another office’s segment', async () => {
    const [foreign] = makeChain(deviceNumbered(3), [2], { office: otherOfficeId }) as [MadeSegment]
    const store = await open(await replicaFolder([...chainOfTwo, foreign]))
    expect(faultsOf(store)).toEqual({ [foreign.path]: 'other-office' })
    expect(store.positions()).toEqual({ [two]: 2 })
  })

  test.each([2, 3])('a segment of a newer form (version %s), told apart from damage', async (version) => {
    const [made] = makeChain(deviceNumbered(3), [1]) as [MadeSegment]
    const bytes = made.bytes.slice()
    bytes[4] = version
    const { createHash } = await import('node:crypto')
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
    const path = `${deviceNumbered(3)}/00000001-${hash}.seg`
    const store = await open(await replicaFolder([...chainOfTwo, { ...made, bytes, path }]))
    expect(faultsOf(store)).toEqual({ [path]: 'newer-version' })
  })

  test('two segments whose names were exchanged, and one that lies in another laptop’s folder', async () => {
    const root = await replicaFolder([first, ...chainOfTwo])
    const [a, b] = [chainOfTwo[0]?.path ?? '', chainOfTwo[1]?.path ?? '']
    await rename(join(root, a), join(root, 'spare'))
    await rename(join(root, b), join(root, a))
    await rename(join(root, 'spare'), join(root, b))
    const moved = first.path.replace(one, deviceNumbered(3))
    await mkdir(join(root, dirname(moved)))
    await rename(join(root, first.path), join(root, moved))
    const store = await open(root)
    expect(faultsOf(store)).toEqual({ [a]: 'altered', [b]: 'altered', [moved]: 'wrong-place' })
    expect(store.segments()).toEqual([])
  })

  test('a second history of one laptop, as a copied laptop writes it', async () => {
    const [, fork] = makeChain(one, [2, 1], { text: 'written on the copy' }) as [MadeSegment, MadeSegment]
    const store = await open(await replicaFolder([first, second, fork]))
    expect(Object.values(faultsOf(store))).toEqual(['broken-chain'])
    expect(store.positions()).toEqual({ [one]: 3 })
  })

  test('files that are not ours at all, while temporary ones are passed over without a word', async () => {
    const root = await replicaFolder()
    for (const name of ['desktop.ini', `${one}/Thumbs.db`, `${second.path.replace('.seg', ' (1).seg')}`, `${one}/~$x.seg`]) {
      await writeFile(join(root, name), 'x')
    }
    await writeFile(join(root, `${third.path}.tmp-0badf00d`), 'half')
    await writeFile(join(root, 'replica.json.tmp-0badf00d'), 'half')
    const store = await open(root)
    expect(Object.values(faultsOf(store))).toEqual(Array.from({ length: 4 }, () => 'foreign-name'))
    expect(store.positions()).toEqual({ [one]: 6, [two]: 2 })
  })
})

describe('a segment that is missing', () => {
  test('lets the ones behind it wait; when it arrives they load, at once and at the next start', async () => {
    const root = await replicaFolder([first, third, ...chainOfTwo])
    const store = await open(root)
    expect([store.waiting(), store.positions()]).toEqual([[third.path], { [one]: 2, [two]: 2 }])
    expect(await store.accept(second.segment.name, second.bytes)).toEqual({ state: 'accepted', entries: 1 })
    expect([store.waiting(), store.positions()]).toEqual([[], { [one]: 6, [two]: 2 }])
    expect((await open(root)).positions()).toEqual({ [one]: 6, [two]: 2 })
  })

  test('is not made up for by a bad copy; the good one takes the bad one’s place on the disk', async () => {
    const root = await replicaFolder()
    await writeFile(join(root, second.path), second.bytes.subarray(0, 100))
    const store = await open(root)
    const verdict = await store.accept(second.segment.name, second.bytes.subarray(0, 120))
    expect(verdict).toMatchObject({ state: 'rejected', fault: { reason: 'altered' } })
    expect(await store.accept(second.segment.name, second.bytes)).toMatchObject({ state: 'accepted' })
    expect(store.positions()).toEqual({ [one]: 6, [two]: 2 })
    expect((await open(root)).faults()).toEqual([])
  })
})

describe('a new segment', () => {
  test('is kept once: the second time it is known', async () => {
    const store = await open(await replicaFolder([first]))
    expect(await store.accept(second.segment.name, second.bytes)).toEqual({ state: 'accepted', entries: 1 })
    expect(await store.accept(second.segment.name, second.bytes)).toEqual({ state: 'known' })
    expect(await numbersOf(store, one)).toEqual([1, 2, 3])
  })

  test('that waits or is refused is not written', async () => {
    const root = await replicaFolder([first])
    const before = await readTree(root)
    const store = await open(root)
    expect(await store.accept(third.segment.name, third.bytes)).toEqual({ state: 'waits' })
    expect(await store.accept(second.segment.name, second.bytes.subarray(1))).toMatchObject({ state: 'rejected' })
    const [foreign] = makeChain(deviceNumbered(3), [1], { office: otherOfficeId }) as [MadeSegment]
    expect(await store.accept(foreign.segment.name, foreign.bytes)).toMatchObject({
      state: 'rejected',
      fault: { reason: 'other-office' }
    })
    expect(await readTree(root)).toEqual(before)
  })

  test('that cannot be written is not counted', async () => {
    const memory = folderInMemory()
    await memory.write(identityFile, writeIdentity({ kind: 'open', ...testOffice }))
    const store = await openReplica({
      ...memory,
      write: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
    })
    await expect(store.accept(first.segment.name, first.bytes)).rejects.toMatchObject({ code: 'ENOSPC' })
    expect([store.segments(), store.holds(first.path)]).toEqual([[], false])
  })
})

test('in whatever order segments arrive, and however often, the same row stands at the end', async () => {
  const all = [...chainOfOne, ...chainOfTwo]
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...all), { maxLength: 12 }), async (delivered) => {
      const memory = folderInMemory()
      await memory.write(identityFile, writeIdentity({ kind: 'open', ...testOffice }))
      const store = await openReplica(memory)
      for (const made of delivered) await store.accept(made.segment.name, made.bytes)
      for (const made of all) await store.accept(made.segment.name, made.bytes)
      expect(store.positions()).toEqual({ [one]: 6, [two]: 2 })
      expect(memory.files.size).toBe(all.length + 1)
    }),
    seeded(50)
  )
})

test('bytes that changed on the disk since the start are not handed on', async () => {
  const root = await replicaFolder()
  const store = await open(root)
  await writeFile(
    join(root, first.path),
    first.bytes.map((byte, at) => (at === 50 ? byte ^ 1 : byte))
  )
  const [segment] = store.segmentsOf(one)
  if (!segment) throw new Error('not loaded')
  await expect(store.entriesOf(segment)).rejects.toThrow()
  await expect(store.bytesOf(segment)).rejects.toThrow()
})
