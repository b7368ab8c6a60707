/**
 * One folder in two places, kept the same by two real Syncthing programs that know only each other, on this machine alone. Where Syncthing
 * is not installed the test is skipped with that reason.
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished, type TestContext, vi } from 'vitest'
import { needProgram } from './programs.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** After a few meetings Syncthing takes its time to dial again. */
const patience = { timeout: 120_000, interval: 50 }
const key = 'key-of-this-test'
const folderId = 'office'

export interface SyncthingPair {
  /** The folder as each of the two has it. */
  readonly places: readonly [string, string]
  /** What is done in one place stays there. */
  readonly part: () => Promise<void>
  /** Resolves when both places hold the same. */
  readonly meet: () => Promise<void>
  /** Resolves at once: what the places lack of each other comes by and by. */
  readonly beginToMeet: (kibPerSecond: number) => Promise<void>
}

interface Side {
  readonly place: string
  readonly home: string
  readonly device: string
  readonly guiPort: number
  readonly syncPort: number
}

export async function syncthingPair(context: TestContext): Promise<SyncthingPair> {
  const syncthing = needProgram(context, 'syncthing')
  const sides = [await makeSide(syncthing), await makeSide(syncthing)] as const
  for (const [side, other] of bothWays(sides)) {
    await writeFile(join(side.home, 'config.xml'), settings(side, other))
    // Without its keeper, which would start it anew when it is killed.
    const env = { ...process.env, STMONITORED: 'yes', STNOUPGRADE: '1' }
    const child = spawn(syncthing, ['serve', `--home=${side.home}`, '--no-browser'], { env, stdio: 'ignore' })
    onTestFinished(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    })
  }
  for (const side of sides) await vi.waitFor(() => ask(side, 'GET', 'system/ping'), patience)

  const limit = async (kibPerSecond: number) => {
    const options = { maxSendKbps: kibPerSecond, limitBandwidthInLan: kibPerSecond > 0 }
    for (const side of sides) await ask(side, 'PATCH', 'config/options', options)
  }
  const connect = async () => {
    for (const [side, other] of bothWays(sides)) await ask(side, 'POST', `system/resume?device=${other.device}`)
    await vi.waitFor(() => expectConnected(sides, true), patience)
  }
  /** Answers when the folder has been looked through. */
  const scan = () => Promise.all(sides.map((side) => ask(side, 'POST', `db/scan?folder=${folderId}`)))
  const pair: SyncthingPair = {
    places: [sides[0].place, sides[1].place],
    part: async () => {
      for (const [side, other] of bothWays(sides)) await ask(side, 'POST', `system/pause?device=${other.device}`)
      await vi.waitFor(() => expectConnected(sides, false), patience)
    },
    beginToMeet: async (kibPerSecond) => {
      await limit(kibPerSecond)
      await connect()
      await scan()
    },
    meet: async () => {
      await limit(0)
      // Before anything comes from the other, each knows what was changed in its own place.
      await scan()
      await connect()
      // Twice: a conflict copy is made by the first meeting and sent by the second.
      for (let time = 1; time <= 2; time += 1) {
        await scan()
        await vi.waitFor(() => expectInSync(sides), patience)
      }
    }
  }
  await pair.meet()
  return pair
}

async function makeSide(syncthing: string): Promise<Side> {
  const folder = await temporaryFolder('syncthing')
  const [place, home] = [join(folder, 'place'), join(folder, 'home')]
  await mkdir(place)
  await promisify(execFile)(syncthing, ['generate', `--home=${home}`, '--no-default-folder', '--skip-port-probing'])
  const { stdout } = await promisify(execFile)(syncthing, ['serve', `--home=${home}`, '--device-id'])
  return { place, home, device: stdout.trim(), guiPort: await freePort(), syncPort: await freePort() }
}

const bothWays = ([first, second]: readonly [Side, Side]) =>
  [
    [first, second],
    [second, first]
  ] as const

async function ask(side: Side, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${side.guiPort}/rest/${path}`, {
    method,
    headers: { 'X-API-Key': key },
    ...(body !== undefined && { body: JSON.stringify(body) })
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
  return text === '' ? null : JSON.parse(text)
}

async function expectConnected(sides: readonly [Side, Side], wanted: boolean): Promise<void> {
  for (const [side, other] of bothWays(sides)) {
    const { connections } = (await ask(side, 'GET', 'system/connections')) as {
      connections: Record<string, { connected: boolean }>
    }
    if ((connections[other.device]?.connected ?? false) !== wanted) throw new Error(wanted ? 'not connected' : 'still connected')
  }
}

/** Neither lacks anything of the other, and each knows it of the other too. */
async function expectInSync(sides: readonly [Side, Side]): Promise<void> {
  for (const [side, other] of bothWays(sides)) {
    const own = (await ask(side, 'GET', `db/status?folder=${folderId}`)) as Record<string, unknown>
    const theirs = (await ask(side, 'GET', `db/completion?folder=${folderId}&device=${other.device}`)) as Record<string, unknown>
    const { state, needTotalItems, errors } = own
    const { completion, needItems, needDeletes } = theirs
    const said = JSON.stringify([state, needTotalItems, errors, completion, needItems, needDeletes])
    if (said !== JSON.stringify(['idle', 0, 0, 100, 0, 0])) throw new Error(`not in sync: ${said}`)
  }
}

/** Nothing outside this machine is asked or told, and nothing is looked at unless the test says so. */
const settings = (side: Side, other: Side) => `
<configuration version="36">
  <folder id="${folderId}" path="${side.place}" type="sendreceive" rescanIntervalS="0" fsWatcherEnabled="false">
    <device id="${side.device}"></device>
    <device id="${other.device}"></device>
    <maxConflicts>-1</maxConflicts>
  </folder>
  <device id="${side.device}" name="this"><address>tcp://127.0.0.1:${side.syncPort}</address></device>
  <device id="${other.device}" name="other"><address>tcp://127.0.0.1:${other.syncPort}</address></device>
  <gui enabled="true" tls="false"><address>127.0.0.1:${side.guiPort}</address><apikey>${key}</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:${side.syncPort}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <stunKeepaliveStartS>0</stunKeepaliveStartS>
    <urAccepted>-1</urAccepted>
    <crashReportingEnabled>false</crashReportingEnabled>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <reconnectionIntervalS>1</reconnectionIntervalS>
    <startBrowser>false</startBrowser>
    <setLowPriority>false</setLowPriority>
  </options>
</configuration>
`

/** Free when it was asked for. */
function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => done(port))
    })
  })
}
