import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerRequest } from '../../../electron/main/answer-request.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-pages-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<p>Sổ tay</p>')
  await writeFile(join(folder, 'assets', 'main-1.js'), 'export {}')
})
afterAll(() => rm(folder, { recursive: true }))

const get = (url: string, method = 'GET') => answerRequest(folder, { method, url })

test('app://desk/ answers the page with its policy', async () => {
  const response = await get('app://desk/')
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('<p>Sổ tay</p>')
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('a script comes as a script', async () => {
  const response = await get('app://desk/assets/main-1.js?v=2#x')
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
})

test('a question about a file is answered without the file', async () => {
  const response = await get('app://desk/', 'HEAD')
  expect([response.status, await response.text()]).toEqual([200, ''])
})

test.each([
  'app://desk/no-such.js',
  'app://desk/../../etc/passwd',
  'app://desk/%2e%2e/secret.json',
  'app://other/',
  'https://desk/'
])('there is nothing at %s, and the refusal carries a policy too', async (url) => {
  const response = await get(url)
  expect(response.status).toBe(404)
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('nothing can be sent to the page’s address', async () => {
  expect((await get('app://desk/', 'POST')).status).toBe(405)
})
