/**
 * `node:fs/promises` over the disks of `mounts.ts`, as far as electron/services use it; every path outside the simulation goes to the
 * real one. Put under the code by `stand-ins.ts`.
 */
import { fileError } from './file-error.ts'
import { type FolderNode, type Node, newFolder, rename as renameIn } from './memory-disk.ts'
import { kindOf, opened, statOf, through } from './memory-handle.ts'
import { nodeAt, type Place, parentOf, placeOf } from './mounts.ts'

type Fs = typeof import('node:fs/promises')

function makeFolders(place: Place, recursive: boolean): void {
  const names = place.path.split('/')
  for (let depth = recursive ? 1 : names.length; depth <= names.length; depth += 1) {
    const { folder, name } = parentOf({ ...place, path: names.slice(0, depth).join('/') })
    const there = folder.entries.get(name)
    if (there && (!recursive || there.kind === 'file')) throw fileError('EEXIST', place.path)
    if (!there) renameIn(place.mount.disk(), folder, [name, newFolder()])
  }
}

function remove(place: Place, force: boolean): void {
  const { folder, name } = parentOf(place)
  if (folder.entries.has(name)) renameIn(place.mount.disk(), folder, [name, null])
  else if (!force) throw fileError('ENOENT', place.path)
}

function listed(place: Place): (readonly [string, Node])[] {
  const folder = nodeAt(place, true)
  if (folder.kind !== 'folder') throw fileError('ENOTDIR', place.path)
  const inside = (name: string) => (place.path === '' ? name : `${place.path}/${name}`)
  const seen = Array.from(folder.entries.keys()).filter((name) => !place.mount.isHidden(inside(name)))
  return place.mount.listing(place.path, seen).map((name) => [name, folder.entries.get(name) as Node])
}

function moved(from: Place, to: Place): void {
  const source = parentOf(from)
  const target = parentOf(to)
  const node = source.folder.entries.get(source.name)
  if (!node) throw fileError('ENOENT', from.path)
  const disk = from.mount.disk()
  const names = [[source.name, null] as const, [target.name, node] as const]
  if (source.folder === target.folder) renameIn(disk, source.folder, ...names)
  else for (const [index, name] of names.entries()) renameIn(disk, index === 0 ? source.folder : target.folder, name)
}

function linked(from: Place, to: Place): void {
  const target = parentOf(to)
  if (target.folder.entries.has(target.name)) throw fileError('EEXIST', to.path)
  renameIn(to.mount.disk(), target.folder as FolderNode, [target.name, nodeAt(from, false)])
}

/** The calls that are answered here when their first path lies in the simulation. */
const simulated = {
  open: (place: Place, flags: string | number = 'r') =>
    through(place, 'open', flags === 'wx' || flags === 'a+', () => opened(place, flags)),
  readFile: (place: Place, how?: unknown) =>
    through(place, 'read', false, () => {
      const node = nodeAt(place, true)
      if (node.kind !== 'file') throw fileError('EISDIR', place.path)
      const encoding = typeof how === 'string' ? how : (how as { encoding?: string } | undefined)?.encoding
      return encoding ? Buffer.from(node.data).toString(encoding as BufferEncoding) : Buffer.from(node.data)
    }),
  readdir: (place: Place, how?: { withFileTypes?: boolean }) =>
    through(place, 'readdir', false, () =>
      listed(place).map(([name, node]) => (how?.withFileTypes ? { name, ...kindOf(node) } : name))
    ),
  rename: (place: Place, to: string) => through(place, 'rename', true, () => moved(place, placeOf(to) as Place)),
  link: (place: Place, to: string) => through(place, 'link', true, () => linked(place, placeOf(to) as Place)),
  mkdir: (place: Place, how?: { recursive?: boolean }) =>
    through(place, 'mkdir', true, () => makeFolders(place, how?.recursive ?? false)),
  rm: (place: Place, how?: { force?: boolean }) => through(place, 'rm', true, () => remove(place, how?.force ?? false)),
  unlink: (place: Place) => through(place, 'rm', true, () => remove(place, false)),
  stat: (place: Place) => through(place, 'stat', false, () => statOf(nodeAt(place, true))),
  lstat: (place: Place) => through(place, 'stat', false, () => statOf(nodeAt(place, false))),
  statfs: async () => ({ bavail: 1_000_000, bsize: 4096 }),
  realpath: async (place: Place) => `${place.mount.point}/${place.path}`
}

export function memoryFs(real: Fs): Fs {
  const calls = Object.entries(simulated).map(([name, act]) => {
    const outside = real[name as keyof typeof simulated] as (...args: unknown[]) => unknown
    const inside = act as (place: Place, ...more: unknown[]) => unknown
    const answered = async (path: unknown, ...more: unknown[]) => {
      const place = placeOf(String(path))
      return place ? inside(place, ...more) : outside(path, ...more)
    }
    return [name, answered]
  })
  const all = { ...real, ...Object.fromEntries(calls) }
  return { ...all, default: all } as Fs
}
