/**
 * The narrow door to a folder of immutable files. Adapters: a folder on disk, a folder in memory. Every function may throw; the
 * thrown error carries the system's `code` (ENOENT, EACCES, ENOSPC …) where there is one.
 */
export interface ListedFile {
  /** Relative, with `/` between parts; a folder that is not looked into ends with one. */
  readonly path: string
  readonly isLink: boolean
}

export interface FolderPort {
  /**
   * Files in the root and in laptops' folders; throws when a folder cannot be read, because unknown is not empty. One question a folder
   * and none a file: on a network drive each is a journey there and back.
   */
  readonly list: () => Promise<ListedFile[]>
  /** Bytes of each file; null for one that is not there, or is no file. */
  readonly sizesOf: (paths: readonly string[]) => Promise<(number | null)[]>
  /** Null when there is no such file. Refuses links and files over `maxBytes`. */
  readonly read: (path: string, maxBytes: number) => Promise<Uint8Array | null>
  /** The file appears whole or not at all, and is read back before this resolves. Makes the one folder it needs, never the root. */
  readonly write: (path: string, bytes: Uint8Array) => Promise<void>
  /** Takes a file away; none there is no error. Only for a laptop's own files: FORMAT.md section 9. */
  /** Makes sure that a file which is there outlasts a power cut: a run that was killed may have left it unflushed. Throws where it cannot. */
  readonly flush?: (path: string) => Promise<void>
  readonly remove: (path: string) => Promise<void>
  /** Fails with EEXIST when the file is there: of two writers one wins. */
  readonly createOnce: (path: string, bytes: Uint8Array) => Promise<void>
}
