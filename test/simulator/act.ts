/** One person does one thing: it goes well, or badly, or the laptop dies on the way and is started again. */
import { cutPower } from './memory-disk.ts'
import type { OfficeOfSchedule, Person } from './office.ts'
import { Hangs, type Outcome } from './pace.ts'
import { startPage } from './page.ts'
import { full } from './trouble.ts'

const manners = ['refused', 'torn', 'late'] as const
const mostStarts = 6

/** Null when the laptop died, or the work threw (which is noted). `risky`: it may die, or find its own disk full. */
export async function act<Value>(
  office: OfficeOfSchedule,
  person: Person,
  work: () => Promise<Value>,
  risky = true
): Promise<Value | null> {
  return (await actTogether(office, [{ person, work }], risky))[0] ?? null
}

export async function actTogether<Value>(
  office: OfficeOfSchedule,
  acts: readonly { readonly person: Person; readonly work: () => Promise<Value> }[],
  risky = true
): Promise<(Value | null)[]> {
  const { dice, pace } = office
  if (risky && office.trouble.on) for (const { person } of acts) endanger(office, person)
  const quarantined = acts.map(({ person }) => inQuarantine(person))
  const runs = acts.map(({ person, work }) => ({ work, isDead: person.machine.isDead }))
  const outcomes = await pace.toEnd(runs, dice).catch((error: unknown): Outcome<Value>[] => {
    if (!(error instanceof Hangs)) throw error
    office.violate('broken', error.message)
    return acts.map(() => ({ state: 'failed', error }))
  })
  const values: (Value | null)[] = []
  for (const [index, { person }] of acts.entries()) {
    const outcome = outcomes[index]
    clearUp(office, person)
    if (outcome?.state === 'failed') office.violate('broken', `${person.machine.name}: ${String(outcome.error)}`)
    if (outcome?.state === 'dead') await comeBack(office, person)
    else {
      const now = new Set(inQuarantine(person))
      for (const name of quarantined[index] ?? []) if (!now.has(name)) office.violate('broken', `${name} left quarantine`)
      await openAgain(office, person)
    }
    values.push(outcome?.state === 'done' ? outcome.value : null)
  }
  return values
}

function inQuarantine({ machine }: Person): string[] {
  const profile = machine.disk.root.entries.get('profile')
  const folder = profile?.kind === 'folder' ? profile.entries.get('quarantine') : undefined
  return folder?.kind === 'folder' ? Array.from(folder.entries.keys()).filter((name) => !name.includes('.tmp-')) : []
}

function endanger({ dice, say }: OfficeOfSchedule, { machine }: Person): void {
  if (dice.hits(14)) machine.doom = { left: 1 + dice.below(dice.oneOf([4, 15, 50, 150])), manner: dice.oneOf(manners) }
  if (dice.hits(4)) {
    machine.diskTrouble = full(dice)
    say(`  ${machine.name}: own disk ${machine.diskTrouble.said}`)
  }
}

function clearUp(office: OfficeOfSchedule, { machine }: Person): void {
  machine.doom = null
  machine.diskTrouble = null
  machine.weather.clear()
  for (const node of machine.void.root.entries.values()) {
    if (node.kind !== 'folder' || node.entries.size > 0) office.violate('broken', `${machine.name} wrote where its share was not`)
  }
}

/** A laptop that could not open its desk for want of room asks for the passphrase again. */
async function openAgain(office: OfficeOfSchedule, person: Person): Promise<void> {
  if (!person.machine.isRunning()) return
  const { access } = await person.machine.get('session.describe', {})
  if (access.state === 'locked') await started(office, person)
}

/** After a death: by a power cut, or of the program alone. Dying again at the start is possible. */
export async function comeBack(office: OfficeOfSchedule, person: Person): Promise<void> {
  const { dice, say } = office
  const { machine } = person
  for (let start = 1; start <= mostStarts; start += 1) {
    const power = dice.hits(50)
    const left = power ? cutPower(machine.disk, dice) : 0
    say(`  ${machine.name} died${power ? `; the power was cut, ${left} things left to chance` : ''}`)
    if (await started(office, person, start < mostStarts && dice.hits(20))) return
  }
  office.violate('broken', `${machine.name} does not start`)
}

/** False when it died on the way. */
export async function started(office: OfficeOfSchedule, person: Person, doomed = false): Promise<boolean> {
  const { dice, pace } = office
  const { machine } = person
  person.page.session = Buffer.from(dice.bytes(8)).toString('hex')
  machine.revive()
  if (doomed) machine.doom = { left: 1 + dice.below(60), manner: dice.oneOf(manners) }
  const boot = async () => {
    await machine.boot()
    await startPage(machine, person.page)
  }
  const [outcome] = await pace.toEnd([{ work: boot, isDead: machine.isDead }], dice)
  machine.doom = null
  if (outcome?.state === 'failed') office.violate('broken', `${machine.name} does not start: ${String(outcome.error)}`)
  return outcome?.state !== 'dead'
}
