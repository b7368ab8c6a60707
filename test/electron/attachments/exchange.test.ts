/** Attachments on their way to a share: full, slow, large in number: reliability rows A7 and B13. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { add, photo, sha256, stateOf } from '../../support/attachments.ts'
import { noFault, setFault } from '../../support/faulty-disk.ts'
import { anEdit } from '../../support/laptop.ts'
import { deviceNumbered } from '../../support/make-segments.ts'
import { deviceOf, foundOffice, joining, reopened } from '../../support/sealed-office.ts'
import { fillUp, smallDisk } from '../../support/small-disk.ts'

// Keys and flushed disks: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 120_000 })
vi.mock('node:fs/promises', async (original) => (await import('../../support/faulty-disk.ts')).faultyDisk(await original()))
afterEach(() => {
  setFault(null)
})

describe('a share that is full', () => {
  test('gets the edits before the photos, says so, and gets the rest when there is room', async (context) => {
    const disk = await smallDisk(context)
    const { founder } = await foundOffice()
    await founder.get('exchange.connect', { path: disk, setUp: true })
    await founder.get('exchange.run', {})
    const stored = await add(founder, photo(900_000))
    await founder.get('journal.append', anEdit(1))
    const filler = await fillUp(disk, 200_000)
    expect(await founder.get('exchange.run', {})).toMatchObject({ pushedEntries: 1, trouble: 'share-full' })
    expect(await stateOf(founder, stored)).toMatchObject({ hereBytes: 900_000, onShare: false })
    await founder.write()
    expect(await founder.get('exchange.run', {})).toMatchObject({ pushedEntries: 1, trouble: 'share-full' })

    await writeFile(filler, '')
    expect(await founder.get('exchange.run', {})).toMatchObject({ trouble: null })
    expect(await stateOf(founder, stored)).toMatchObject({ onShare: true })
  })
})

describe('ten thousand attachments', () => {
  const many = 10_000

  test('make an idle exchange ask no more of the disk or the share than none do', async () => {
    const { founder, share } = await foundOffice()
    await founder.get('exchange.run', {})
    const idle = async () => {
      const calls = setFault(noFault)
      const laptop = await reopened(founder)
      await laptop.get('exchange.run', {})
      const start = calls.length
      await laptop.get('exchange.run', {})
      const count = calls.length - start
      setFault(null)
      await laptop.close()
      return count
    }
    await founder.close()
    const before = await idle()

    const other = deviceNumbered(9)
    for (const root of [share, join(founder.profile, 'replica')]) {
      await mkdir(join(root, other))
      for (let from = 1; from <= many; from += 500) {
        await Promise.all(
          Array.from({ length: 500 }, (_, n) => {
            const bytes = new TextEncoder().encode(`chunk ${from + n}`)
            const name = `${String(from + n).padStart(8, '0')}-${sha256(bytes).slice(0, 32)}.att`
            return writeFile(join(root, other, name), bytes)
          })
        )
      }
    }
    // One more folder to list.
    expect(await idle()).toBe(before + 1)
  })
})

test('files that are wanted along and that nobody has brought yet are not looked for again and again', async () => {
  const { founder } = await foundOffice()
  const asked = async () => {
    const calls = setFault(noFault)
    await founder.get('exchange.run', {})
    // Nothing of it goes on after this.
    await founder.get('attachment.pinned', {})
    const count = calls.length
    setFault(null)
    return count
  }
  await founder.get('exchange.run', {})
  const before = await asked()
  const files = Array.from({ length: 50 }, (_, n) => ({ blob: n.toString(16).padStart(64, '0'), key: 'a'.repeat(64) }))
  await founder.get('attachment.pin', { group: 'delegation.phap', files })
  expect(await asked()).toBe(before)
})

test('attachments of others are passed on, and an exchange that has nothing new writes nothing', async () => {
  const office = await foundOffice()
  const minh = await joining(office, 'Minh')
  await add(office.founder, photo(1000))
  await office.founder.get('exchange.run', {})
  await office.founder.get('exchange.run', {})
  await minh.get('exchange.run', {})
  await minh.get('exchange.run', {})
  const calls = setFault(noFault)
  await office.founder.get('exchange.run', {})
  expect(calls.filter((call) => call.name === 'write' || call.name === 'rename')).toEqual([])
})

test('after a start, good copies on the share are found to be good', async () => {
  const { founder } = await foundOffice()
  await add(founder, photo(5000))
  await founder.get('exchange.run', {})
  await founder.close()
  const again = await reopened(founder)
  const calls = setFault(noFault)
  await again.get('exchange.run', {})
  expect(calls.filter((call) => call.name === 'write' && call.path.includes('.att'))).toEqual([])
})

test('after a start, what lies on the share is looked at again, and a bad copy of an attachment gives way to a good one', async () => {
  const { founder, share } = await foundOffice()
  const stored = await add(founder, photo(5000))
  await founder.get('exchange.run', {})
  const device = await deviceOf(founder)
  const name = (await readdir(join(share, device))).find((one) => one.startsWith('00000001-') && one.endsWith('.att')) ?? ''
  for (const bad of [photo(100), photo(5016, 2)]) {
    await writeFile(join(share, device, name), bad)
    await founder.close()
    const again = await reopened(founder)
    // A few are read again each time, in rotation.
    for (let turn = 0; turn < 3 * 16; turn += 1) await again.get('exchange.run', {})
    expect(await readFile(join(share, device, name))).not.toEqual(Buffer.from(bad))
    await again.close()
  }
  expect(stored.sizeBytes).toBe(5000)
})
