/** The two ways from the page to the host, held to one suite: as Electron's messages copy what they carry, and over loopback HTTP. */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Bridge, Push } from '#shared/bridge/contract.ts'
import { startPreview } from '../../electron/preview/preview-server.ts'
import { dispatch } from '../../electron/services/host/dispatch.ts'
import { httpBridge } from '../../renderer/transport/http-bridge.ts'
import { type BridgeUnderTest, bridgeSuite } from '../suites/bridge-suite.ts'
import { openLaptop } from '../support/laptop.ts'
import { newOffice } from '../support/sealed-office.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// The sample office is built: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 30_000 })

/** Electron copies arguments, answers and pushes between processes: nothing is shared, and what cannot be copied fails. */
async function copyingBridge(): Promise<BridgeUnderTest> {
  const { host, profile } = await openLaptop(await temporaryFolder('profile'))
  const bridge: Bridge = {
    call: (async (name: string, args: unknown) =>
      structuredClone(await dispatch(host.handlers, name, structuredClone(args)))) as Bridge['call'],
    listen: (listener) => host.listen((push) => listener(structuredClone(push)))
  }
  return { bridge, profile }
}

/** The page asks by paths alone; here they are given the server's address. Once a test is over, its stream is told to stop asking. */
const systemFetch = globalThis.fetch
const servers = new Map<string, string>()
vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
  const token = new Headers(init.headers).get('x-desk-token') ?? ''
  const base = servers.get(token)
  return base ? systemFetch(base + path, init) : new Response(null, { status: 401 })
})

async function overHttp() {
  const laptop = await openLaptop(await temporaryFolder('profile'))
  const rendererFolder = join(laptop.profile, 'page')
  await mkdir(rendererFolder)
  const token = `token-${Math.random().toString(36).slice(2)}`
  const preview = await startPreview({ host: laptop.host, rendererFolder, token, port: 0, report: () => undefined })
  servers.set(token, `http://127.0.0.1:${preview.port}`)
  onTestFinished(async () => {
    servers.delete(token)
    await preview.close()
  })
  const states: boolean[] = []
  let tell = (_connected: boolean): void => undefined
  const nextState = () =>
    new Promise<boolean>((done) => {
      tell = done
    })
  const first = nextState()
  const bridge = httpBridge(token, (connected) => {
    states.push(connected)
    tell(connected)
  })
  expect(await first).toBe(true)
  await rm(rendererFolder, { recursive: true })
  return { bridge, profile: laptop.profile, laptop, preview, token, nextState }
}

describe('Electron’s messages', () => bridgeSuite(copyingBridge))

describe('the loopback server', () => {
  bridgeSuite(overHttp)

  test('that is gone makes a call fail as unreachable, and the page is told that it is cut off', async () => {
    const { bridge, preview, nextState } = await overHttp()
    const cutOff = nextState()
    await preview.close()
    expect(await cutOff).toBe(false)
    expect(await bridge.call('session.describe', {})).toMatchObject({ ok: false, code: 'host-unreachable' })
  })

  test('that comes back is found again, and pushes reach the page as before', async () => {
    const { bridge, preview, laptop, token, nextState } = await overHttp()
    const cutOff = nextState()
    await preview.close()
    expect(await cutOff).toBe(false)
    const again = await startPreview({ host: laptop.host, rendererFolder: '/', token, port: 0, report: () => undefined })
    onTestFinished(() => again.close())
    const back = nextState()
    servers.set(token, `http://127.0.0.1:${again.port}`)
    expect(await back).toBe(true)
    const heard = new Promise<Push>((done) => {
      bridge.listen((push) => push.type === 'marks' && push.marks.journaled > 0 && done(push))
    })
    await laptop.get('office.create', newOffice())
    await laptop.write()
    expect(await heard).toMatchObject({ type: 'marks', marks: { journaled: 1 } })
  })

  test('that does not know the page’s token answers nothing', async () => {
    const { token } = await overHttp()
    servers.set('wrong', servers.get(token) ?? '')
    const stranger = httpBridge('wrong', () => undefined)
    expect(await stranger.call('session.describe', {})).toEqual({ ok: false, code: 'host-unreachable', detail: '401' })
  })
})
