import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { folderInMemory } from '#shared/sync/folder-in-memory.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { folderWithTimeout } from '../../../electron/services/replica/folder-with-timeout.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const never = <Value>() => new Promise<Value>(() => undefined)
const hanging: FolderPort = { list: never, sizesOf: never, read: never, write: never, remove: never, createOnce: never }

test.each([
  ['list', (folder: FolderPort) => folder.list()],
  ['sizes', (folder: FolderPort) => folder.sizesOf(['a'])],
  ['read', (folder: FolderPort) => folder.read('a', 1)],
  ['write', (folder: FolderPort) => folder.write('a', new Uint8Array())],
  ['remove', (folder: FolderPort) => folder.remove('a')],
  ['create', (folder: FolderPort) => folder.createOnce('a', new Uint8Array())]
])('a share that hangs is given up after the time limit: %s', async (_, act) => {
  const waiting = expect(act(folderWithTimeout(hanging, 60_000))).rejects.toMatchObject({ code: 'ETIMEDOUT' })
  await vi.advanceTimersByTimeAsync(60_000)
  await waiting
})

test('a person who cancels need not wait for the time limit', async () => {
  const person = new AbortController()
  const waiting = expect(folderWithTimeout(hanging, 60_000, person.signal).list()).rejects.toMatchObject({ code: 'CANCELLED' })
  person.abort()
  await waiting
  await expect(folderWithTimeout(hanging, 60_000, person.signal).list()).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(vi.getTimerCount()).toBe(0)
})

test('an answer in time passes, a failure in time stays what it was, and no clock runs on', async () => {
  const folder = folderWithTimeout(folderInMemory(), 60_000)
  await folder.createOnce('a', new Uint8Array([1]))
  await expect(folder.createOnce('a', new Uint8Array([2]))).rejects.toMatchObject({ code: 'EEXIST' })
  expect(await folder.read('a', 10)).toEqual(new Uint8Array([1]))
  expect(vi.getTimerCount()).toBe(0)
})

test('a share that fails after it was given up disturbs nobody', async () => {
  let failLate = (_: Error): void => undefined
  const late: FolderPort = {
    ...hanging,
    list: () =>
      new Promise((_, failed) => {
        failLate = failed
      })
  }
  const waiting = expect(folderWithTimeout(late, 1000).list()).rejects.toMatchObject({ code: 'ETIMEDOUT' })
  await vi.advanceTimersByTimeAsync(1000)
  await waiting
  failLate(new Error('ESTALE'))
})
