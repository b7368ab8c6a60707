/** A host process as `npm start -- --browser --no-open` runs it, which a test may kill. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')

export interface DeskProcess {
  /** With this run's token. */
  readonly address: string
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** `env` is added to this process's own. */
export async function startDesk(
  profile: string,
  options: readonly string[] = [],
  env: NodeJS.ProcessEnv = {}
): Promise<DeskProcess> {
  const child = spawn(
    process.execPath,
    [join(root, 'out/main/preview.js'), '--no-open', '--exchange-every', '0', '--profile', profile, ...options],
    {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe']
    }
  )
  const address = await readyAddress(child)
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return { address, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}

function readyAddress(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let said = ''
    const read = (chunk: Buffer) => {
      said += chunk.toString()
      const ready = /Ready: (\S+)/.exec(said)?.[1]
      if (ready) done(ready)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => failed(new Error(`the host ended with ${code} before it was ready:\n${said}`)))
  })
}
