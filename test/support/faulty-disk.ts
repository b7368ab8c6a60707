/**
 * The system's file calls, counted, with a fault at chosen ones: a call that fails, or a process that dies there (every later call
 * fails too, so nothing more reaches the disk). Put under the code by naming it in the test file:
 * `vi.mock('node:fs/promises', async (original) => (await import('…/support/faulty-disk.ts')).faultyDisk(await original()))`.
 */
import type { FileHandle } from 'node:fs/promises'

type Fs = typeof import('node:fs/promises')
export interface DiskCall {
  readonly name: string
  readonly path: string
  /** From 1, since the fault was set. */
  readonly turn: number
}
export interface DiskFault {
  /** The error's code, or null to let the call through. */
  readonly codeFor: (call: DiskCall) => string | null
  /** `torn`: a write that fails has put half of its bytes on the disk. `late`: the call was carried out although it fails. */
  readonly manner: 'refused' | 'torn' | 'late'
}

let fault: DiskFault | null = null
let calls: DiskCall[] = []
let dead = false

/** Answers the calls made from now until the next `setFault`. */
export function setFault(next: DiskFault | null): readonly DiskCall[] {
  fault = next
  calls = []
  dead = false
  return calls
}

/** Every call is let through: for counting them. */
export const noFault: DiskFault = { codeFor: () => null, manner: 'refused' }
export const failAt = (at: number, code: string, manner: DiskFault['manner'] = 'refused'): DiskFault => ({
  codeFor: ({ turn }) => (turn === at ? code : null),
  manner
})
/** The process is gone at this call. */
export const dieAt = (at: number, manner: DiskFault['manner'] = 'refused'): DiskFault => ({
  codeFor: ({ turn }) => (turn >= at ? 'DEAD' : null),
  manner
})
/** Calls of one name fail, the first so many times. */
export function failing(
  name: string,
  code: string,
  times = Number.POSITIVE_INFINITY,
  manner: DiskFault['manner'] = 'refused'
): DiskFault {
  let left = times
  return {
    codeFor: (call) => {
      if (call.name !== name || left <= 0) return null
      left -= 1
      return code
    },
    manner
  }
}

async function through<Value>(
  name: string,
  path: string,
  act: () => Promise<Value>,
  half?: () => Promise<unknown>
): Promise<Value> {
  if (!fault) return act()
  const call = { name, path, turn: calls.length + 1 }
  calls.push(call)
  const code = fault.codeFor(call)
  if (code === null) return act()
  if (!dead && fault.manner === 'torn' && half) await half()
  if (!dead && fault.manner === 'late') {
    const done = (await act()) as { close?: () => Promise<void> } | null | undefined
    await done?.close?.()
  }
  dead = code === 'DEAD'
  throw Object.assign(new Error(`${code}: ${name} ${path}`), { code })
}

const half = (data: unknown): Uint8Array => (data as Uint8Array).subarray(0, (data as Uint8Array).length / 2)

function watchHandle(file: FileHandle, path: string): FileHandle {
  const watched: Partial<Record<keyof FileHandle, (...args: never[]) => Promise<unknown>>> = {
    writeFile: (data: Uint8Array) =>
      through(
        'write',
        path,
        () => file.writeFile(data),
        () => file.writeFile(half(data))
      ),
    appendFile: (data: Uint8Array) =>
      through(
        'append',
        path,
        () => file.appendFile(data),
        () => file.appendFile(half(data))
      ),
    sync: () => through('sync', path, () => file.sync()),
    datasync: () => through('datasync', path, () => file.datasync()),
    truncate: (length: number) => through('truncate', path, () => file.truncate(length)),
    readFile: () => through('read', path, () => file.readFile()),
    stat: () => through('stat', path, () => file.stat()),
    // A dead process's files are closed all the same.
    close: () => file.close()
  }
  return new Proxy(file, { get: (_, name) => watched[name as keyof FileHandle] ?? Reflect.get(file, name, file) })
}

const watchedNames = ['rename', 'readFile', 'mkdir', 'readdir', 'rm', 'unlink', 'lstat', 'link'] as const

export function faultyDisk(real: Fs): Fs {
  const watched = Object.fromEntries(
    watchedNames.map((name) => {
      const act = real[name] as (...args: unknown[]) => Promise<unknown>
      return [name, (...args: unknown[]) => through(name, String(args[0]), () => act(...args))]
    })
  )
  const open: Fs['open'] = async (path, ...rest) =>
    watchHandle(await through('open', String(path), () => real.open(path, ...rest)), String(path))
  const all = { ...real, ...watched, open }
  return { ...all, default: all } as Fs
}
