/**
 * A disk in memory that forgets what was not flushed: written bytes of a file that was not synced, names in a folder that was not
 * synced. At a power cut each of these is kept or lost by chance, independently, so a rename may be there before the bytes it names.
 */
import type { Dice } from './dice.ts'

export interface FileNode {
  readonly kind: 'file'
  /** Never changed in place: copies of a disk share it. */
  data: Uint8Array
  flushed: Uint8Array
  changedAt: number
}
export interface FolderNode {
  readonly kind: 'folder'
  entries: Map<string, Node>
  flushed: Map<string, Node>
  /** What happened to the names since, each whole or not at all. */
  unflushed: (readonly (readonly [string, Node | null])[])[]
}
export interface LinkNode {
  readonly kind: 'link'
  readonly target: string
}
export type Node = FileNode | FolderNode | LinkNode

export interface Disk {
  root: FolderNode
  /** Counts every change: a disk at rest keeps its number. */
  changes: number
}

export const nothing = new Uint8Array()
export const newFile = (data: Uint8Array = nothing, changedAt = 0): FileNode => ({
  kind: 'file',
  data,
  flushed: nothing,
  changedAt
})
export const newFolder = (): FolderNode => ({ kind: 'folder', entries: new Map(), flushed: new Map(), unflushed: [] })
export const newDisk = (): Disk => ({ root: newFolder(), changes: 0 })

/** A disk with one empty folder that has always been there. */
export function diskWith(folder: string): Disk {
  const disk = newDisk()
  rename(disk, disk.root, [folder, newFolder()])
  flush(disk.root)
  return disk
}

/** Names that change together. */
export function rename(disk: Disk, folder: FolderNode, ...names: (readonly [string, Node | null])[]): void {
  disk.changes += 1
  folder.unflushed.push(names)
  carryOut(folder.entries, names)
}

function carryOut(entries: Map<string, Node>, names: readonly (readonly [string, Node | null])[]): void {
  for (const [name, node] of names) {
    if (node) entries.set(name, node)
    else entries.delete(name)
  }
}

export function flush(node: Node): void {
  if (node.kind === 'file') node.flushed = node.data
  if (node.kind !== 'folder') return
  node.flushed = new Map(node.entries)
  node.unflushed = []
}

/** The power goes: what was flushed stands, of the rest chance decides. Answers how many things were left to it. */
export function cutPower(disk: Disk, dice: Dice): number {
  disk.changes += 1
  return cutIn(disk.root, dice)
}

function cutIn(folder: FolderNode, dice: Dice): number {
  let decided = folder.unflushed.length
  const kept = folder.unflushed.filter(() => dice.hits(50))
  folder.entries = new Map(folder.flushed)
  for (const names of kept) carryOut(folder.entries, names)
  for (const node of folder.entries.values()) {
    if (node.kind === 'folder') decided += cutIn(node, dice)
    if (node.kind !== 'file') continue
    if (node.data !== node.flushed) decided += 1
    node.data = whatIsLeft(node, dice)
    flush(node)
  }
  flush(folder)
  return decided
}

/** Of bytes that were not flushed: all, none, a part, or zeros in their place. */
function whatIsLeft({ data, flushed }: FileNode, dice: Dice): Uint8Array {
  if (data === flushed) return data
  let same = 0
  while (same < data.length && data[same] === flushed[same]) same += 1
  switch (dice.below(4)) {
    case 0:
      return data
    case 1:
      return flushed
    case 2:
      return data.subarray(0, same + dice.below(data.length - same + 1))
    default: {
      const zeroed = new Uint8Array(data.length)
      zeroed.set(data.subarray(0, same))
      return zeroed
    }
  }
}

/** An image of the whole disk as it is read now; everything in it is flushed. */
export function copyDisk(disk: Disk): Disk {
  return { root: copyFolder(disk.root), changes: 0 }
}

export function copyFolder(folder: FolderNode): FolderNode {
  const copy = newFolder()
  for (const [name, node] of folder.entries) {
    if (node.kind === 'file') copy.entries.set(name, { ...node, flushed: node.data })
    else copy.entries.set(name, node.kind === 'folder' ? copyFolder(node) : node)
  }
  flush(copy)
  return copy
}

/** Every file below a folder, by its path. */
export function filesIn(folder: FolderNode, prefix = ''): Map<string, FileNode> {
  const found = new Map<string, FileNode>()
  for (const [name, node] of folder.entries) {
    if (node.kind === 'file') found.set(prefix + name, node)
    if (node.kind === 'folder') for (const [path, file] of filesIn(node, `${prefix}${name}/`)) found.set(path, file)
  }
  return found
}
