/** A layer around a folder: an operation that hangs (a share that went away) ends with ETIMEDOUT, or with CANCELLED, instead of never. */
import type { FolderPort } from '#shared/sync/folder-port.ts'

export function folderWithTimeout(folder: FolderPort, timeoutMs: number, signal?: AbortSignal): FolderPort {
  const limited = async <Value>(work: Promise<Value>): Promise<Value> => {
    let giveUp = (_code: string): void => undefined
    const late = new Promise<never>((_, failed) => {
      giveUp = (code) => failed(Object.assign(new Error(`no answer in ${timeoutMs} ms`), { code }))
    })
    const cancel = () => giveUp('CANCELLED')
    const timer = setTimeout(() => giveUp('ETIMEDOUT'), timeoutMs)
    signal?.addEventListener('abort', cancel)
    if (signal?.aborted) cancel()
    try {
      return await Promise.race([work, late])
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
    }
  }
  return {
    list: () => limited(folder.list()),
    sizesOf: (paths) => limited(folder.sizesOf(paths)),
    read: (path, maxBytes) => limited(folder.read(path, maxBytes)),
    write: (path, bytes) => limited(folder.write(path, bytes)),
    remove: (path) => limited(folder.remove(path)),
    createOnce: (path, bytes) => limited(folder.createOnce(path, bytes))
  }
}
