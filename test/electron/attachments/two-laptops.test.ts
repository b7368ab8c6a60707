/** A file on its way from one laptop to another, through real profiles and a real share. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import type { Push } from '#shared/bridge/contract.ts'
import { add, photo, sha256, stateOf, tryAdding } from '../../support/attachments.ts'
import { type Laptop, openLaptop } from '../../support/laptop.ts'
import { readFiles } from '../../support/read-tree.ts'
import { approve, asking, deviceOf, foundOffice, joining, newOffice, reopened } from '../../support/sealed-office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// Keys, megabytes and flushed disks: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 60_000 })

const MiB = 1024 * 1024
const attachmentsIn = async (root: string) => Object.keys(await readFiles(root)).filter((path) => path.endsWith('.att'))

async function lanAndMinh() {
  const office = await foundOffice()
  const minh = await joining(office, 'Trần Văn Minh')
  return { share: office.share, lan: office.founder, minh }
}

/** What was last opened on a laptop, as the viewer reads it. */
const opened = async (laptop: Laptop) => {
  const path = laptop.opened.at(-1) ?? ''
  return { path, name: basename(path), bytes: new Uint8Array(await readFile(path)) }
}

describe('a photo that Lan adds', () => {
  test('opens on Minh’s laptop after both have exchanged, byte for byte', async () => {
    const { share, lan, minh } = await lanAndMinh()
    const bytes = photo(2.5 * MiB)
    const stored = await add(lan, bytes)
    expect(await stateOf(lan, stored)).toEqual({
      blob: stored.blob,
      hereBytes: bytes.length,
      totalBytes: bytes.length,
      onShare: false,
      fetching: false
    })
    await lan.get('exchange.run', {})
    expect(await stateOf(lan, stored)).toMatchObject({ onShare: true })
    expect(await attachmentsIn(share)).toHaveLength(4)

    await minh.get('exchange.run', {})
    expect(await stateOf(minh, stored)).toMatchObject({ hereBytes: 0, totalBytes: null, onShare: true })
    expect(await attachmentsIn(join(minh.profile, 'replica'))).toEqual([])
    await minh.get('attachment.open', { ...pick(stored), name: 'Ảnh hội đàm.jpg' })
    const seen = await opened(minh)
    expect([seen.name, sha256(seen.bytes)]).toEqual(['Ảnh hội đàm.jpg', stored.sha256])
    expect(await stateOf(minh, stored)).toMatchObject({ hereBytes: bytes.length, totalBytes: bytes.length })
  })

  test('of twenty megabytes tells how far it has come, and arrives whole', async () => {
    const { lan, minh } = await lanAndMinh()
    const bytes = photo(20 * MiB + 12_345)
    const stored = await add(lan, bytes, { sha256: sha256(bytes) })
    await lan.get('exchange.run', {})
    await minh.get('attachment.fetch', { blob: stored.blob, key: stored.key })
    const told = minh.pushes.flatMap((push) => (push.type === 'attachment-progress' ? [push] : []))
    expect(told.map((push) => push.done)).toEqual([...Array.from({ length: 21 }, (_, n) => n * MiB), bytes.length])
    expect(new Set(told.map((push) => `${push.blob} ${push.total}`))).toEqual(new Set([`${stored.blob} ${bytes.length}`]))
    await minh.get('attachment.open', { ...pick(stored), name: 'phim.mp4' })
    expect(sha256((await opened(minh)).bytes)).toBe(stored.sha256)
  })

  test('and is empty, or ends exactly with a chunk, is a file like any other', async () => {
    const { lan, minh } = await lanAndMinh()
    for (const size of [0, 1, MiB - 1, MiB, MiB + 1, 2 * MiB]) {
      const stored = await add(lan, photo(size), { pieceBytes: 300_000 })
      await lan.get('exchange.run', {})
      await minh.get('attachment.open', { ...pick(stored), name: 'x.txt' })
      expect(sha256((await opened(minh)).bytes), `${size} bytes`).toBe(stored.sha256)
    }
  })

  test('stays when he is offline: what was fetched once opens without the share', async () => {
    const { lan, minh } = await lanAndMinh()
    const stored = await add(lan, photo(MiB))
    await lan.get('exchange.run', {})
    await minh.get('attachment.fetch', { blob: stored.blob, key: stored.key })
    await minh.get('exchange.disconnect', {})
    await minh.close()
    const onTheTrain = await reopened(minh)
    expect(await stateOf(onTheTrain, stored)).toMatchObject({ hereBytes: MiB, totalBytes: MiB, onShare: null })
    await onTheTrain.get('attachment.open', { ...pick(stored), name: 'x.jpg' })
    expect(sha256((await opened(onTheTrain)).bytes)).toBe(stored.sha256)
  })

  test('and nobody has sent yet is said to be missing, with nothing half kept', async () => {
    const { lan, minh } = await lanAndMinh()
    const stored = await add(lan, photo(MiB))
    expect(await minh.call('attachment.fetch', { blob: stored.blob, key: stored.key })).toMatchObject({
      ok: false,
      code: 'attachment-missing'
    })
    expect(minh.opened).toEqual([])
  })

  test('reaches Minh by a stick too, where there is no share', async () => {
    const { lan, minh } = await lanAndMinh()
    const stick = await temporaryFolder('stick')
    const stored = await add(lan, photo(1.5 * MiB))
    await lan.get('exchange.connect', { path: stick, setUp: true })
    await lan.get('exchange.run', {})
    await minh.get('exchange.disconnect', {})
    await minh.get('exchange.run', { folder: stick })
    await minh.get('attachment.open', { ...pick(stored), name: 'x.jpg' })
    expect(sha256((await opened(minh)).bytes)).toBe(stored.sha256)
  })

  test('leaves neither its name nor a piece of itself readable on the share or in the replica', async () => {
    const { share, lan, minh } = await lanAndMinh()
    const text = new TextEncoder().encode('Phía bạn đồng ý nhận mười hai cán bộ. '.repeat(40_000))
    const stored = await add(lan, text)
    await lan.get('exchange.run', {})
    await minh.get('attachment.fetch', { blob: stored.blob, key: stored.key })
    for (const root of [share, join(lan.profile, 'replica'), join(minh.profile, 'replica')]) {
      const paths = await attachmentsIn(root)
      expect(paths.length).toBeGreaterThan(2)
      for (const path of paths) {
        expect(path).toMatch(/^[0-9a-f]{32}\/\d{8}-[0-9a-f]{32}\.att$/)
        const raw = await readFile(join(root, path))
        for (const clear of ['Phía bạn', 'sizeBytes', 'sha256', 'ảnh.jpg']) expect(raw.includes(clear), path).toBe(false)
      }
    }
  })
})

