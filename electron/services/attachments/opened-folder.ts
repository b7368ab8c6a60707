/**
 * Where attachments lie that are being looked at: a folder of the profile that nobody else may enter, emptied at every start and every close.
 * Guards: a file is opened by the system from here alone; a link that somebody put in its place is taken away, and never followed.
 */
import { randomBytes } from 'node:crypto'
import { lstat, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

export interface OpenedFolder {
  /** A new, empty place with nothing else in it. */
  readonly makePlace: () => Promise<string>
  /** What a viewer still holds stays until the next start. */
  readonly wipe: () => Promise<void>
}

export async function openedFolderIn(profile: string): Promise<OpenedFolder> {
  const root = join(profile, 'opened')
  // Takes away a link itself, and links inside; what they lead to stays.
  const wipe = () => rm(root, { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined)
  await wipe()
  return {
    wipe,
    makePlace: async () => {
      if (!(await isOwnFolder(root))) {
        await rm(root, { recursive: true, force: true })
        await mkdir(root, { mode: 0o700 })
      }
      const place = join(root, randomBytes(8).toString('hex'))
      await mkdir(place, { mode: 0o700 })
      return place
    }
  }
}

async function isOwnFolder(path: string): Promise<boolean> {
  const info = await lstat(path).catch(() => null)
  return info?.isDirectory() ?? false
}
