/** What the build made of electron/: which modules each bundle asks for, and what the preload shows to the page. */
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { callNames } from '#shared/bridge/contract.ts'

const out = join(import.meta.dirname, '..', '..', 'out')
const read = (...parts: string[]) => readFile(join(out, ...parts), 'utf8')
const mainFiles = async () => (await readdir(join(out, 'main'), { recursive: true })).filter((file) => file.endsWith('.js'))

/** Statements of the bundler's own making: one a line, the module in double quotes. */
const importsIn = (code: string) =>
  [...code.matchAll(/^(?:import|export)\b[^"\n]*"([^"\n]+)";?$/gm)].map((match) => match[1] ?? '')
const requiresIn = (code: string) => [...code.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map((match) => match[1] ?? '')

test('the preload is one file', async () => {
  expect(await readdir(join(out, 'preload'))).toEqual(['index.cjs'])
})

test('the preload asks for Electron and for nothing else, since a sandbox has nothing else', async () => {
  const code = await read('preload', 'index.cjs')
  expect([...new Set(requiresIn(code))]).toEqual(['electron'])
  expect(importsIn(code)).toEqual([])
  expect(code).not.toMatch(/\bimport\(/)
})

interface Door {
  readonly call: Readonly<Record<string, (args: unknown) => unknown>>
  readonly listen: (listener: (push: unknown) => void) => () => void
}

async function openDoor() {
  const exposed = new Map<string, Door>()
  const invoked: unknown[][] = []
  const listeners = new Set<(event: unknown, push: unknown) => void>()
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, door: Door) => exposed.set(name, door) },
    ipcRenderer: {
      invoke: (...words: unknown[]) => invoked.push(words),
      on: (_channel: string, listener: (event: unknown, push: unknown) => void) => listeners.add(listener),
      off: (_channel: string, listener: (event: unknown, push: unknown) => void) => listeners.delete(listener)
    }
  }
  const surroundings = { require: () => electron, exports: {}, module: { exports: {} }, TextEncoder, TextDecoder, URL }
  runInNewContext(await read('preload', 'index.cjs'), surroundings)
  const door = exposed.get('desk')
  if (!door) throw new Error('the preload exposed no door')
  return { exposed, door, invoked, listeners }
}

test('the page gets one function for each call of the contract, a way to listen, and nothing else', async () => {
  const { exposed, door } = await openDoor()
  expect([...exposed.keys()]).toEqual(['desk'])
  expect(Object.keys(door).sort()).toEqual(['call', 'listen'])
  expect(Object.keys(door.call).sort()).toEqual([...callNames].sort())
})

test('a call goes to its own channel and cannot name another', async () => {
  const { door, invoked } = await openDoor()
  door.call['shell.open']?.({ path: '/tmp/x.pdf', reveal: true })
  expect(invoked).toEqual([['bridge:shell.open', { path: '/tmp/x.pdf', reveal: true }]])
})

test('a listener hears the push without Electron’s event, until it stops', async () => {
  const { door, listeners } = await openDoor()
  const heard: unknown[][] = []
  const stop = door.listen((...words) => heard.push(words))
  for (const listener of listeners) listener({ sender: 'secret' }, { type: 'marks' })
  expect(heard).toEqual([[{ type: 'marks' }]])
  stop()
  expect(listeners.size).toBe(0)
})

test('every bundle of the host is a module that Node can read', async () => {
  for (const file of await mainFiles()) await promisify(execFile)(process.execPath, ['--check', join(out, 'main', file)])
})

test('the host’s bundles import Node’s own modules, Electron and what is packaged with the app', async () => {
  const { dependencies } = JSON.parse(await read('..', 'package.json')) as { dependencies: Record<string, string> }
  const packaged = (name: string) => Object.keys(dependencies).some((known) => name === known || name.startsWith(`${known}/`))
  for (const file of await mainFiles()) {
    const names = importsIn(await read('main', file)).filter((name) => !name.startsWith('.'))
    expect(names.filter((name) => !isBuiltin(name) && name !== 'electron' && !packaged(name))).toEqual([])
  }
})

test('only the window’s own bundle asks for Electron, so that preview and terminal run without it', async () => {
  const asking: string[] = []
  for (const file of await mainFiles()) {
    const code = await read('main', file)
    if ([...importsIn(code), ...requiresIn(code)].includes('electron')) asking.push(file)
  }
  expect(asking).toEqual(['index.js'])
})