describe('the same file', () => {
  test('added again is not stored again, whoever adds it and however often', async () => {
    const { share, lan, minh } = await lanAndMinh()
    const bytes = photo(MiB)
    const first = await add(lan, bytes, { sha256: sha256(bytes) })
    const again = await add(lan, bytes, { sha256: sha256(bytes) })
    expect(again).toEqual(first)
    await lan.get('exchange.run', {})
    // Minh's page has found the hash in a record.
    const his = await add(minh, bytes, { sha256: sha256(bytes), known: { blob: first.blob, key: first.key } })
    expect(his).toEqual(first)
    await minh.get('exchange.run', {})
    expect(await attachmentsIn(share)).toHaveLength(2)
    expect(await attachmentsIn(join(minh.profile, 'replica'))).toEqual([])
  })

  test('that a record wrongly says to have already is stored all the same, where that can be told', async () => {
    const { lan } = await lanAndMinh()
    const other = await add(lan, photo(1000, 1))
    const bytes = photo(1000, 2)
    const stored = await add(lan, bytes, { sha256: sha256(bytes), known: { blob: other.blob, key: other.key } })
    expect(stored.blob).not.toBe(other.blob)
    const wrongKey = await add(lan, photo(1000, 3), {
      sha256: sha256(photo(1000, 3)),
      known: { blob: other.blob, key: 'a'.repeat(64) }
    })
    expect(wrongKey.blob).not.toBe(other.blob)
  })

  test('under two keys looks like two files to anybody else', async () => {
    const { lan } = await lanAndMinh()
    const bytes = photo(1000)
    const [first, second] = [await add(lan, bytes), await add(lan, bytes)]
    expect([first.blob === second.blob, first.key === second.key]).toEqual([false, false])
  })
})

describe('a share that was wiped', () => {
  test('is filled again with attachments too, by whoever holds them', async () => {
    const { share, lan, minh } = await lanAndMinh()
    const stored = await add(lan, photo(1.5 * MiB))
    await lan.get('exchange.run', {})
    await minh.get('attachment.fetch', { blob: stored.blob, key: stored.key })
    const before = await attachmentsIn(share)
    const fresh = await temporaryFolder('fresh')
    await minh.get('exchange.connect', { path: fresh, setUp: true })
    await minh.get('exchange.run', {})
    expect(await attachmentsIn(fresh)).toEqual(before)
    await lan.get('exchange.connect', { path: fresh, setUp: false })
    expect(await stateOf(lan, stored)).toMatchObject({ onShare: null })
    await lan.get('exchange.run', {})
    expect(await stateOf(lan, stored)).toMatchObject({ onShare: true })
  })
})

