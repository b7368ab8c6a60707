// Electron's runtime is not in its npm package: it is fetched from a code host, which many offices and build machines cannot reach.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { inProject } from './project.mjs'
import { runQuietly } from './run-quietly.mjs'

const fetchLimitMs = 60_000
const retryAfterMs = 24 * 60 * 60 * 1000
const failedFile = inProject('out', '.electron-not-fetched')

/** The runtime's program, or null when it is not on this machine. */
export function findElectron() {
  const pathFile = inProject('node_modules', 'electron', 'path.txt')
  if (!existsSync(pathFile)) return null
  const program = inProject('node_modules', 'electron', 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(program) ? program : null
}

/** Where a firewall swallows the request it takes the whole limit to notice, so a failure is remembered for a day. */
export async function fetchElectron() {
  const failed = statSync(failedFile, { throwIfNoEntry: false })
  if (failed && Date.now() - failed.mtimeMs < retryAfterMs) return null
  await runQuietly(process.execPath, [inProject('node_modules', 'electron', 'install.js')], { timeoutMs: fetchLimitMs })
  const program = findElectron()
  if (!program) {
    mkdirSync(inProject('out'), { recursive: true })
    writeFileSync(failedFile, '')
  }
  return program
}

/** Why a window cannot be shown here whatever is installed, or null. */
export function whyNoWindow() {
  if (process.platform !== 'linux') return null
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return 'There is no desktop here to show a window on; opening the same app in your browser.'
  if (process.getuid?.() === 0) return 'Electron does not run as root; opening the same app in your browser.'
  return null
}
