/** `npm start` where there is no Electron: the host and the loopback server in one Node process. Prints `Ready: http://…` when it serves. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openHost, sampleFolderIn } from '../services/host/host.ts'
import { lockProfile } from '../services/profile/profile-lock.ts'
import { openInSystem } from './open-in-system.ts'
import { startPreview } from './preview-server.ts'
import { preferredPort, rememberPort } from './remembered-port.ts'
import { startWith } from './start-with.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

const { values } = parseArgs({
  options: {
    'no-open': { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
    port: { type: 'string' },
    profile: { type: 'string' },
    share: { type: 'string' },
    'exchange-every': { type: 'string', default: '60' },
    sample: { type: 'boolean', default: false },
    lang: { type: 'string' }
  }
})

const profile = values.profile ?? join(homedir(), '.cooperation-desk')
const lock = await lockProfile(profile)
if (!lock) {
  console.error(
    `The profile ${profile} is already open in another window of Cooperation Desk. Close that one, or choose another with --profile DIR.`
  )
  process.exit(1)
}
const report = (error: unknown) => console.error(error instanceof Error ? `${error.name}: ${error.message}` : error)
const host = await openHost({
  profile,
  sampleFolder: sampleFolderIn(join(root, 'resources')),
  version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
  desktop: { shell: 'browser', chooseFolder: async () => null, open: openInSystem },
  now: () => Date.now(),
  // 0: only when somebody asks.
  exchangeEveryMs: Math.max(0, Number(values['exchange-every']) || 0) * 1000
})
for (const problem of await startWith(host, values)) console.error(problem)

const token = randomBytes(24).toString('base64url')
const rendererFolder = join(root, 'out', 'renderer')
const start = (port: number) => startPreview({ host, rendererFolder, token, port, report })
const wanted = values.port === undefined ? await preferredPort(profile) : Number(values.port)
const preview = await start(wanted).catch((error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE' && values.port === undefined) return start(0)
  console.error(
    error.code === 'EADDRINUSE'
      ? `Port ${wanted} is taken by another program. Choose another with --port N, or leave the option out.`
      : `The app could not listen on 127.0.0.1:${wanted}: ${error.message}`
  )
  process.exit(1)
})
await rememberPort(profile, preview.port)
const address = `http://127.0.0.1:${preview.port}/#token=${token}`
console.log(`Ready: ${address}`)
if (!values['no-open']) {
  await openInSystem(address, false).catch(() => console.error('No browser could be opened. Open the address above in one.'))
}

let closing = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    if (closing) process.exit(1)
    closing = true
    await preview.close()
    await host.close()
    await lock.release()
    process.exit(0)
  })
}
