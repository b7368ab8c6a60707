/** The loopback server: our own page with this run's token gets everything, anybody else nothing. Real HTTP on 127.0.0.1. */
import { mkdir, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { decode, encode } from '@msgpack/msgpack'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { callNames } from '#shared/bridge/contract.ts'
import { isAllowedHost, isAllowedOrigin, startPreview } from '../../../electron/preview/preview-server.ts'
import { type Laptop, openLaptop } from '../../support/laptop.ts'
import { newOffice } from '../../support/sealed-office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// Many cases each: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 30_000 })

const token = 'token-of-this-run-0123456789abcdef'

interface Served {
  readonly laptop: Laptop
  readonly port: number
  readonly reported: unknown[]
  readonly close: () => Promise<void>
  readonly ask: (path: string, options?: Asking) => Promise<Answer>
}
interface Asking {
  readonly method?: string
  /** `null` leaves one out. */
  readonly headers?: Readonly<Record<string, string | null>>
  readonly body?: Uint8Array | string
}
interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

async function serve(): Promise<Served> {
  const rendererFolder = join(await temporaryFolder('web'), 'renderer')
  await mkdir(rendererFolder)
  await writeFile(join(rendererFolder, 'index.html'), '<p>Sổ tay</p>')
  await writeFile(join(rendererFolder, '..', 'secret.json'), '{}')
  const laptop = await openLaptop(await temporaryFolder('profile'))
  const reported: unknown[] = []
  const preview = await startPreview({
    host: laptop.host,
    rendererFolder,
    token,
    port: 0,
    report: (error) => reported.push(error)
  })
  onTestFinished(() => preview.close())
  const { port } = preview
  return { laptop, port, reported, close: preview.close, ask: (path, options) => ask(port, path, options) }
}

/** As raw as a test needs it: any path, any header. */
function ask(port: number, path: string, { method = 'POST', headers = {}, body }: Asking = {}): Promise<Answer> {
  const all = { host: `127.0.0.1:${port}`, 'x-desk-token': token, ...headers }
  const given = Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null))
  return new Promise((done, failed) => {
    const asking = request(
      { host: '127.0.0.1', port, path, method, headers: given, setHost: false, agent: false },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () =>
          done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) })
        )
        response.on('error', failed)
      }
    )
    asking.on('error', failed)
    asking.end(body)
  })
}
const describeSession = { body: encode({}) }
const result = (answer: Answer) => decode(answer.body) as { ok: boolean; code?: string; detail?: string; value?: unknown }