describe('what is pinned for a trip', () => {
  const whole = (laptop: Laptop, blob: string) =>
    new Promise<void>((done) => {
      const isIt = (push: Push) => push.type === 'attachment-progress' && push.blob === blob && push.done === push.total
      if (laptop.pushes.some(isIt)) done()
      laptop.host.listen((push) => isIt(push) && done())
    })

  test('comes by itself: at once where it is there, else after the exchange that finds it', async () => {
    const { lan, minh } = await lanAndMinh()
    const early = await add(lan, photo(MiB, 1))
    await lan.get('exchange.run', {})
    await minh.get('exchange.run', {})
    await minh.get('attachment.pin', { group: 'delegation.phap', files: [pickKey(early)] })
    await whole(minh, early.blob)

    const after = await add(lan, photo(MiB, 2))
    await minh.get('attachment.pin', { group: 'delegation.phap', files: [pickKey(early), pickKey(after)] })
    await minh.get('exchange.run', {})
    expect(await stateOf(minh, after)).toMatchObject({ hereBytes: 0 })
    await lan.get('exchange.run', {})
    await minh.get('exchange.run', {})
    await whole(minh, after.blob)
    expect(await minh.get('attachment.pinned', {})).toEqual([{ group: 'delegation.phap', blobs: [early.blob, after.blob] }])
  })

  test('is known after a restart, without its keys lying open in the profile, and no more once it was let go', async () => {
    const { lan, minh } = await lanAndMinh()
    const stored = await add(lan, photo(1000))
    await minh.get('attachment.pin', { group: 'delegation.phap', files: [pickKey(stored)] })
    const kept = await readFile(join(minh.profile, 'pinned.bin'))
    expect([kept.includes(stored.key), kept.includes(stored.blob), kept.includes('phap')]).toEqual([false, false, false])
    await minh.close()
    const again = await reopened(minh)
    expect(await again.get('attachment.pinned', {})).toEqual([{ group: 'delegation.phap', blobs: [stored.blob] }])
    await lan.get('exchange.run', {})
    await again.get('exchange.run', {})
    await whole(again, stored.blob)
    await again.get('attachment.unpin', { group: 'delegation.phap' })
    expect(await again.get('attachment.pinned', {})).toEqual([])
  })

  test('is no more than a laptop can carry', async () => {
    const { founder } = await foundOffice()
    const files = (first: number, count: number) =>
      Array.from({ length: count }, (_, n) => ({ blob: (first + n).toString(16).padStart(64, '0'), key: 'a'.repeat(64) }))
    await founder.get('attachment.pin', { group: 'one', files: files(0, 4999) })
    expect(await founder.call('attachment.pin', { group: 'two', files: files(10_000, 2) })).toMatchObject({
      ok: false,
      code: 'attachments-too-many'
    })
    await founder.get('attachment.pin', { group: 'two', files: files(0, 4999) })
    expect(await founder.get('attachment.pinned', {})).toHaveLength(2)
  })
})

