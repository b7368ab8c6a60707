/** The office share and a USB stick: disks that several laptops visit, each through a mount of its own. */
import { parseFilePath } from '#shared/sync/file-name.ts'
import { copyDisk, type Disk, diskWith, type FileNode, type FolderNode, filesIn } from './memory-disk.ts'

export const shareFolder = 'htqt'

export interface Share {
  readonly name: 'office' | 'stick'
  disk: Disk
  /** FAT: no second name for a file. */
  readonly withoutLinks: boolean
  /** How it was, for being put back to. */
  readonly olderDisks: Disk[]
  /** Paths whose bytes we have spoiled. */
  readonly spoiled: Set<string>
  /** Half copied: what each will be once it is there whole. */
  readonly arriving: Map<string, Uint8Array>
  /** Not to be seen yet, by laptop. */
  readonly hidden: Map<string, Set<string>>
}

export function newShare(name: Share['name'], withoutLinks: boolean): Share {
  return {
    name,
    disk: diskWith(shareFolder),
    withoutLinks,
    olderDisks: [],
    spoiled: new Set(),
    arriving: new Map(),
    hidden: new Map()
  }
}

/** By their paths below the share's root. */
export function filesOn(share: Share): Map<string, FileNode> {
  const root = share.disk.root.entries.get(shareFolder)
  return root?.kind === 'folder' ? filesIn(root) : new Map()
}

export const remember = (share: Share): void => void share.olderDisks.push(copyDisk(share.disk))

export const rootOf = (share: Share): FolderNode => share.disk.root.entries.get(shareFolder) as FolderNode

/** Those under a name of ours. */
export const finals = (share: Share): [string, FileNode][] =>
  Array.from(filesOn(share)).filter(([path]) => parseFilePath(path) !== null)
