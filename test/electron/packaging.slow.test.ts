/** The installers' contents, made without Electron's runtime: a folder that looks like one stands in for it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { extractAll, listPackage } from '@electron/asar'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const own = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>
let temporary = ''
let packed: readonly string[] = []
const archive = () => join(temporary, 'dist', 'linux-unpacked', 'resources', 'app.asar')

async function standInRuntime(): Promise<string> {
  const folder = join(temporary, 'runtime')
  await mkdir(join(folder, 'resources'), { recursive: true })
  await writeFile(join(folder, 'electron'), '#!/bin/sh\n')
  await chmod(join(folder, 'electron'), 0o755)
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) await writeFile(join(folder, name), '')
  await writeFile(join(folder, 'version'), own.devDependencies.electron ?? '')
  return folder
}

describe.runIf(process.platform === 'linux')('the package for Linux', () => {
  beforeAll(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'desk-package-'))
    const options = [`-c.electronDist=${await standInRuntime()}`, `-c.directories.output=${join(temporary, 'dist')}`]
    const builder = join(root, 'node_modules', 'electron-builder', 'cli.js')
    await promisify(execFile)(process.execPath, [builder, '--linux', 'dir', '--publish', 'never', ...options], { cwd: root })
    packed = listPackage(archive(), { isPack: false }).map((path) => path.replaceAll('\\', '/'))
  })
  afterAll(() => rm(temporary, { recursive: true, force: true }))

  test.each([
    '/package.json',
    '/out/main/index.js',
    '/out/main/preview.js',
    '/out/main/office.js',
    '/out/preload/index.cjs',
    '/out/renderer/index.html',
    '/resources/sample-office/office.json',
    '/node_modules/@automerge/automerge/dist/automerge.wasm',
    '/node_modules/docx/dist/index.mjs',
    '/node_modules/pdfmake/js/index.js',
    '/node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf',
    '/node_modules/@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf'
  ])('holds %s', (path) => {
    expect(packed).toContain(path)
  })

  test('holds everything that the app depends on', () => {
    const missing = Object.keys(own.dependencies).filter((name) => !packed.includes(`/node_modules/${name}/package.json`))
    expect(missing).toEqual([])
  })

  test('holds the built page’s scripts and styles', () => {
    expect(packed.filter((path) => path.startsWith('/out/renderer/assets/')).length).toBeGreaterThan(0)
  })

  test('leaves the sources, the tests and the declarations at home', () => {
    const tops = new Set(packed.map((path) => path.split('/')[1]))
    expect([...tops].sort()).toEqual(['node_modules', 'out', 'package.json', 'resources'])
    expect(packed.filter((path) => path.startsWith('/out/types') || path.endsWith('.log'))).toEqual([])
    expect(packed.filter((path) => /^\/(out|resources)\/.*\.(ts|tsx|map)$/.test(path))).toEqual([])
  })

  test('leaves the tools at home', () => {
    // docx itself depends on Node's types.
    const tools = Object.keys(own.devDependencies).filter((name) => name !== '@types/node')
    expect(tools).toEqual(expect.arrayContaining(['react', 'playwright-core', 'electron']))
    expect(tools.filter((name) => packed.some((path) => path.startsWith(`/node_modules/${name}/`)))).toEqual([])
  })

  test('runs: what is in it is enough to open the sample office and serve the page', async () => {
    const folder = join(temporary, 'unpacked')
    extractAll(archive(), folder)
    const profile = join(temporary, 'profile')
    const words = ['out/main/preview.js', '--no-open', '--port', '0', '--sample', '--profile', profile]
    const app = spawn(process.execPath, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = once(app, 'exit')
    try {
      const { address, complaints } = await readyOrComplaints(app)
      expect(complaints).toEqual([])
      const page = await fetch(address)
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    } finally {
      app.kill('SIGTERM')
      await ended
    }
  })
})

async function readyOrComplaints(app: ChildProcess): Promise<{ address: string; complaints: string[] }> {
  const complaints: string[] = []
  if (!app.stdout || !app.stderr) throw new Error('the app was started without its output')
  createInterface({ input: app.stderr }).on('line', (line) => complaints.push(line))
  for await (const line of createInterface({ input: app.stdout })) {
    if (line.startsWith('Ready: ')) return { address: line.slice('Ready: '.length), complaints }
  }
  throw new Error(`the app ended before it was ready: ${complaints.join(' ')}`)
}
