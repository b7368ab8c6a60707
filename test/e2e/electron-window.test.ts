/** The desk in Electron's own window, on machines where Electron's runtime could be fetched. */
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron as electron } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { callNames } from '#shared/bridge/contract.ts'

const root = join(import.meta.dirname, '..', '..')
const isRoot = process.getuid?.() === 0

/** The runtime's program, or why a window cannot be shown here. */
function findRuntime(): { program: string } | { missing: string } {
  const pathFile = join(root, 'node_modules', 'electron', 'path.txt')
  if (!existsSync(pathFile)) return { missing: 'no Electron runtime' }
  const program = join(root, 'node_modules', 'electron', 'dist', readFileSync(pathFile, 'utf8'))
  if (!existsSync(program)) return { missing: 'no Electron runtime' }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return { missing: 'no desktop to show a window on' }
  return { program }
}

let profile = ''
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'desk-window-'))
})
afterEach(() => rm(profile, { recursive: true, force: true }))

test('the window shows the desk, gives it the contract’s calls and nothing else, and goes nowhere', async (ctx) => {
  const runtime = findRuntime()
  if ('missing' in runtime) return ctx.skip(runtime.missing)
  // Chromium's own sandbox cannot be set up by root; the page's settings are the same.
  const words = [...(isRoot ? ['--no-sandbox'] : []), root, '--profile', profile, '--sample', '--lang', 'en']
  const app = await electron.launch({ executablePath: runtime.program, args: words })
  try {
    const page = await app.firstWindow()
    await page.waitForLoadState('load')
    expect(page.url()).toMatch(/^app:\/\/desk\//)

    const inside = await page.evaluate(() => {
      const door = (window as unknown as { desk: { call: Record<string, unknown> } }).desk
      return {
        calls: Object.keys(door.call).sort(),
        node: [typeof Reflect.get(window, 'process'), typeof Reflect.get(window, 'require')]
      }
    })
    expect(inside).toEqual({ calls: [...callNames].sort(), node: ['undefined', 'undefined'] })

    const session = await page.evaluate(() =>
      (window as unknown as { desk: { call: Record<string, (args: object) => Promise<unknown>> } }).desk.call[
        'session.describe'
      ]?.({})
    )
    expect(session).toMatchObject({
      ok: true,
      value: { shell: 'electron', office: { sample: true }, settings: { language: 'en' } }
    })

    expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull()
    const refused = app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<boolean>((done) => {
          BrowserWindow.getAllWindows()[0]?.webContents.once('will-navigate', (event) => done(event.defaultPrevented))
        })
    )
    await page.evaluate(() => window.location.assign('https://example.com/'))
    expect(await refused).toBe(true)
    expect(await page.evaluate(() => window.location.origin)).toBe('app://desk')
    expect(app.windows()).toHaveLength(1)

    const policy = await page.evaluate(async () => (await fetch('/index.html')).headers.get('content-security-policy'))
    expect(policy).toContain("default-src 'none'")
  } finally {
    await app.close()
  }
})
