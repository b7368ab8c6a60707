import { readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Entry } from '#shared/bridge/contract.ts'
import { maxChangeBytes } from '#shared/sync/limits.ts'
import { openJournal, readJournal } from '../../../electron/services/journal/journal-file.ts'
import { failing, noFault, setFault } from '../../support/faulty-disk.ts'
import { deviceNumbered, makeEntry } from '../../support/make-segments.ts'
import { seeded } from '../../support/seeded.ts'
import { fillUp, smallDisk } from '../../support/small-disk.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// Many cases each: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 30_000 })

vi.mock('node:fs/promises', async (original) => (await import('../../support/faulty-disk.ts')).faultyDisk(await original()))
afterEach(() => {
  setFault(null)
})

const device = deviceNumbered(1)
const entry = (number: number, text?: string) => makeEntry(device, number, text)
const numbersIn = (reading: { readonly entries: readonly Entry[] }) => reading.entries.map((one) => one.number)

/** A journal with entries 1 … count, and the length of the file after each. */
async function journalOf(folder: string, count: number) {
  const path = join(folder, '00000001.log')
  const journal = await openJournal(path, 0)
  const lengths = [0]
  for (let number = 1; number <= count; number += 1) {
    await journal.append(entry(number, 'x'.repeat(number * 3)))
    lengths.push(journal.sizeBytes())
  }
  await journal.close()
  return { path, lengths, bytes: await readFile(path) }
}

/** Opens a journal as the program does at its start. */
async function reopen(path: string) {
  const reading = await readJournal(path, device)
  return { reading, journal: await openJournal(path, reading.goodBytes) }
}

test('what was written comes back as it was, in order', async () => {
  const anyEntry = fc.record({
    editId: fc.string({ minLength: 1, maxLength: 64 }),
    author: fc.string({ maxLength: 100, unit: 'binary' }),
    time: fc.integer({ min: 0, max: 8.64e15 }),
    record: fc.string({ maxLength: 120 }),
    changes: fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 5 })
  })
  await fc.assert(
    fc.asyncProperty(fc.array(anyEntry, { maxLength: 6 }), async (edits) => {
      const folder = await temporaryFolder()
      const entries = edits.map((edit, index): Entry => ({ device, number: index + 1, ...edit }))
      const { journal } = await reopen(join(folder, '1.log'))
      for (const one of entries) await journal.append(one)
      await journal.close()
      const reading = await readJournal(join(folder, '1.log'), device)
      expect(reading.entries.map((one) => ({ ...one, changes: one.changes.map((bytes) => new Uint8Array(bytes)) }))).toEqual(
        entries
      )
      expect(reading.damaged).toBe(false)
    }),
    seeded(30)
  )
})

test('a journal that is not there yet is an empty one', async () => {
  const folder = await temporaryFolder()
  expect(await readJournal(join(folder, '1.log'), device)).toEqual({ entries: [], goodBytes: 0, damaged: false })
})

test('a journal that cannot be read is an error and not an empty one', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'file'), 'x')
  await expect(readJournal(join(folder, 'file', '1.log'), device)).rejects.toMatchObject({ code: 'ENOTDIR' })
})

test('an append is flushed to the disk before it is acknowledged', async () => {
  const { path } = await journalOf(await temporaryFolder(), 1)
  const { journal } = await reopen(path)
  const calls = setFault(noFault)
  await journal.append(entry(2))
  expect(calls.map((call) => call.name)).toEqual(['append', 'datasync'])
  setFault(null)
  expect(numbersIn(await readJournal(path, device))).toEqual([1, 2])
  await journal.close()
})

test('wherever a power cut ends the file, exactly the whole entries before it come back and new ones follow them', async () => {
  const folder = await temporaryFolder()
  const { path, lengths, bytes } = await journalOf(folder, 4)
  for (let length = 0; length <= bytes.length; length += 1) {
    await writeFile(path, bytes.subarray(0, length))
    const whole = lengths.filter((end) => end > 0 && end <= length).length
    const { reading, journal } = await reopen(path)
    expect([numbersIn(reading).length, reading.damaged], `cut at byte ${length}`).toEqual([whole, false])
    await journal.append(entry(whole + 1, 'after the cut'))
    await journal.close()
    expect(numbersIn(await readJournal(path, device)), `cut at byte ${length}`).toEqual(
      Array.from({ length: whole + 1 }, (_, index) => index + 1)
    )
  }
})

test('zeros behind the last entry, as a power cut leaves them, are cut away', async () => {
  const { path, lengths, bytes } = await journalOf(await temporaryFolder(), 3)
  for (const zeros of [1, 7, 8, 9, 4096]) {
    await writeFile(path, Buffer.concat([bytes, Buffer.alloc(zeros)]))
    const { reading, journal } = await reopen(path)
    await journal.close()
    expect([numbersIn(reading), reading.goodBytes, reading.damaged]).toEqual([[1, 2, 3], lengths[3], false])
    expect(await readFile(path)).toEqual(bytes)
  }
})

