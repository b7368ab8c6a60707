/**
 * The same services behind a loopback server, for machines where Electron's runtime cannot be had. Listens on 127.0.0.1 only. A call
 * needs this run's token, our own Host and, when the browser sends one, our own Origin: another site in the same browser, or another
 * program that guesses the port, gets nothing.
 */
import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decode, encode } from '@msgpack/msgpack'
import { fail } from '#shared/bridge/contract.ts'
import { maxChangeBytes } from '#shared/sync/limits.ts'
import { dispatch } from '../services/host/dispatch.ts'
import type { Host } from '../services/host/host.ts'
import { securityHeaders, staticFile } from '../services/web/static-files.ts'

const maxRequestBytes = 32 * 1024 * 1024
/** A few bytes can promise lists of millions: what no call of the contract needs is refused before memory is taken for it. */
const decodeLimits = { maxArrayLength: 20_000, maxMapLength: 20_000, maxBinLength: maxChangeBytes, maxExtLength: 64 }

export interface PreviewOptions {
  readonly host: Host
  readonly rendererFolder: string
  readonly token: string
  readonly port: number
  readonly report: (error: unknown) => void
}

export interface Preview {
  readonly port: number
  readonly close: () => Promise<void>
}

export function startPreview(options: PreviewOptions): Promise<Preview> {
  const streams = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      options.report(error)
      if (!response.headersSent) plain(response, 500)
      else response.end()
    })
  })

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const port = (server.address() as AddressInfo).port
    if (!isAllowedHost(request.headers.host, port) || !isAllowedOrigin(request.headers.origin, port)) return plain(response, 403)
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`)
    if (url.pathname.startsWith('/bridge/')) {
      if (!hasToken(request, options.token)) return plain(response, 401)
      if (url.pathname === '/bridge/pushes' && request.method === 'GET') return stream(response)
      if (request.method !== 'POST') return plain(response, 405)
      return call(decodeURIComponent(url.pathname.slice('/bridge/'.length)), request, response)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405)
    const file = await staticFile(options.rendererFolder, url.pathname)
    if (!file) return plain(response, 404)
    response.writeHead(200, file.headers)
    response.end(request.method === 'HEAD' ? undefined : file.bytes)
  }

  const call = async (name: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request)
    const result = body
      ? await dispatch(options.host.handlers, name, decodeOrNull(body), options.report)
      : fail('bad-arguments', 'too large')
    response.writeHead(200, { 'content-type': 'application/msgpack', ...securityHeaders('') })
    response.end(encode(result))
  }

  /** Pushes as one JSON object a line. */
  const stream = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson', ...securityHeaders('') })
    response.write('\n')
    streams.add(response)
    response.on('close', () => streams.delete(response))
  }
  const stopListening = options.host.listen((push) => {
    for (const response of streams) response.write(`${JSON.stringify(push)}\n`)
  })

  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(options.port, '127.0.0.1', () => {
      done({
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise((closed) => {
            stopListening()
            for (const response of streams) response.end()
            server.close(() => closed())
            server.closeAllConnections()
          })
      })
    })
  })
}

/** A name that resolves to 127.0.0.1 but is not ours (DNS rebinding) is refused. */
export function isAllowedHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}`
}

export function isAllowedOrigin(origin: string | undefined, port: number): boolean {
  return origin === undefined || origin === `http://127.0.0.1:${port}`
}

function hasToken(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(String(request.headers['x-desk-token'] ?? ''))
  const expected = Buffer.from(token)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > maxRequestBytes) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function decodeOrNull(body: Uint8Array): unknown {
  try {
    return decode(body, decodeLimits)
  } catch {
    return null
  }
}

function plain(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...securityHeaders('') })
  response.end(`${status}\n`)
}
