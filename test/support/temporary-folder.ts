/** A real folder of a test's own, removed when the test is over. */
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export async function temporaryFolder(name = 'test'): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `desk-${name}-`)))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
