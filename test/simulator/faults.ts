/** The long run: schedules and mutations, shared out among workers, with what came of them in a file that `npm run test:faults` adds up. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runMutations } from './mutations.ts'
import { runSchedule } from './run-schedule.ts'

export interface FaultsTally {
  schedules: number
  faults: number
  acknowledged: number
  lost: number
  diverged: number
  otherwise: number
  kills: number
  mutations: number
  accepted: number
}

interface Plan {
  /** A single schedule, with its whole story. */
  readonly seed: number | null
  readonly first: number
  readonly schedules: number
  readonly mutations: number
  readonly workers: number
  readonly reports: string
}

const saysEvery = 25
const mutationsOfASeed = 900

const planOf = (): Plan => JSON.parse(process.env.FAULTS_PLAN ?? '{}')
const say = (line: string): void => void process.stdout.write(`${line}\n`)

export async function runFaults(worker: number): Promise<void> {
  const { seed, first, schedules, mutations, workers, reports } = planOf()
  const tally: FaultsTally = {
    schedules: 0,
    faults: 0,
    acknowledged: 0,
    lost: 0,
    diverged: 0,
    otherwise: 0,
    kills: 0,
    mutations: 0,
    accepted: 0
  }
  const seeds = seed === null ? seedsOf(first, schedules, worker, workers) : worker === 0 ? [seed] : []
  for (const one of seeds) {
    await add(tally, one, seed !== null)
    if (tally.schedules % saysEvery === 0) say(`worker ${worker + 1}: ${tally.schedules} of ${seeds.length} schedules`)
  }
  const share = Math.floor((mutations * (worker + 1)) / workers) - Math.floor((mutations * worker) / workers)
  for (let left = share; left > 0; left -= mutationsOfASeed) {
    const { tried, accepted } = await runMutations(first + worker + left, Math.min(left, mutationsOfASeed))
    tally.mutations += tried
    tally.accepted += accepted.length
    for (const one of accepted) say(`mutation accepted: ${one}`)
  }
  writeFileSync(join(reports, `faults-${worker}.json`), JSON.stringify(tally))
}

const seedsOf = (first: number, count: number, worker: number, workers: number): number[] =>
  Array.from({ length: count }, (_, index) => first + index).filter((seed) => seed % workers === worker)

async function add(tally: FaultsTally, seed: number, tellsAll: boolean): Promise<void> {
  const { violations, log, faults, kills, acknowledged } = await runSchedule(seed)
  const of = (kind: string) => violations.filter((one) => one.kind === kind).length
  tally.schedules += 1
  tally.faults += faults
  tally.kills += kills
  tally.acknowledged += acknowledged
  tally.lost += of('lost')
  tally.diverged += Number(of('diverged') > 0)
  tally.otherwise += Number(violations.length > 0 && of('lost') + of('diverged') === 0)
  if (tellsAll) say(log.join('\n'))
  if (violations.length === 0) return
  say(`seed ${seed}: ${violations.length} violated`)
  for (const { kind, text } of violations.slice(0, tellsAll ? violations.length : 3)) say(`  ${kind}: ${text}`)
}