describe('a byte that changed on the disk', () => {
  test('in any entry but the last is seen as damage, and every entry before it is kept', async () => {
    const { path, lengths, bytes } = await journalOf(await temporaryFolder(), 4)
    for (let at = 0; at < (lengths[3] ?? 0); at += 1) {
      for (const mask of [0x01, 0x80, 0xff]) {
        const spoiled = Buffer.from(bytes)
        spoiled.writeUInt8(spoiled.readUInt8(at) ^ mask, at)
        await writeFile(path, spoiled)
        const before = lengths.filter((end) => end > 0 && end <= at).length
        const reading = await readJournal(path, device)
        expect([numbersIn(reading).length, reading.damaged], `byte ${at} ^ ${mask}`).toEqual([before, true])
      }
    }
  })

  test('in the last entry cannot be told from a torn append: that entry goes, the ones before it stay', async () => {
    const { path, lengths, bytes } = await journalOf(await temporaryFolder(), 3)
    for (let at = lengths[2] ?? 0; at < bytes.length; at += 1) {
      const spoiled = Buffer.from(bytes)
      spoiled.writeUInt8(spoiled.readUInt8(at) ^ 0x10, at)
      await writeFile(path, spoiled)
      expect(numbersIn(await readJournal(path, device)), `byte ${at}`).toEqual([1, 2])
    }
  })
})

describe.each([
  ['the disk is full in the middle of the write', failing('append', 'ENOSPC', 1, 'torn')],
  ['the write fails', failing('append', 'EIO', 1)],
  ['the write is carried out but reported as failed', failing('append', 'EIO', 1, 'late')],
  ['the flush fails', failing('datasync', 'EIO', 1)]
])('when %s', (_, fault) => {
  test('the append is refused, the file is as it was, and the next append stands', async () => {
    const { path, bytes } = await journalOf(await temporaryFolder(), 2)
    const { journal } = await reopen(path)
    setFault(fault)
    await expect(journal.append(entry(3, 'refused'))).rejects.toThrow()
    setFault(null)
    expect(await readFile(path)).toEqual(bytes)
    await journal.append(entry(3, 'accepted'))
    await journal.close()
    const reading = await readJournal(path, device)
    expect(numbersIn(reading)).toEqual([1, 2, 3])
    expect(Buffer.from(reading.entries[2]?.changes[0] ?? []).toString()).toBe('accepted')
  })
})

test('half an entry that could not be taken back at once is gone before the next one is written', async () => {
  const { path } = await journalOf(await temporaryFolder(), 2)
  const { journal } = await reopen(path)
  setFault({ codeFor: ({ name }) => (name === 'append' || name === 'truncate' ? 'EIO' : null), manner: 'torn' })
  await expect(journal.append(entry(3, 'refused'))).rejects.toThrow()
  setFault(failing('truncate', 'EIO', 1))
  await expect(journal.append(entry(3, 'refused again'))).rejects.toThrow()
  setFault(null)
  await journal.append(entry(3, 'accepted'))
  await journal.close()
  const reading = await readJournal(path, device)
  expect([numbersIn(reading), reading.damaged]).toEqual([[1, 2, 3], false])
})

test('on a full disk nothing is lost, and writing goes on as soon as there is room', async (context) => {
  const disk = await smallDisk(context)
  const { path } = await journalOf(disk, 3)
  const filler = await fillUp(disk)
  const { journal } = await reopen(path)
  await expect(journal.append(entry(4, 'x'.repeat(20_000)))).rejects.toMatchObject({ code: 'ENOSPC' })
  expect(numbersIn(await readJournal(path, device))).toEqual([1, 2, 3])
  await truncate(filler, 0)
  await journal.append(entry(4, 'x'.repeat(20_000)))
  await journal.close()
  expect(numbersIn(await readJournal(path, device))).toEqual([1, 2, 3, 4])
})

test('an edit of several megabytes is read back after a restart', async () => {
  const path = join(await temporaryFolder(), '1.log')
  const { journal } = await reopen(path)
  await journal.append({
    ...entry(1),
    changes: [new Uint8Array(maxChangeBytes).fill(1), new Uint8Array(maxChangeBytes - 1000).fill(2)]
  })
  await journal.append(entry(2))
  await journal.close()
  expect(numbersIn(await readJournal(path, device))).toEqual([1, 2])
})

test('an edit too large to be read back is refused, and nothing is written', async () => {
  const { path, bytes } = await journalOf(await temporaryFolder(), 2)
  const { journal } = await reopen(path)
  const changes = Array.from({ length: 3 }, () => new Uint8Array(maxChangeBytes).fill(7))
  await expect(journal.append({ ...entry(3), changes })).rejects.toThrow()
  expect(await readFile(path)).toEqual(bytes)
  await journal.append(entry(3))
  await journal.close()
  expect(numbersIn(await readJournal(path, device))).toEqual([1, 2, 3])
})
