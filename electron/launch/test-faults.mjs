// `npm run test:faults -- [--schedules N] [--seed S] [--first F] [--mutations M]`: the simulator of the exchange of sealed offices, for as
// long as it is told to. --seed S replays one schedule with its whole story. The last line is one of numbers.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { ensureInstalled } from './ensure-installed.mjs'
import { inProject } from './project.mjs'
import { runThrough } from './run-through.mjs'

const workers = 2
const mutationsForEach = 4.5
const reports = inProject('out')
const reportOf = (/** @type {number} */ worker) => inProject('out', `faults-${worker}.json`)

const options = readOptions(process.argv.slice(2))
if (!options) {
  console.error('Use: npm run test:faults -- [--schedules N] [--seed S] [--first F] [--mutations M]')
  process.exit(2)
}
await ensureInstalled()
mkdirSync(reports, { recursive: true })
for (let worker = 0; worker < workers; worker += 1) rmSync(reportOf(worker), { force: true })
const seed = options.seed ?? null
const schedules = seed === null ? (options.schedules ?? 200) : 1
const plan = {
  seed,
  first: options.first ?? 1,
  schedules,
  mutations: options.mutations ?? (seed === null ? Math.ceil(schedules * mutationsForEach) : 0),
  workers,
  reports
}
const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
const env = { ...process.env, FAULTS_PLAN: JSON.stringify(plan) }
const code = await runThrough(process.execPath, [vitest, 'run', '--config', 'test/simulator/vitest.config.ts'], { env })
const told = Array.from({ length: workers }, (_, worker) => reportOf(worker)).filter((file) => existsSync(file))
const tallies = told.map((file) => JSON.parse(readFileSync(file, 'utf8')))
const sum = (/** @type {string} */ name) => tallies.reduce((all, one) => all + one[name], 0)
const isWhole = code === 0 && tallies.length === workers && sum('schedules') === schedules
if (!isWhole) console.log('The run did not come to its end: see above.')
if (sum('otherwise') > 0) console.log(`${sum('otherwise')} schedules broke a rule without losing anything: see above.`)
console.log(
  `schedules ${sum('schedules')}, faults ${sum('faults')}, acknowledged edits ${sum('acknowledged')}, lost ${sum('lost')}, ` +
    `diverged ${sum('diverged')}, kill points ${sum('kills')}, mutations rejected ${sum('mutations') - sum('accepted')}/${sum('mutations')}`
)
process.exitCode = isWhole && sum('lost') + sum('diverged') + sum('otherwise') + sum('accepted') === 0 ? 0 : 1

/**
 * @param {string[]} args
 * @returns {{ [name: string]: number } | null}
 */
function readOptions(args) {
  /** @type {{ [name: string]: number }} */
  const read = {}
  for (let at = 0; at < args.length; at += 2) {
    const name = /^--(schedules|seed|first|mutations)$/.exec(args[at] ?? '')?.[1]
    const value = Number(args[at + 1])
    if (!name || !Number.isInteger(value) || value < 0) return null
    read[name] = value
  }
  return read
}
