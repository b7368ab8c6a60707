/** Open files of the simulation, and the one way by which every call to its disks passes. */
import { constants } from 'node:fs'
import { fileError } from './file-error.ts'
import { type Disk, type FileNode, flush, type Node, newFile, rename } from './memory-disk.ts'
import { nodeAt, type Place, parentOf } from './mounts.ts'

let clock = 0
const neverAnswered = new Promise<never>(() => undefined)

/** Asks whether the call goes well. A dead program's never comes back. */
export async function through<Value>(
  place: Place,
  name: string,
  writes: boolean,
  act: () => Value,
  half?: () => void
): Promise<Value> {
  const { mount, path } = place
  await mount.turn()
  const verdict = mount.gate({ name, path, writes })
  if (!verdict) return act()
  if (verdict.manner === 'torn') half?.()
  if (verdict.manner === 'late') act()
  if ('never' in verdict) return neverAnswered
  throw fileError(verdict.code, `${name} ${path}`)
}

const touched = (disk: Disk, file: FileNode, data: Uint8Array) => {
  clock += 1
  disk.changes += 1
  file.data = data
  file.changedAt = clock
}
const bytesOf = (data: unknown): Uint8Array => (typeof data === 'string' ? Buffer.from(data) : new Uint8Array(data as Uint8Array))
const halfOf = (data: Uint8Array): Uint8Array => data.subarray(0, data.length / 2)

function joined(before: Uint8Array, after: Uint8Array): Uint8Array {
  const whole = new Uint8Array(before.length + after.length)
  whole.set(before)
  whole.set(after, before.length)
  return whole
}

export const kindOf = (node: Node) => ({
  isFile: () => node.kind === 'file',
  isDirectory: () => node.kind === 'folder',
  isSymbolicLink: () => node.kind === 'link'
})
export const statOf = (node: Node) => ({
  ...kindOf(node),
  size: node.kind === 'file' ? node.data.length : 0,
  mtimeMs: node.kind === 'file' ? node.changedAt : 0
})

function handle(place: Place, node: Node, canWrite: boolean) {
  const file = (): FileNode => {
    if (node.kind !== 'file') throw fileError('EISDIR', place.path)
    return node
  }
  const put = (data: Uint8Array) => {
    if (!canWrite) throw fileError('EBADF', place.path)
    touched(place.mount.disk(), file(), data)
  }
  const append = (data: Uint8Array) => put(joined(file().data, data))
  const add = (name: string, given: unknown) => {
    const data = bytesOf(given)
    return through(
      place,
      name,
      true,
      () => append(data),
      () => append(halfOf(data))
    )
  }
  return {
    writeFile: (data: unknown) => add('write', data),
    appendFile: (data: unknown) => add('append', data),
    sync: () => through(place, 'sync', true, () => flush(node)),
    datasync: () => through(place, 'datasync', true, () => flush(node)),
    truncate: (length = 0) => through(place, 'truncate', true, () => put(file().data.slice(0, length))),
    readFile: () => through(place, 'read', false, () => Buffer.from(file().data)),
    stat: () => through(place, 'fstat', false, () => statOf(node)),
    close: async () => undefined
  }
}

export function opened(place: Place, flags: string | number) {
  const name = place.path.split('/').at(-1) ?? ''
  if (typeof flags === 'number') {
    const node = nodeAt(place, (flags & constants.O_NOFOLLOW) === 0)
    if (node.kind === 'link') throw fileError('ELOOP', place.path)
    return handle(place, node, (flags & (constants.O_WRONLY | constants.O_RDWR)) !== 0)
  }
  if (flags === 'r') return handle(place, nodeAt(place, true), false)
  const { folder } = parentOf(place)
  const there = folder.entries.get(name)
  if (there && flags === 'wx') throw fileError('EEXIST', place.path)
  if (there) return handle(place, nodeAt(place, true), true)
  if (flags !== 'wx' && flags !== 'a+') throw new RangeError(`the simulation does not open with ${flags}`)
  const file = newFile()
  rename(place.mount.disk(), folder, [name, file])
  return handle(place, file, true)
}
