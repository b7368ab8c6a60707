/** `npm start` as a person types it, up to the page that it serves. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const script = join(root, 'electron', 'launch', 'start.mjs')
const withoutDesktop = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' }

let temporary = ''
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'desk-launch-'))
})
afterAll(() => rm(temporary, { recursive: true, force: true }))

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

async function start(...words: string[]): Promise<Ended> {
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [script, ...words], { cwd: root })) }
  } catch (error) {
    return error as Ended
  }
}

test('--help names every option', async () => {
  const { code, stdout } = await start('--help')
  expect(code).toBe(0)
  for (const option of ['--browser', '--no-open', '--port N', '--profile DIR', '--share DIR', '--sample', '--lang vi|en']) {
    expect(stdout).toContain(option)
  }
})

test.each([
  [['--frobnicate'], "Unknown option '--frobnicate'."],
  [['folder'], "Unexpected argument 'folder'."],
  [['--profile'], "Option '--profile <value>' argument missing."],
  [['--port', 'eighty'], '--port eighty is not a port: use a number up to 65535.'],
  [['--lang', 'fr'], '--lang fr is not known: use vi or en.']
])('a mistake on the line is named, with the options, and nothing starts: %s', async (words, sentence) => {
  const { code, stdout, stderr } = await start(...words)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr.split('\n')[0]).toBe(sentence)
  expect(stderr).toContain('--profile DIR')
})

/** Starts the app and gives what it said until it was ready, and how to ask it to stop. */
async function startApp(words: string[], env: NodeJS.ProcessEnv) {
  const app = spawn(process.execPath, [script, '--no-open', '--port', '0', ...words], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const ended = once(app, 'exit')
  const said: string[] = []
  for await (const line of createInterface({ input: app.stdout })) {
    said.push(line)
    if (line.startsWith('Ready: ')) break
  }
  return {
    said,
    stop: async (signal: NodeJS.Signals) => {
      app.kill(signal)
      return (await ended)[0] as number | null
    }
  }
}

test.runIf(process.platform !== 'win32').each(['SIGTERM', 'SIGINT'] as const)(
  'with --browser the app is served on this laptop alone, and %s ends it in good order',
  async (signal) => {
    const { said, stop } = await startApp(['--browser', '--profile', join(temporary, signal)], process.env)
    const address = said.at(-1)?.replace('Ready: ', '') ?? ''
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=/)
    expect((await fetch(address)).status).toBe(200)
    expect(await stop(signal)).toBe(0)
    await expect(fetch(address)).rejects.toThrow()
  }
)

test.runIf(process.platform === 'linux')(
  'without a desktop one line says so, and the same app opens for the browser',
  async () => {
    const { said, stop } = await startApp(['--profile', join(temporary, 'plain')], withoutDesktop)
    expect(said.filter((line) => line !== 'Building the app.')).toEqual([
      'There is no desktop here to show a window on; opening the same app in your browser.',
      expect.stringMatching(/^Ready: http:/)
    ])
    expect(await stop('SIGTERM')).toBe(0)
  }
)
