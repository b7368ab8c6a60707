/** The folder port over a real folder: local disk, mounted share, USB stick. */
import { constants } from 'node:fs'
import { lstat, mkdir, open, readdir, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FolderPort, ListedFile } from '#shared/sync/folder-port.ts'
import { devicePattern } from '#shared/sync/segment-name.ts'
import { createWholeFile } from '../files/create-whole-file.ts'
import { errorCode } from '../files/error-code.ts'
import { flushFolder, writeWholeFile } from '../files/write-whole-file.ts'

/** `mustHold`: a file without which no folder is made below the root: of a share, its identity. */
export function folderOnDisk(root: string, mustHold?: string): FolderPort {
  const at = (path: string) => join(root, ...path.split('/'))
  /** Folders and files that are known to outlast a power cut. */
  const durable = new Set<string>()
  return {
    list: () => listTwoLevels(root),
    sizesOf: (paths) => Promise.all(paths.map((path) => sizeOf(at(path)))),
    read: (path, maxBytes) => readFileIn(at(path), maxBytes),
    write: async (path, bytes) => {
      const whole = at(path)
      const folder = dirname(whole)
      const isNew = await makeFolder(root, folder, mustHold)
      // Found there, it may have been made by a run that was killed before it was flushed: what is written into it would go with it.
      if (!isNew && !durable.has(folder)) await flushFolder(root)
      durable.add(folder)
      await writeWholeFile(whole, bytes)
      durable.add(whole)
    },
    flush: async (path) => {
      const whole = at(path)
      if (durable.has(whole)) return
      const file = await open(whole, 'r+')
      await file.sync().finally(() => file.close())
      for (const folder of [dirname(whole), root]) await flushFolder(folder)
      durable.add(whole)
    },
    remove: (path) => rm(at(path), { force: true }),
    createOnce: (path, bytes) => createWholeFile(at(path), bytes)
  }
}

/** Links are refused where the system can refuse them at opening; elsewhere they are looked for first. */
const noFollow = constants.O_NOFOLLOW as number | undefined

async function readFileIn(path: string, maxBytes: number): Promise<Uint8Array | null> {
  try {
    if (noFollow === undefined && !(await lstat(path)).isFile()) return null
    const file = await open(path, constants.O_RDONLY | (noFollow ?? 0))
    try {
      const info = await file.stat()
      if (!info.isFile() || info.size > maxBytes) return null
      const bytes = new Uint8Array(await file.readFile())
      // A share that goes away in the middle of a file may give what it had so far, and no error.
      if (bytes.length !== info.size) throw Object.assign(new Error(`read in part: ${path}`), { code: 'EIO' })
      return bytes
    } finally {
      await file.close()
    }
  } catch (error) {
    // ELOOP: a link where a file should be.
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ELOOP') return null
    throw error
  }
}

/** Not recursive: when the root is gone (an unmounted drive), it must not be made anew on the local disk. Answers whether it was made now. */
async function makeFolder(root: string, folder: string, mustHold?: string): Promise<boolean> {
  if (folder === root) return false
  try {
    await mkdir(folder)
    await flushFolder(root)
    // Made in the empty folder where a drive was mounted a moment ago: what is written there is on no share.
    if (mustHold && (await sizeOf(join(root, mustHold))) === null) {
      await rmdir(folder)
      throw Object.assign(new Error(`no longer a replica: ${root}`), { code: 'ENOENT' })
    }
    return true
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    // Planted: what is written through a link lies where nobody looks for it.
    if (!(await lstat(folder)).isDirectory()) throw Object.assign(new Error(`not a folder: ${folder}`), { code: 'ENOTDIR' })
    return false
  }
}

async function listTwoLevels(root: string): Promise<ListedFile[]> {
  const level = async (prefix: string, deeper: boolean): Promise<ListedFile[]> => {
    const entries = await readdir(join(root, prefix), { withFileTypes: true })
    const found = await Promise.all(
      entries.map(async (entry): Promise<ListedFile[]> => {
        const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
        // Only laptops' folders are looked into: one of the system's (`lost+found`) may be closed to us and is not ours to read.
        const isLaptop = deeper && devicePattern.test(entry.name)
        if (entry.isDirectory()) return isLaptop ? level(path, false) : [{ path: `${path}/`, isLink: false }]
        return [{ path, isLink: entry.isSymbolicLink() }]
      })
    )
    return found.flat()
  }
  return level('', true)
}

/** Null for a file that went away between listing and asking, and for what is no file. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    const info = await lstat(path)
    return info.isFile() ? info.size : null
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** Removes what a write that was killed left behind in our own replica. Never used on a share. */
export async function removeTemporaries(root: string, isTemporary: (name: string) => boolean): Promise<void> {
  for (const file of await listTwoLevels(root)) {
    if (isTemporary(file.path.split('/').at(-1) ?? '')) await rm(join(root, file.path), { force: true })
  }
}
