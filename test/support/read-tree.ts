/** Everything below a folder as one value: two of them are equal when nothing was made, changed, touched or removed in between. */
import { createHash } from 'node:crypto'
import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'

export type Tree = Readonly<Record<string, string>>

/** Path to kind, time of change and contents. */
export async function readTree(root: string): Promise<Tree> {
  const tree: Record<string, string> = {}
  const visit = async (path: string): Promise<void> => {
    const whole = join(root, path)
    const info = await lstat(whole)
    const kind = info.isDirectory() ? 'folder' : info.isSymbolicLink() ? `link to ${await readlink(whole)}` : 'file'
    const print = info.isFile() ? hash(await readFile(whole)) : ''
    tree[path || '.'] = `${kind} ${info.mtimeMs} ${print}`
    if (info.isDirectory()) for (const name of (await readdir(whole)).sort()) await visit(join(path, name))
  }
  await visit('')
  return tree
}

/** Path to contents of the files alone: what two replicas must agree on. */
export async function readFiles(root: string): Promise<Record<string, string>> {
  const names = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const paths = names.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)).sort()
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, hash(await readFile(join(root, path)))])))
}

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
