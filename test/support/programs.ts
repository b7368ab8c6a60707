/** Other people's programs that some tests run against. Where one is missing the test is skipped, and says which. */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { TestContext } from 'vitest'

/** Servers lie in /usr/sbin, which is not on everybody's PATH. */
const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].filter((folder) => folder !== '')

/** The program's whole path. */
export function needProgram(context: TestContext, name: string): string {
  return folders.map((folder) => join(folder, name)).find(isProgram) ?? context.skip(`no ${name} on this machine`)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
