/** Guards: of two that make one file, one wins, and the file is there whole or not at all, never over another. */
import { link, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { equalBytes } from '#shared/sync/bytes.ts'
import { errorCode } from './error-code.ts'
import { flushFolder, temporaryName, writeFlushed } from './write-whole-file.ts'

/** What systems without hard links answer (FAT, some shares). */
const withoutLinks = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'ENOSYS', 'EINVAL', 'UNKNOWN'])

/** Fails with EEXIST when the name is taken. */
export async function createWholeFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = temporaryName(path)
  try {
    await writeFlushed(temporary, bytes)
    await link(temporary, path)
  } catch (error) {
    if (!withoutLinks.has(errorCode(error))) throw error
    await createByName(path, bytes)
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
  await flushFolder(dirname(path))
  if (!equalBytes(await readFile(path), bytes)) throw Object.assign(new Error(`read back differs: ${path}`), { code: 'EIO' })
}

/** The name first, then the bytes: a process that dies in between leaves a part. */
async function createByName(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFlushed(path, bytes)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') await rm(path, { force: true }).catch(() => undefined)
    throw error
  }
}
