/** Everything is well again, and everybody meets everybody until nothing changes any more. */
import type { Result } from '#shared/bridge/contract.ts'
import { act, actTogether } from './act.ts'
import { administrators, roleOf } from './changes-of-office.ts'
import { badFiles } from './check-shares.ts'
import { wholeAgain } from './damage.ts'
import { noteDevice } from './meetings.ts'
import { type Disk, filesIn, rename } from './memory-disk.ts'
import type { OfficeOfSchedule, Person } from './office.ts'
import { filesOn, rootOf, type Share } from './shares.ts'

const mostRounds = 16
/** bad-copies.ts: how many files one look takes, and how many exchanges lie between two looks. */
const filesOfALook = 8
const exchangesOfALook = 16

export async function heal(office: OfficeOfSchedule): Promise<void> {
  const { violate } = office
  for (const share of [office.office, office.stick]) {
    wholeAgain(share)
    share.hidden.clear()
  }
  for (const share of [office.office, office.stick]) await setUpAgain(office, share)
  // What never comes to rest may grow for ever: there is no use in going on.
  if (!(await comeToRest(office))) return violate('diverged', `after ${mostRounds} rounds something still changes`)
  // Bytes that went bad without a change of length are found when their turn comes.
  for (const share of [office.office, office.stick]) {
    const looks = Math.ceil(filesOn(share).size / filesOfALook) + 1
    for (let look = 0; look < looks && badFiles(share).length > 0; look += 1) await lookAgain(office, share)
  }
  if (!(await comeToRest(office))) violate('diverged', `after ${mostRounds} more rounds something still changes`)
  await letInAgain(office)
  await everybodySaysWell(office)
}

/**
 * Who was let in by an administrator that was put out by somebody who had not heard of it, is let in once more; whether that one had put
 * them out again nobody knows.
 */
async function letInAgain(office: OfficeOfSchedule): Promise<void> {
  const [admin] = await administrators(office)
  if (!admin) return
  const { requests } = await admin.machine.get('roster.read', {})
  const again = requests.filter(({ device }) => office.everGiven.has(device))
  for (const { device } of again) {
    const role = office.given.get(device) ?? 'officer'
    await act(office, admin, () => admin.machine.call('roster.approve', { device, role }), false)
    office.say(`${admin.machine.name} lets ${device.slice(0, 4)} in again`)
  }
  if (again.length > 0 && !(await comeToRest(office)))
    office.violate('diverged', 'after letting in again something still changes')
}

async function comeToRest(office: OfficeOfSchedule): Promise<boolean> {
  const { people } = office
  const changes = () =>
    [office.office.disk.changes, office.stick.disk.changes, ...people.map(({ machine }) => filesOfProfile(machine.disk))].join(
      ' '
    )
  for (let round = 0; round < mostRounds; round += 1) {
    const before = changes()
    for (const person of people) for (const share of [office.office, office.stick]) await meet(office, person, share)
    if (changes() === before) return true
  }
  return false
}

/** What is kept in a profile, without the small files in which the program remembers for itself. */
const filesOfProfile = (disk: Disk): string =>
  Array.from(filesIn(disk.root))
    .flatMap(([path, file]) => (/\/(replica|journal|quarantine)\//.test(path) ? [`${path} ${file.changedAt}`] : []))
    .sort()
    .join('\n')

async function meet(office: OfficeOfSchedule, person: Person, share: Share): Promise<Result<unknown> | null> {
  const { machine } = person
  const [result] = await actTogether(
    office,
    [{ person, work: () => machine.call('exchange.run', { folder: machine.at(share) }) }],
    false
  )
  await noteDevice(person)
  return result ?? null
}

/** A share that lost what says whose it is: a person sets it up again. */
async function setUpAgain(office: OfficeOfSchedule, share: Share): Promise<void> {
  if (filesOn(share).has('replica.json')) return
  for (const person of office.people) {
    if ((await roleOf(person)) === null) continue
    const { machine } = person
    removeStrangers(share)
    const before = (await machine.get('exchange.status', {})).shareFolder
    await machine.call('exchange.disconnect', {})
    const [result] = await actTogether(
      office,
      [{ person, work: () => machine.call('exchange.connect', { path: machine.at(share), setUp: true }) }],
      false
    )
    if (before !== '') await machine.call('exchange.connect', { path: before, setUp: false })
    if (result?.ok) return office.say(`${machine.name} sets ${share.name} up again`)
  }
  office.violate('broken', `nobody can set ${share.name} up again`)
}

/** What a system left in the folder (desktop.ini and its like) would keep it from being set up: the person takes it away. */
function removeStrangers(share: Share): void {
  for (const [name, node] of rootOf(share).entries) if (node.kind !== 'folder') rename(share.disk, rootOf(share), [name, null])
}

/** As many exchanges as lie between two looks at the copies, by everybody who has chosen this share. */
async function lookAgain(office: OfficeOfSchedule, share: Share): Promise<void> {
  for (let exchange = 0; exchange < exchangesOfALook; exchange += 1) {
    for (const person of office.people) {
      if (badFiles(share).length === 0) return
      await meet(office, person, share)
    }
  }
}

async function everybodySaysWell(office: OfficeOfSchedule): Promise<void> {
  for (const person of office.people) {
    if ((await roleOf(person)) === null) continue
    for (const share of [office.office, office.stick]) {
      const result = await meet(office, person, share)
      if (result && !result.ok)
        office.violate('diverged', `${person.machine.name} cannot exchange at ${share.name}: ${result.code} ${result.detail}`)
    }
  }
}
