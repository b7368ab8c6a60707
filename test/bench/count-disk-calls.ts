/** Counts the calls of `node:fs/promises` and of its file handles. Imported first, so that everybody gets the counted ones. */
import fs, { type FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

let calls = 0
const names = [
  'open',
  'readFile',
  'readdir',
  'lstat',
  'stat',
  'mkdir',
  'rename',
  'rm',
  'unlink',
  'link',
  'writeFile',
  'statfs'
] as const

for (const name of names) {
  const real = fs[name] as (...args: unknown[]) => Promise<unknown>
  const counted = async (...args: unknown[]) => {
    calls += 1
    const answer = await real(...args)
    return name === 'open' ? countHandle(answer as FileHandle) : answer
  }
  Object.assign(fs, { [name]: counted })
}
syncBuiltinESMExports()

const handleNames = new Set<PropertyKey>([
  'stat',
  'readFile',
  'read',
  'writeFile',
  'appendFile',
  'sync',
  'datasync',
  'truncate',
  'close'
])
function countHandle(file: FileHandle): FileHandle {
  return new Proxy(file, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      if (handleNames.has(name)) calls += 1
      return value.bind(target)
    }
  })
}

/** How many calls a piece of work made. */
export async function diskCallsOf(work: () => Promise<unknown>): Promise<number> {
  const before = calls
  await work()
  return calls - before
}
