/** A layer around a folder: an operation that hangs (a share that went away) ends with ETIMEDOUT instead of never. */
import type { FolderPort } from '#shared/sync/folder-port.ts'

export function folderWithTimeout(folder: FolderPort, timeoutMs: number): FolderPort {
  const limited = async <Value>(work: Promise<Value>): Promise<Value> => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, failed) => {
      timer = setTimeout(() => failed(Object.assign(new Error(`no answer in ${timeoutMs} ms`), { code: 'ETIMEDOUT' })), timeoutMs)
    })
    try {
      return await Promise.race([work, late])
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    list: () => limited(folder.list()),
    read: (path, maxBytes) => limited(folder.read(path, maxBytes)),
    write: (path, bytes) => limited(folder.write(path, bytes)),
    createOnce: (path, bytes) => limited(folder.createOnce(path, bytes))
  }
}
