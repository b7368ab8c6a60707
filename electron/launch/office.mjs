// `npm run office -- …`: the terminal's door. Standard output is the command's alone, so our own words go to standard error.
import { ensureBuilt } from './ensure-built.mjs'
import { ensureInstalled } from './ensure-installed.mjs'
import { inProject } from './project.mjs'
import { runThrough } from './run-through.mjs'

await ensureInstalled(console.error)
await ensureBuilt(console.error)
const cwd = process.env.INIT_CWD ?? process.cwd()
process.exitCode = await runThrough(process.execPath, [inProject('out', 'main', 'office.js'), ...process.argv.slice(2)], { cwd })
