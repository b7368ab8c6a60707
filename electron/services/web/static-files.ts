/** The app's own built files for `app://` and for the loopback preview: safe paths, types, and the headers that go with each. */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8'
}

export interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly headers: Readonly<Record<string, string>>
}

/** Null for what is not there, not a type we serve, or outside the folder. `pathname` is still percent-encoded. */
export async function staticFile(folder: string, pathname: string): Promise<StaticFile | null> {
  const path = resolveInside(folder, pathname)
  const type = path ? types[extname(path)] : undefined
  if (!path || !type) return null
  try {
    return { bytes: new Uint8Array(await readFile(path)), headers: { 'content-type': type, ...securityHeaders(pathname) } }
  } catch {
    return null
  }
}

export function resolveInside(folder: string, pathname: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null
  const path = normalize(join(folder, decoded === '/' ? 'index.html' : decoded))
  return path.startsWith(folder + sep) ? path : null
}

/**
 * The page may load nothing from anywhere else and run no script but ours. WebAssembly is allowed in the worker alone, which has a
 * policy of its own because it is a response of its own.
 */
export function contentSecurityPolicy(pathname: string): string {
  const isWorker = /\/replica-worker[^/]*\.js$/.test(pathname)
  const policy = [
    "default-src 'none'",
    isWorker ? "script-src 'self' 'wasm-unsafe-eval'" : "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'"
  ]
  return policy.join('; ')
}

export function securityHeaders(pathname: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(pathname),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'cache-control': 'no-store'
  }
}
