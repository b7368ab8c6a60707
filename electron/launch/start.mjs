// `npm start`: installs and builds what is missing, then opens the app in Electron or, where that cannot be had, in the browser.

import { fetchElectron, findElectron, whyNoWindow } from './electron-runtime.mjs'
import { ensureBuilt } from './ensure-built.mjs'
import { ensureInstalled } from './ensure-installed.mjs'
import { inProject, root } from './project.mjs'
import { runThrough } from './run-through.mjs'
import { help, readStartOptions } from './start-options.mjs'

const args = process.argv.slice(2)
const { values, problem } = readStartOptions(args)
if (!values) {
  console.error(`${problem}\n\n${help}`)
  process.exit(2)
}
if (values.help) {
  console.log(help)
  process.exit(0)
}

await ensureInstalled()
await ensureBuilt()

// Folders are meant from where the person stands, which is where npm was called and not where it runs its scripts.
const cwd = process.env.INIT_CWD ?? process.cwd()
const electron = values.browser ? null : await electronOrReason()
process.exitCode = electron
  ? // Set in editors' own terminals, where it would turn Electron into a plain Node.
    await runThrough(electron, [root, ...args], { cwd, env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined } })
  : await runThrough(process.execPath, [inProject('out', 'main', 'preview.js'), ...args], { cwd })

async function electronOrReason() {
  const reason = whyNoWindow()
  if (reason) {
    console.log(reason)
    return null
  }
  const program = findElectron() ?? (await fetchElectron())
  if (!program)
    console.log("Electron's runtime is not on this machine and could not be fetched; opening the same app in your browser.")
  return program
}
