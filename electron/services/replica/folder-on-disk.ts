/** The folder port over a real folder: local disk, mounted share, USB stick. */
import { lstat, mkdir, open, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FolderPort, ListedFile } from '#shared/sync/folder-port.ts'
import { createWholeFile } from '../files/create-whole-file.ts'
import { errorCode } from '../files/error-code.ts'
import { writeWholeFile } from '../files/write-whole-file.ts'

export function folderOnDisk(root: string): FolderPort {
  const at = (path: string) => join(root, ...path.split('/'))
  return {
    list: () => listTwoLevels(root),
    read: async (path, maxBytes) => {
      const whole = at(path)
      try {
        const info = await lstat(whole)
        if (!info.isFile() || info.size > maxBytes) return null
        const file = await open(whole, 'r')
        try {
          return new Uint8Array(await file.readFile())
        } finally {
          await file.close()
        }
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return null
        throw error
      }
    },
    write: async (path, bytes) => {
      const whole = at(path)
      await makeFolder(root, dirname(whole))
      await writeWholeFile(whole, bytes)
    },
    createOnce: (path, bytes) => createWholeFile(at(path), bytes)
  }
}

/** Not recursive: when the root is gone (an unmounted drive), it must not be made anew on the local disk. */
async function makeFolder(root: string, folder: string): Promise<void> {
  if (folder === root) return
  try {
    await mkdir(folder)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    // Planted: what is written through a link lies where nobody looks for it.
    if (!(await lstat(folder)).isDirectory()) throw Object.assign(new Error(`not a folder: ${folder}`), { code: 'ENOTDIR' })
  }
}

async function listTwoLevels(root: string): Promise<ListedFile[]> {
  const files: ListedFile[] = []
  const level = async (prefix: string, deeper: boolean): Promise<void> => {
    for (const entry of await readdir(join(root, prefix), { withFileTypes: true })) {
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
      if (entry.isDirectory()) {
        if (deeper) await level(path, false)
        else files.push({ path: `${path}/`, sizeBytes: 0, isLink: false })
      } else {
        const isLink = entry.isSymbolicLink()
        const sizeBytes = isLink ? 0 : await sizeOf(join(root, path))
        if (sizeBytes !== null) files.push({ path, sizeBytes, isLink })
      }
    }
  }
  await level('', true)
  return files
}

/** Null for a file that went away between listing and asking: another laptop's temporary file. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await lstat(path)).size
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
