// out/ as made from the sources that are there now.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject, root } from './project.mjs'
import { runQuietly } from './run-quietly.mjs'

const sources = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'package.json', 'package-lock.json']
const products = ['main/index.js', 'main/preview.js', 'main/office.js', 'preload/index.cjs', 'renderer/index.html']
const stampFile = inProject('out', '.built')
const logFile = inProject('out', 'build.log')

/** @param {(line: string) => void} [say] */
export async function ensureBuilt(say = console.log) {
  if (await build(say)) return
  process.exit(1)
}

/**
 * True when out/ is as the sources say; false when the build failed and its log has been shown.
 * @param {(line: string) => void} say
 */
export async function build(say) {
  // Taken before the build: what is edited meanwhile is then newer than the stamp.
  const wanted = stateOfSources()
  if (products.every((file) => existsSync(inProject('out', file))) && stamp() === wanted) return true
  say('Building the app.')
  mkdirSync(inProject('out'), { recursive: true })
  rmSync(stampFile, { force: true })
  const { ok, output } = await runQuietly(process.execPath, [
    inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
    'build'
  ])
  writeFileSync(logFile, output)
  if (!ok) {
    console.error(output.trimEnd())
    console.error('The build failed: see above, or out/build.log.')
    return false
  }
  writeFileSync(stampFile, `${wanted}\n`)
  return true
}

function stamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8').trim() : ''
}

/** Paths, sizes and times of change, not contents: a start must not read every file. */
function stateOfSources() {
  const hash = createHash('sha256')
  for (const source of sources) for (const line of describe(source)) hash.update(line)
  return hash.digest('hex')
}

/**
 * @param {string} path relative to the project
 * @returns {string[]}
 */
function describe(path) {
  const state = statSync(join(root, path), { throwIfNoEntry: false })
  if (!state) return []
  if (!state.isDirectory()) return [`${path} ${state.size} ${state.mtimeMs}\n`]
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => describe(join(path, name)))
}
