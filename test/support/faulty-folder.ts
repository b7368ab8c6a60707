/**
 * A layer around a folder: its n-th operation fails as a share does. `refused`: nothing happened; `half`: a write left half a temporary
 * file behind, or half a listing was read; `answer-lost`: it happened, but the answer was an error.
 */
import type { FolderPort } from '#shared/sync/folder-port.ts'

export type FaultManner = 'refused' | 'half' | 'answer-lost'
export interface FolderFault {
  /** From 1; 0 for none. */
  readonly at: number
  readonly code: string
  readonly manner: FaultManner
  /** The share does not come back during this exchange. */
  readonly stays?: boolean
}

export interface FaultyFolder extends FolderPort {
  readonly operations: readonly string[]
}

export function faultyFolder(folder: FolderPort, fault: FolderFault): FaultyFolder {
  const operations: string[] = []
  const guarded = async <Value>(
    name: string,
    act: () => Promise<Value>,
    half: () => Promise<unknown> = async () => undefined
  ): Promise<Value> => {
    operations.push(name)
    const turn = operations.length
    if (fault.at === 0 || turn < fault.at || (turn > fault.at && !fault.stays)) return act()
    if (turn === fault.at && fault.manner === 'answer-lost') await act()
    if (turn === fault.at && fault.manner === 'half') await half()
    throw Object.assign(new Error(`${fault.code}: ${name}`), { code: fault.code })
  }
  return {
    operations,
    list: () => guarded('list', folder.list),
    sizesOf: (paths) => guarded('sizes', () => folder.sizesOf(paths)),
    read: (path, maxBytes) => guarded(`read ${path}`, () => folder.read(path, maxBytes)),
    write: (path, bytes) =>
      guarded(
        `write ${path}`,
        () => folder.write(path, bytes),
        () => folder.write(`${path}.tmp-0badf00d`, bytes.subarray(0, bytes.length / 2))
      ),
    remove: (path) => guarded(`remove ${path}`, () => folder.remove(path)),
    createOnce: (path, bytes) => guarded(`create ${path}`, () => folder.createOnce(path, bytes))
  }
}
