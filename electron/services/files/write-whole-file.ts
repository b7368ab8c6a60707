/**
 * Guards: a file appears whole or not at all (FORMAT.md section 6). Temporary name in the same folder, write, flush, close, rename,
 * flush the folder, read back.
 */
import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { equalBytes } from '#shared/sync/bytes.ts'
import { errorCode, isFull } from './error-code.ts'

const busyCodes = new Set(['EPERM', 'EACCES', 'EBUSY'])
const renameTries = 10
const firstPauseMs = 10

export const temporaryName = (path: string) => `${path}.tmp-${randomBytes(4).toString('hex')}`

export async function writeWholeFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = temporaryName(path)
  try {
    await writeFlushed(temporary, bytes)
    await renamePatiently(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
  await flushFolder(dirname(path))
  const back = await readFile(path)
  if (!equalBytes(back, bytes)) throw Object.assign(new Error(`read back differs: ${path}`), { code: 'EIO' })
}

/** Makes a new file: EEXIST when it is there. */
export async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  let file: FileHandle | undefined
  try {
    file = await open(path, 'wx')
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file?.close()
  }
}

/** A virus scanner or an indexer may hold a new file for a moment. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (attempt >= renameTries || !busyCodes.has(errorCode(error)) || isFull(errorCode(error))) throw error
      await delay(firstPauseMs * 2 ** Math.min(attempt, 6))
    }
  }
}

/** A folder, and the ones above it that are missing: what lies in it does not go with it when the power does. */
export async function makeFolderDurably(path: string): Promise<void> {
  await mkdir(path, { recursive: true })
  await flushFolder(dirname(path))
}

/** Not every system can (Windows, some network drives); there the rename itself is the best to be had. */
export async function flushFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined
  try {
    folder = await open(path, 'r')
    await folder.sync()
  } catch {
    // See above.
  } finally {
    await folder?.close().catch(() => undefined)
  }
}
