/** Which disk lies under which path, and who may say that a call to it does not go well. */
import { fileError } from './file-error.ts'
import type { Disk, FolderNode, Node } from './memory-disk.ts'

export interface Call {
  readonly name: string
  /** Below the mount's root, without a slash before it. */
  readonly path: string
  /** Puts something on the disk. */
  readonly writes: boolean
}
/** `never`: whoever asked is gone and hears no answer. `torn`: half of the bytes were written. `late`: done, and failed all the same. */
export type Verdict =
  | { readonly code: string; readonly manner: 'refused' | 'torn' | 'late' }
  | { readonly never: true; readonly manner: 'refused' | 'torn' | 'late' }

export interface Mount {
  /** `/sim/…`, without a slash at its end. */
  readonly point: string
  readonly disk: () => Disk
  /** Null lets the call through. */
  readonly gate: (call: Call) => Verdict | null
  /** What of a listing is answered. */
  readonly listing: (path: string, names: string[]) => string[]
  /** Files that are there and cannot be seen from here yet. */
  readonly isHidden: (path: string) => boolean
  /** Waits for its turn among several laptops that work at once. */
  readonly turn: () => Promise<void> | null
}

const mounts = new Map<string, Mount>()
export const mount = (one: Mount): void => void mounts.set(one.point, one)
export const unmountAll = (): void => mounts.clear()

export interface Place {
  readonly mount: Mount
  readonly path: string
}

/** Null for a path outside the simulation. Mount points are two names deep: `/sim/<laptop>-<disk>`. */
export function placeOf(path: string): Place | null {
  if (!path.startsWith('/sim/')) return null
  const end = path.indexOf('/', 5)
  const found = mounts.get(end < 0 ? path : path.slice(0, end))
  if (!found) throw fileError('ENOENT', path)
  return { mount: found, path: end < 0 ? '' : path.slice(end + 1) }
}

/** The folder and the last name of a path; links on the way are followed. */
export function parentOf(place: Place): { folder: FolderNode; name: string } {
  const names = place.path.split('/')
  const name = names.pop() ?? ''
  const folder = nodeAt({ ...place, path: names.join('/') }, true)
  if (folder.kind !== 'folder') throw fileError('ENOTDIR', place.path)
  return { folder, name }
}

/** `follow`: a link at the end is followed too. */
export function nodeAt(place: Place, follow: boolean): Node {
  let node: Node = place.mount.disk().root
  if (place.path === '') return node
  const names = place.path.split('/')
  for (const [index, name] of names.entries()) {
    if (node.kind !== 'folder') throw fileError('ENOTDIR', place.path)
    if (place.mount.isHidden(names.slice(0, index + 1).join('/'))) throw fileError('ENOENT', place.path)
    const next: Node | undefined = node.entries.get(name)
    if (!next) throw fileError('ENOENT', place.path)
    node = next.kind === 'link' && (follow || index < names.length - 1) ? targetOf(next.target) : next
  }
  return node
}

function targetOf(target: string): Node {
  const place = placeOf(target)
  if (!place) throw fileError('ENOENT', target)
  return nodeAt(place, true)
}
