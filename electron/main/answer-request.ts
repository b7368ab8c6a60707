/** What `app://desk/…` answers: our own built files with their headers, and 404 for everything else. */
import { securityHeaders, staticFile } from '../services/web/static-files.ts'
import { isDeskAddress } from './desk-address.ts'

export async function answerRequest(
  folder: string,
  request: { readonly method: string; readonly url: string }
): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
  if (!isDeskAddress(request.url)) return refuse(404)
  const file = await staticFile(folder, new URL(request.url).pathname)
  if (!file) return refuse(404)
  return new Response(request.method === 'HEAD' ? null : file.bytes, { headers: file.headers })
}

function refuse(status: number): Response {
  return new Response(`${status}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...securityHeaders('') } })
}
