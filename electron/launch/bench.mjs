// `npm run bench -- sync|documents [--json]`: ours and a peer in the same run, as ratios. The peers have a lock file of their own and are
// installed on demand.
import { existsSync } from 'node:fs'
import { ensureBrowser } from './ensure-browser.mjs'
import { build } from './ensure-built.mjs'
import { ensureInstalled } from './ensure-installed.mjs'
import { findProgram } from './find-program.mjs'
import { canInstallWithApt, installWithApt } from './install-with-apt.mjs'
import { inProject } from './project.mjs'
import { runQuietly } from './run-quietly.mjs'
import { runThrough } from './run-through.mjs'

await ensureInstalled(console.error)
const peers = inProject('test', 'bench', 'peers')
if (!existsSync(inProject('test', 'bench', 'peers', 'node_modules'))) {
  console.error('Installing what the benchmarks compare with.')
  const { ok, output } = await runQuietly('npm', ['ci', '--prefix', peers], { shell: process.platform === 'win32' })
  if (!ok) {
    console.error(output.trimEnd())
    process.exit(1)
  }
}
// The page is measured as it is built.
const browser = await ensureBrowser(console.error)
if (browser) process.env.CHROMIUM_PATH = browser
if (!(await build(console.error))) process.exit(1)
// Programs that the documents are compared with.
const programs =
  process.argv[2] === 'documents'
    ? [
        ['pandoc', 'pandoc'],
        ['soffice', 'libreoffice-writer']
      ]
    : []
const absent = programs.flatMap(([program, name]) => (findProgram([program]) ? [] : [name]))
if (absent.length > 0 && canInstallWithApt()) await installWithApt(absent, console.error)
const vite = inProject('node_modules', 'vite', 'bin', 'vite.js')
const built = await runQuietly(process.execPath, [
  vite,
  'build',
  '--ssr',
  'test/bench/main.ts',
  '--outDir',
  'out/bench',
  '--emptyOutDir'
])
if (!built.ok) {
  console.error(built.output.trimEnd())
  process.exit(1)
}
process.exitCode = await runThrough(process.execPath, [inProject('out', 'bench', 'main.js'), ...process.argv.slice(2)])
