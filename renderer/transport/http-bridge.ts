/** The bridge over the loopback preview: MessagePack calls, pushes as JSON lines, this run's token on each. */
import { decode, encode } from '@msgpack/msgpack'
import { type Args, type Bridge, type CallName, fail, type Push, type Result, type Value } from '#shared/bridge/contract.ts'

const firstPauseMs = 300
const longestPauseMs = 5000

export function httpBridge(token: string, onConnection: (connected: boolean) => void): Bridge {
  const headers = { 'x-desk-token': token }
  const listeners = new Set<(push: Push) => void>()
  const call = async <Name extends CallName>(name: Name, args: Args<Name>): Promise<Result<Value<Name>>> => {
    try {
      const response = await fetch(`/bridge/${name}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/msgpack' },
        body: encode(args) as Uint8Array<ArrayBuffer>
      })
      if (!response.ok) return fail('host-unreachable', String(response.status))
      return decode(new Uint8Array(await response.arrayBuffer())) as Result<Value<Name>>
    } catch {
      onConnection(false)
      return fail('host-unreachable')
    }
  }
  const follow = async (): Promise<void> => {
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        const response = await fetch('/bridge/pushes', { headers })
        if (response.status === 401) return onConnection(false)
        if (response.ok && response.body) {
          onConnection(true)
          pause = firstPauseMs
          await readLines(response.body, (line) => {
            const push = JSON.parse(line) as Push
            for (const listener of listeners) listener(push)
          })
        }
      } catch {
        // The host went away; asked again below.
      }
      onConnection(false)
      await new Promise((done) => setTimeout(done, pause))
    }
  }
  void follow()
  return {
    call,
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}

async function readLines(body: ReadableStream<Uint8Array>, take: (line: string) => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') take(line)
  }
}