describe('a call', () => {
  test('with the token from our own page is answered', async () => {
    const { ask, port } = await serve()
    const answer = await ask('/bridge/session.describe', { ...describeSession, headers: { origin: `http://127.0.0.1:${port}` } })
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/msgpack'])
    expect(result(answer)).toMatchObject({ ok: true, value: { shell: 'browser', office: null } })
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  test.each([
    ['none', null],
    ['an empty one', ''],
    ['one a letter short', token.slice(0, -1)],
    ['one a letter long', `${token}x`],
    ['another of the same length', token.replace('0', '1')],
    ['one in Vietnamese', encodeURIComponent('mã thông hành')]
  ])('with a wrong token is refused (%s), whatever it asks for', async (_, wrong) => {
    const { ask, laptop } = await serve()
    const headers = { 'x-desk-token': wrong }
    for (const name of callNames)
      expect((await ask(`/bridge/${name}`, { body: encode({ name: 'x' }), headers })).status).toBe(401)
    expect((await ask('/bridge/pushes', { method: 'GET', headers })).status).toBe(401)
    expect((await ask(`/bridge/session.describe?token=${token}`, { ...describeSession, headers })).status).toBe(401)
    expect((await laptop.get('session.describe', {})).office).toBeNull()
  })

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('is never made by %s', async (method) => {
    const { ask } = await serve()
    expect((await ask('/bridge/session.describe', { method })).status).toBe(405)
  })

  test('with arguments that are no MessagePack, or that the contract does not know, is answered with a code', async () => {
    const { ask, reported } = await serve()
    for (const body of [
      new Uint8Array(),
      new Uint8Array([0xc1]),
      'hello',
      '{"json":true}',
      encode([1]),
      encode({ x: 1 }),
      encode(null)
    ]) {
      expect(result(await ask('/bridge/session.describe', { body }))).toMatchObject({ ok: false, code: 'bad-arguments' })
    }
    expect(result(await ask('/bridge/no.such.call', describeSession))).toMatchObject({ ok: false, code: 'bad-arguments' })
    expect(result(await ask('/bridge/__proto__', describeSession))).toMatchObject({ ok: false, code: 'bad-arguments' })
    expect(reported).toEqual([])
  })

  test.each([
    ['a list said to have four thousand million items', [0xdd, 0xff, 0xff, 0xff, 0xff]],
    ['a map said to have four thousand million keys', [0xdf, 0xff, 0xff, 0xff, 0xff]],
    ['lists of thirty million items inside each other', Array.from({ length: 200 }, () => [0xdd, 0x01, 0xc9, 0xc3, 0x80]).flat()],
    ['lists inside lists a million deep', Array.from({ length: 1_000_000 }, () => 0x91)]
  ])('that promises more than it holds is refused, and the server lives on: %s', async (_, bytes) => {
    const { ask } = await serve()
    expect(result(await ask('/bridge/session.describe', { body: new Uint8Array(bytes) }))).toMatchObject({
      ok: false,
      code: 'bad-arguments'
    })
    expect((await ask('/bridge/session.describe', describeSession)).status).toBe(200)
  })

  test('too large to be one is told so, and the server goes on', async () => {
    const { ask } = await serve()
    const answer = await ask('/bridge/session.describe', { body: new Uint8Array(60 * 1024 * 1024) })
    expect(result(answer)).toEqual({ ok: false, code: 'bad-arguments', detail: 'too large' })
    expect((await ask('/bridge/session.describe', describeSession)).status).toBe(200)
  })

  test('broken off in the middle disturbs nobody', async () => {
    const { ask, port } = await serve()
    await new Promise<void>((done, failed) => {
      const socket = connect(port, '127.0.0.1', () => {
        const head = `POST /bridge/session.describe HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nx-desk-token: ${token}\r\nContent-Length: 100\r\n\r\nhalf`
        socket.write(head, () => socket.destroy())
      })
      socket.on('close', () => done())
      socket.on('error', failed)
    })
    expect((await ask('/bridge/session.describe', describeSession)).status).toBe(200)
  })
})

describe('another site in the same browser, or another program', () => {
  test.each(['localhost', 'evil.example', '127.0.0.1', '127.0.0.1:1', '[::1]', 'desk.localhost', ''])(
    'gets nothing under the host name "%s", not even with the token',
    async (host) => {
      const { ask } = await serve()
      for (const path of ['/', '/bridge/session.describe', '/bridge/pushes']) {
        expect((await ask(path, { method: 'GET', headers: { host } })).status).toBe(403)
        expect((await ask(path, { headers: { host }, body: encode({}) })).status).toBe(403)
      }
    }
  )

  test('gets nothing from another origin, not even with the token', async () => {
    const { ask, port } = await serve()
    for (const origin of [
      'https://evil.example',
      'null',
      `http://localhost:${port}`,
      `https://127.0.0.1:${port}`,
      `http://127.0.0.1:${port + 1}`
    ]) {
      expect((await ask('/bridge/session.describe', { ...describeSession, headers: { origin } })).status, origin).toBe(403)
      expect((await ask('/', { method: 'GET', headers: { origin } })).status, origin).toBe(403)
    }
  })

  test('cannot reach the server from outside this machine', async () => {
    const { port } = await serve()
    expect(isAllowedHost(`127.0.0.1:${port}`, port)).toBe(true)
    expect(isAllowedHost(undefined, port)).toBe(false)
    expect(isAllowedOrigin(undefined, port)).toBe(true)
    const other = Object.values((await import('node:os')).networkInterfaces())
      .flat()
      .find((one) => one && !one.internal && one.family === 'IPv4')
    if (!other) return
    await expect(
      new Promise((done, failed) => {
        const socket = connect(port, other.address, () => done(socket.destroy()))
        socket.on('error', failed)
      })
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})

describe('a page', () => {
  test('needs no token and comes with the rules for what it may load', async () => {
    const { ask } = await serve()
    const page = await ask('/', { method: 'GET', headers: { 'x-desk-token': null } })
    expect([page.status, page.body.toString()]).toEqual([200, '<p>Sổ tay</p>'])
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer'
    })
    const head = await ask('/', { method: 'HEAD' })
    expect([head.status, head.body.length]).toEqual([200, 0])
  })

  test('is never one from outside the folder', async () => {
    const { ask } = await serve()
    for (const path of [
      '/../secret.json',
      '/%2e%2e/secret.json',
      '/..%2fsecret.json',
      '/..%5csecret.json',
      '/secret.json%00.html',
      '/missing.html'
    ]) {
      const answer = await ask(path, { method: 'GET' })
      expect([answer.status, answer.headers['content-security-policy']], path).toEqual([
        404,
        expect.stringContaining("default-src 'none'")
      ])
    }
  })

  test('is not posted to', async () => {
    const { ask } = await serve()
    for (const path of ['/', '/index.html', '/bridge']) expect((await ask(path)).status, path).toBe(405)
  })

  test.each(['//', '/%', '/bridge/%', '/bridge/%ff', 'http://evil.example/', '*'])(
    'with an address that makes no sense (%s) is refused without a stack',
    async (path) => {
      const { ask } = await serve()
      for (const method of ['GET', 'POST']) {
        const answer = await ask(path, { method, ...(method === 'POST' && { body: encode({}) }) })
        expect(answer.body.toString()).not.toMatch(/\s+at .*\.(ts|js)/)
      }
      expect((await ask('/', { method: 'GET' })).status).toBe(200)
    }
  )
})

describe('pushes', () => {
  /** Opens the stream; `next` waits for one more line. */
  async function listen(port: number) {
    const response = await fetch(`http://127.0.0.1:${port}/bridge/pushes`, { headers: { 'x-desk-token': token } })
    const body = response.body as ReadableStream<Uint8Array>
    const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
    onTestFinished(() => reader.cancel().catch(() => undefined))
    let rest = ''
    const next = async (): Promise<unknown> => {
      for (;;) {
        const end = rest.indexOf('\n')
        const line = rest.slice(0, end)
        if (end >= 0) rest = rest.slice(end + 1)
        if (end >= 0 && line !== '') return JSON.parse(line)
        if (end >= 0) continue
        const { done, value } = await reader.read()
        if (done) return 'ended'
        rest += value
      }
    }
    return { response, next, stop: () => reader.cancel() }
  }

  test('reach every page that listens, one a line', async () => {
    const { laptop, port } = await serve()
    await laptop.get('office.create', newOffice())
    const [one, two] = [await listen(port), await listen(port)]
    expect(one.response.headers.get('content-type')).toBe('application/x-ndjson')
    await laptop.write()
    await laptop.write()
    for (const page of [one, two]) {
      expect(await page.next()).toMatchObject({ type: 'marks', marks: { journaled: 1 } })
      expect(await page.next()).toMatchObject({ type: 'marks', marks: { journaled: 2 } })
    }
  })

  test('go on for the others when one page is closed', async () => {
    const { laptop, port } = await serve()
    await laptop.get('office.create', newOffice())
    const [one, two] = [await listen(port), await listen(port)]
    await one.stop()
    await laptop.write()
    expect(await two.next()).toMatchObject({ type: 'marks', marks: { journaled: 1 } })
  })

  test('end when the server does, and the port is free again', async () => {
    const { port, close } = await serve()
    const page = await listen(port)
    const ended = page.next().catch(() => 'ended')
    await close()
    expect(await ended).toBe('ended')
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
  })
})

test('a port that another program has is an error with the system’s code', async () => {
  const { port, laptop } = await serve()
  await expect(
    startPreview({ host: laptop.host, rendererFolder: '/', token, port, report: () => undefined })
  ).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
