/** A folder that lives in a Map: for the simulator, the tests, and the sample office before it is stored. */
import type { FolderPort } from './folder-port.ts'

export function folderInMemory(
  files: Map<string, Uint8Array> = new Map()
): FolderPort & { readonly files: Map<string, Uint8Array> } {
  return {
    files,
    list: async () => Array.from(files.keys(), (path) => ({ path, isLink: false })),
    sizesOf: async (paths) => paths.map((path) => files.get(path)?.length ?? null),
    read: async (path) => files.get(path)?.slice() ?? null,
    write: async (path, bytes) => {
      files.set(path, bytes.slice())
    },
    remove: async (path) => {
      files.delete(path)
    },
    createOnce: async (path, bytes) => {
      if (files.has(path)) throw Object.assign(new Error(`exists: ${path}`), { code: 'EEXIST' })
      files.set(path, bytes.slice())
    }
  }
}
