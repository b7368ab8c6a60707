/**
 * A layer around a share that is only read: what fails for a moment (a dropped connection, a busy file) is asked again, a little later each
 * time. What takes long already (`folder-with-timeout.ts`) or was cancelled is not.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { errorCode } from '../files/error-code.ts'

export type ReadableFolder = Pick<FolderPort, 'list' | 'read'>

const passing: ReadonlySet<string> = new Set([
  'EIO',
  'EBUSY',
  'EAGAIN',
  'ESTALE',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOTCONN',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'EPIPE',
  'UNKNOWN'
])
const pausesMs = [200, 1000]

export function folderWithRetry(folder: ReadableFolder, signal: AbortSignal): ReadableFolder {
  const again = async <Value>(act: () => Promise<Value>): Promise<Value> => {
    for (const pauseMs of pausesMs) {
      try {
        return await act()
      } catch (error) {
        if (!passing.has(errorCode(error))) throw error
        await delay(pauseMs, undefined, { signal }).catch(() => undefined)
      }
    }
    return act()
  }
  return { list: () => again(folder.list), read: (path, maxBytes) => again(() => folder.read(path, maxBytes)) }
}
