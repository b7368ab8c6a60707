/** Every segment and pack that any laptop has built, by its hash: what is in it, without a key. Filled by `stand-ins.ts`. */
export interface BuiltFile {
  readonly previous: string | null
  /** Hashes of the segments in it: of a segment, its own. */
  readonly hashes: readonly string[]
  readonly editIds: readonly string[]
}

const built = new Map<string, BuiltFile>()

export const noteBuilt = (hash: string, file: BuiltFile): void => void built.set(hash, file)
export const builtFile = (hash: string): BuiltFile | undefined => built.get(hash)
export const forgetBuilt = (): void => built.clear()