describe('a copy that somebody saves', () => {
  test('is the file, under its name, beside an older one and never over it', async () => {
    const { lan } = await lanAndMinh()
    const folder = await temporaryFolder('copies')
    const stored = await add(lan, photo(1.2 * MiB))
    const save = () => lan.get('attachment.save', { ...pick(stored), name: 'Thư mời.pdf', folder })
    expect(await save()).toEqual({ path: join(folder, 'Thư mời.pdf') })
    expect(await save()).toEqual({ path: join(folder, 'Thư mời (2).pdf') })
    expect((await readdir(folder)).sort()).toEqual(['Thư mời (2).pdf', 'Thư mời.pdf'])
    for (const name of await readdir(folder)) expect(sha256(await readFile(join(folder, name)))).toBe(stored.sha256)
    expect(await lan.call('shell.open', { path: join(folder, 'Thư mời.pdf'), reveal: true })).toMatchObject({ ok: true })
  })

  test('goes where documents go when no folder is named, and into no folder that is not there', async () => {
    const { lan } = await lanAndMinh()
    const stored = await add(lan, photo(10))
    const { path } = await lan.get('attachment.save', { ...pick(stored), name: 'ảnh.jpg', folder: '' })
    expect(path).toBe(join(lan.profile, 'documents', 'ảnh.jpg'))
    const gone = join(lan.profile, 'not-there')
    expect(await lan.call('attachment.save', { ...pick(stored), name: 'ảnh.jpg', folder: gone })).toEqual({
      ok: false,
      code: 'folder-missing',
      detail: gone
    })
  })

  test('of a program is saved, and neither opened nor shown by us', async () => {
    const { lan } = await lanAndMinh()
    const stored = await add(lan, photo(10))
    expect(await lan.call('attachment.open', { ...pick(stored), name: 'thư mời.pdf.exe' })).toMatchObject({
      ok: false,
      code: 'attachment-not-viewable'
    })
    const { path } = await lan.get('attachment.save', { ...pick(stored), name: 'thư mời.pdf.exe', folder: '' })
    expect(await lan.call('shell.open', { path, reveal: false })).toMatchObject({ ok: false, code: 'not-available' })
    expect(lan.opened).toEqual([])
  })
})

describe('an office', () => {
  test('without keys has no attachments, and says so', async () => {
    const laptop = await openLaptop(await temporaryFolder('profile'))
    expect(await tryAdding(laptop, photo(10))).toMatchObject({ ok: false, code: 'no-office' })
    await laptop.get('sample.open', {})
    expect(await tryAdding(laptop, photo(10))).toMatchObject({ ok: false, code: 'attachments-need-keys' })
    expect(await laptop.call('attachment.states', { files: [] })).toMatchObject({ ok: false, code: 'attachments-need-keys' })
  })

  test('that is locked gives nothing out', async () => {
    const laptop = await openLaptop(await temporaryFolder('profile'))
    await laptop.get('office.create', newOffice())
    const stored = await add(laptop, photo(10))
    await laptop.close()
    const locked = await openLaptop(laptop.profile)
    expect(await locked.call('attachment.open', { ...pick(stored), name: 'x.jpg' })).toMatchObject({ ok: false, code: 'locked' })
    expect(await tryAdding(locked, photo(10))).toMatchObject({ ok: false, code: 'locked' })
  })

  test('lets a reader look and not add, and nobody who was not let in or was put out', async () => {
    const office = await foundOffice()
    const stored = await add(office.founder, photo(1000))
    const reader = await joining(office, 'Hoa', 'reader')
    expect(await tryAdding(reader, photo(10))).toMatchObject({ ok: false, code: 'role-not-allowed' })
    await reader.get('attachment.open', { ...pick(stored), name: 'x.jpg' })
    expect(reader.opened).toHaveLength(1)

    const stranger = await asking(office.share, 'Nam')
    expect(await tryAdding(stranger, photo(10))).toMatchObject({ ok: false, code: 'not-a-member' })
    expect(await stranger.call('attachment.fetch', pickKey(stored))).toMatchObject({ ok: false, code: 'not-a-member' })

    await approve(office.founder, stranger, 'officer')
    await stranger.get('exchange.run', {})
    await office.founder.get('roster.revoke', { device: await deviceOf(stranger) })
    await office.founder.settled()
    await stranger.get('exchange.run', {})
    expect(await tryAdding(stranger, photo(10))).toMatchObject({ ok: false, code: 'revoked' })
    expect(await stranger.call('attachment.fetch', pickKey(stored))).toMatchObject({ ok: false, code: 'attachment-missing' })
  })
})

describe('the folder of what is being looked at', () => {
  test('belongs to its person alone, and is empty again when the app closes', async () => {
    const { lan } = await lanAndMinh()
    const stored = await add(lan, photo(10))
    await lan.get('attachment.open', { ...pick(stored), name: 'x.jpg' })
    const { path } = await opened(lan)
    expect(dirname(dirname(path))).toBe(join(lan.profile, 'opened'))
    if (process.platform !== 'win32') {
      const modes = await Promise.all(
        [path, dirname(path), dirname(dirname(path))].map(async (one) => (await stat(one)).mode & 0o777)
      )
      expect(modes).toEqual([0o600, 0o700, 0o700])
    }
    await lan.close()
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(stat(join(lan.profile, 'opened'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

const pick = ({ blob, key, sha256: hash }: { blob: string; key: string; sha256: string }) => ({ blob, key, sha256: hash })
const pickKey = ({ blob, key }: { blob: string; key: string }) => ({ blob, key })
