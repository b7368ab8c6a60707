import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contentSecurityPolicy, resolveInside, securityHeaders, staticFile } from '../../../electron/services/web/static-files.ts'

let parent = ''
let folder = ''
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'desk-web-'))
  folder = join(parent, 'renderer')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await mkdir(join(parent, 'renderer-other'))
  await writeFile(join(parent, 'secret.json'), '{}')
  await writeFile(join(parent, 'renderer-other', 'secret.json'), '{}')
  await writeFile(join(folder, 'index.html'), '<p>Sổ tay</p>')
  await writeFile(join(folder, 'assets', 'hội nghị.json'), '{"tên":"hội nghị"}')
  await writeFile(join(folder, 'assets', 'notes.txt'), 'not ours to serve')
  await writeFile(join(folder, 'assets', 'automerge.wasm'), new Uint8Array([0, 97, 115, 109]))
})
afterAll(() => rm(parent, { recursive: true }))

const typeOf = async (pathname: string) => (await staticFile(folder, pathname))?.headers['content-type']

test('the root is the page', async () => {
  expect(new TextDecoder().decode((await staticFile(folder, '/'))?.bytes)).toBe('<p>Sổ tay</p>')
})

test('every file comes with its type, and a name may be in Vietnamese', async () => {
  expect(await typeOf('/index.html')).toBe('text/html; charset=utf-8')
  expect(await typeOf('/assets/automerge.wasm')).toBe('application/wasm')
  expect(await typeOf(`/assets/${encodeURIComponent('hội nghị.json')}`)).toBe('application/json; charset=utf-8')
})

test.each([
  '/../secret.json',
  '/%2e%2e/secret.json',
  '/assets/../../secret.json',
  '/assets/%2e%2e%2f%2e%2e%2fsecret.json',
  '/..%5csecret.json',
  '/../renderer-other/secret.json',
  '//../secret.json',
  '/secret.json%00.html',
  '/%',
  '/%ff'
])('no way leads out of the folder: %s', async (pathname) => {
  expect(await staticFile(folder, pathname)).toBeNull()
})

test('the folder itself is not a file, and a sibling with a longer name is not inside it', () => {
  expect(resolveInside(folder, '')).toBeNull()
  expect(resolveInside(folder, '/../renderer-other/secret.json')).toBeNull()
})

test('what is missing, a folder, or of a type that we do not serve is not there', async () => {
  expect(await staticFile(folder, '/no-such.html')).toBeNull()
  expect(await staticFile(folder, '/assets')).toBeNull()
  expect(await staticFile(folder, '/assets/notes.txt')).toBeNull()
})

const scriptPolicy = (pathname: string) =>
  contentSecurityPolicy(pathname)
    .split('; ')
    .find((rule) => rule.startsWith('script-src'))

test('WebAssembly runs in the replica’s worker', () => {
  expect(scriptPolicy('/assets/replica-worker-BdK3x_9.js')).toBe("script-src 'self' 'wasm-unsafe-eval'")
})

test.each([
  '/',
  '/index.html',
  '/assets/index-1.js',
  '/assets/search-worker-1.js',
  '/assets/replica-worker-1.css',
  '/replica-worker-1/index.js'
])('WebAssembly does not run in %s', (pathname) => {
  expect(scriptPolicy(pathname)).toBe("script-src 'self'")
})

test('nothing may be loaded from elsewhere, framed, posted or run as text', () => {
  for (const pathname of ['/', '/assets/replica-worker-1.js']) {
    const policy = contentSecurityPolicy(pathname)
    expect(policy).not.toMatch(/https?:|\*|'unsafe-eval'/)
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/)
    for (const rule of [
      "default-src 'none'",
      "frame-ancestors 'none'",
      "form-action 'none'",
      "object-src 'none'",
      "base-uri 'none'"
    ]) {
      expect(policy).toContain(rule)
    }
  }
})

test('a file is never guessed to be of another type and never kept by a cache', () => {
  expect(securityHeaders('/')).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
})
