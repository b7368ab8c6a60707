/** A file that a person asked for, in a folder that a person named: never over another one, and in no folder that is not there. */
import { access, constants, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FailureCode } from '#shared/bridge/contract.ts'
import { errorCode, isFull, isRefused } from './error-code.ts'

/** `mayMake`: the default folder may be made; one that a person named must be there. */
export async function whyNotInto(folder: string, mayMake: boolean): Promise<FailureCode | null> {
  try {
    if (mayMake) await mkdir(folder, { recursive: true })
    if (!(await stat(folder)).isDirectory()) return 'folder-missing'
    await access(folder, constants.W_OK)
    return null
  } catch (error) {
    return isRefused(errorCode(error)) ? 'folder-not-writable' : 'folder-missing'
  }
}

export type Created =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly code: FailureCode; readonly path: string }

/**
 * Where the name is taken, the next one is numbered, however often. `create` fails with EEXIST where it lost the name to somebody else; what
 * is no failure of the disk it throws on. `ending` with its dot, or empty.
 */
export async function createNumbered(
  folder: string,
  stem: string,
  ending: string,
  create: (path: string) => Promise<void>
): Promise<Created> {
  for (let copy = 1; ; copy += 1) {
    const path = join(folder, `${stem}${copy === 1 ? '' : ` (${copy})`}${ending}`)
    if (await stat(path).catch(() => null)) continue
    try {
      await create(path)
      return { ok: true, path }
    } catch (error) {
      const code = errorCode(error)
      if (code === 'EEXIST') continue
      if (code === '') throw error
      if (isFull(code)) return { ok: false, code: 'disk-full', path }
      return { ok: false, code: isRefused(code) ? 'folder-not-writable' : 'file-in-use', path }
    }
  }
}
