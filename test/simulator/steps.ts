/** What happens next, drawn from the seed. */
import {
  administrators,
  backUp,
  changeRole,
  clone,
  duel,
  putBack,
  restart,
  revoke,
  roleOf,
  rot,
  setClock
} from './changes-of-office.ts'
import { damage, keepOlder } from './damage.ts'
import { edit } from './edits.ts'
import { approve, arrive, ask, exchange, exchangeAtOnce, month, shareOf } from './meetings.ts'
import type { OfficeOfSchedule, Person } from './office.ts'

const mostPeople = 8

type Step = (office: OfficeOfSchedule, person: Person) => Promise<void> | void

/** A step for somebody; `calm` ones go wrong for nobody. */
const calmSteps: readonly (readonly [number, Step])[] = [
  [36, writeSome],
  [26, async (office, person) => void (await exchange(office, person))],
  [3, restart],
  [4, newcomer],
  [4, byAdministrator(async (office, admin) => approve(office, admin))],
  [2, byAdministrator(changeRole)]
]
const hardSteps: readonly (readonly [number, Step])[] = [
  ...calmSteps,
  [
    5,
    async (office, person) => exchangeAtOnce(office, [person, office.dice.oneOf(office.people.filter((one) => one !== person))])
  ],
  [2, inside(clone)],
  [4, inside(async (office, person) => backUp(office, person))],
  [2, inside(putBack)],
  [1, inside(rot)],
  [1, inside(month)],
  [1, byAdministrator(revoke)],
  [1, async (office) => duelOf(office)],
  [2, setClock],
  [10, damage],
  [3, keepOlder]
]

async function writeSome(office: OfficeOfSchedule, person: Person): Promise<void> {
  for (let left = 1 + office.dice.below(4); left > 0; left -= 1) await edit(office, person)
}

export async function step(office: OfficeOfSchedule): Promise<void> {
  const { dice, people } = office
  await dice.weighted(office.trouble.on ? hardSteps : calmSteps)(office, dice.oneOf(people))
}

function byAdministrator(act: (office: OfficeOfSchedule, admin: Person) => Promise<void>): Step {
  return async (office) => {
    const admins = await administrators(office)
    if (admins.length > 0) await act(office, office.dice.oneOf(admins))
  }
}

/** For those who have keys: a laptop outside every office has nothing to copy. */
function inside(act: (office: OfficeOfSchedule, person: Person) => Promise<void>): Step {
  return async (office, person) => {
    if ((await roleOf(person)) === null || (act === clone && office.people.length >= mostPeople)) return
    await act(office, person)
  }
}

async function newcomer(office: OfficeOfSchedule): Promise<void> {
  const { people } = office
  const states = await Promise.all(people.map(async (person) => (await person.machine.get('session.describe', {})).access.state))
  const outside = people.find((_, index) => states[index] === 'none')
  const person = outside ?? (people.length < mostPeople ? await arrive(office) : null)
  if (person) await ask(office, person, shareOf(office), true)
}

async function duelOf(office: OfficeOfSchedule): Promise<void> {
  const admins = await administrators(office)
  if (admins.length > 1) await duel(office, admins)
}
