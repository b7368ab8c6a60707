/** One schedule from one seed: people who work, meet and have bad luck, then a while without it, and what must hold after that. */
import { forgetBuilt } from './built-files.ts'
import { seedBytes } from './chance-bytes.ts'
import { checkPeople } from './check-people.ts'
import { checkShares } from './check-shares.ts'
import { heal } from './healing.ts'
import { approve, arrive, ask, exchange, found } from './meetings.ts'
import { newOffice, type OfficeOfSchedule, type Person, type Violation } from './office.ts'
import { step } from './steps.ts'

export interface ScheduleResult {
  readonly seed: number
  readonly violations: readonly Violation[]
  readonly log: readonly string[]
  readonly faults: number
  readonly kills: number
  readonly acknowledged: number
}

export interface ScheduleOptions {
  /** Nothing goes wrong: for looking at the rest. */
  readonly calm?: boolean
}

export async function runSchedule(seed: number, options: ScheduleOptions = {}): Promise<ScheduleResult> {
  seedBytes(seed)
  forgetBuilt()
  const office = newOffice(seed)
  const { dice } = office
  try {
    await found(office)
    await comeIn(office, 1 + dice.below(4))
    if (!options.calm) office.trouble.on = true
    for (let left = 15 + dice.below(40); left > 0 && office.violations.length === 0; left -= 1) await step(office)
    office.trouble.on = false
    await heal(office)
    await checkPeople(office)
    checkShares(office)
  } catch (error) {
    office.violate('broken', error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  return {
    seed,
    violations: office.violations,
    log: office.log,
    faults: office.tally.faults,
    kills: office.tally.kills,
    acknowledged: Array.from(office.edits.values()).filter(({ acknowledged }) => acknowledged).length
  }
}

/** The first of them come in while all is well. */
async function comeIn(office: OfficeOfSchedule, count: number): Promise<void> {
  const founder = office.people[0] as Person
  for (let index = 0; index < count; index += 1) {
    const person = await arrive(office)
    await ask(office, person, office.office, false)
    await exchange(office, founder, office.office, 0)
    await approve(office, founder, false)
    await exchange(office, person, office.office, 0)
  }
}
