// The packages that package-lock.json names, in node_modules. Runs before anything is installed: Node's own modules only.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { inProject } from './project.mjs'
import { runQuietly } from './run-quietly.mjs'

const lockFile = inProject('package-lock.json')
const stampFile = inProject('node_modules', '.installed-lock')
/** What npm writes itself after each installation. */
const installedFile = inProject('node_modules', '.package-lock.json')

/** @param {(line: string) => void} [say] */
export async function ensureInstalled(say = console.log) {
  refuseOldNode()
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === hash) return
  if (!isInstalledAlready()) {
    say('Installing what the app is made of. The first time this takes a few minutes.')
    const { ok, output } = await installAsLocked()
    if (!ok) {
      console.error(output.trimEnd())
      console.error('The installation did not finish: see above. It needs the network, or the npm registry of your organisation.')
      process.exit(1)
    }
  }
  writeFileSync(stampFile, `${hash}\n`)
}

function refuseOldNode() {
  const needed = JSON.parse(readFileSync(inProject('package.json'), 'utf8')).engines.node.replace(/^>=/, '')
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number)
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return
  console.error(`Node ${needed} or newer is needed; this is Node ${process.versions.node}.`)
  process.exit(1)
}

/** Somebody has run `npm ci` or `npm install` by hand: everything the lock asks for on every system is there in its version. */
function isInstalledAlready() {
  if (!existsSync(installedFile)) return false
  const wanted = Object.entries(packagesIn(lockFile)).filter(([path, { optional }]) => path !== '' && !optional)
  const installed = packagesIn(installedFile)
  return wanted.every(([path, { version }]) => installed[path]?.version === version)
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

/**
 * A lock written against a registry that keeps the packages of its own platform only names no others, and `npm ci` refuses it before it
 * begins. `npm install` takes the same versions and fetches what the lock could not name.
 */
async function installAsLocked() {
  const clean = await npm(['ci'])
  return clean.ok || !clean.output.includes('EUSAGE') ? clean : npm(['install', '--no-save'])
}

/** @param {string[]} command */
function npm(command) {
  const args = [...command, '--include=dev', '--no-audit', '--no-fund']
  const own = process.env.npm_execpath
  if (own?.endsWith('npm-cli.js')) return runQuietly(process.execPath, [own, ...args])
  return runQuietly('npm', args, { shell: process.platform === 'win32' })
}
