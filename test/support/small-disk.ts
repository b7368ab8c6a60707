/** A disk that is soon full: a memory file system of its own. Only root can mount one; elsewhere the test is skipped with that reason. */
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished, type TestContext } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

const run = promisify(execFile)
export const whyNoSmallDisk = 'needs root to mount a small disk'

/** One MiB, empty. */
export async function smallDisk(context: TestContext): Promise<string> {
  const folder = join(await temporaryFolder('disk'), 'small')
  await mkdir(folder)
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
  } catch {
    context.skip(whyNoSmallDisk)
  }
  onTestFinished(async () => {
    await run('umount', ['--lazy', folder])
  })
  return folder
}

/** Takes what is left of a disk but for a few bytes; answers the file that does so. */
export async function fillUp(disk: string, freeBytes = 0): Promise<string> {
  const path = join(disk, 'filler')
  for (let size = 1024 * 1024; size > 0; size -= 4096) {
    try {
      await writeFile(path, new Uint8Array(Math.max(0, size - freeBytes)))
      return path
    } catch {
      // A page less.
    }
  }
  throw new Error('the disk took nothing at all')
}
