/** Laptops that meet at a share, in all weathers; and how they come into the office. */

import type { Result } from '#shared/bridge/contract.ts'
import type { Role } from '#shared/sync/roles.ts'
import { act, actTogether, started } from './act.ts'
import { passphrase } from './machine.ts'
import { newFolder } from './memory-disk.ts'
import { giveRole, type OfficeOfSchedule, type Person } from './office.ts'
import { type Share, shareFolder } from './shares.ts'
import { shareTrouble } from './trouble.ts'

export const shareOf = ({ office, stick, dice }: OfficeOfSchedule): Share => (dice.hits(70) ? office : stick)

export function setWeather(
  { dice, say, tally, trouble: { on } }: OfficeOfSchedule,
  { machine }: Person,
  share: Share,
  percent: number
): void {
  if (!on || !dice.hits(percent)) return
  const weather = dice.weighted([
    [8, 'trouble'],
    [1, 'gone'],
    [1, 'empty']
  ] as const)
  if (weather === 'trouble') {
    const trouble = shareTrouble(dice)
    machine.weather.set(share.name, trouble)
    say(`  ${machine.name} at ${share.name}: ${trouble.said}`)
    return
  }
  tally.faults += 1
  say(`  ${machine.name}: ${share.name} is ${weather}`)
  showInstead(machine, share, weather)
}

export function showInstead(machine: Person['machine'], share: Share, weather: 'gone' | 'empty'): void {
  machine.weather.set(share.name, weather)
  machine.void.root.entries.clear()
  if (weather === 'empty') machine.void.root.entries.set(shareFolder, newFolder())
}

const saying = (result: Result<unknown> | null): string => (result === null ? 'died' : result.ok ? 'ok' : result.code)

export async function exchange(
  office: OfficeOfSchedule,
  person: Person,
  share = shareOf(office),
  percent = 40
): Promise<Result<unknown> | null> {
  setWeather(office, person, share, percent)
  const { machine } = person
  const result = await act(office, person, () => machine.call('exchange.run', { folder: machine.at(share) }))
  office.say(`${machine.name} exchanges at ${share.name}: ${saying(result)}`)
  await noteDevice(person)
  return result
}

/** A month in which a laptop comes by every day. */
export async function month(office: OfficeOfSchedule, person: Person): Promise<void> {
  const { machine } = person
  office.say(`${machine.name} comes by every day for a month`)
  for (let day = 0; day < 31; day += 1) {
    office.wait(24 * 3600 * 1000)
    await act(office, person, () => machine.call('exchange.run', { folder: machine.at(office.office) }), day === 30)
  }
  await noteDevice(person)
}

export async function exchangeAtOnce(office: OfficeOfSchedule, people: readonly Person[]): Promise<void> {
  const share = shareOf(office)
  for (const person of people) setWeather(office, person, share, 15)
  const acts = people.map((person) => ({
    person,
    work: () => person.machine.call('exchange.run', { folder: person.machine.at(share) })
  }))
  const results = await actTogether(office, acts)
  office.say(
    `${people.map(({ machine }) => machine.name).join(' and ')} exchange at ${share.name} at once: ${results.map(saying).join(', ')}`
  )
  for (const person of people) await noteDevice(person)
}

/** Its number may be another one now. */
export async function noteDevice(person: Person): Promise<void> {
  const { device, access } = await person.machine.get('session.describe', {})
  if (access.state === 'member' || access.state === 'waiting' || access.state === 'revoked') person.devices.add(device)
}

export async function found(office: OfficeOfSchedule): Promise<Person> {
  const person = await arrive(office)
  const { machine, author } = person
  await act(
    office,
    person,
    async () => {
      await machine.get('settings.change', { author })
      await machine.get('office.create', { name: 'Vụ Hợp tác quốc tế thử', passphrase, laptop: 'Máy thử nghiệm' })
      await machine.get('exchange.connect', { path: machine.at(office.stick), setUp: true })
      await machine.get('exchange.connect', { path: machine.at(office.office), setUp: true })
      await machine.get('exchange.run', {})
    },
    false
  )
  for (const plain of [author, 'Vụ Hợp tác quốc tế thử', 'Máy thử nghiệm']) office.plaintexts.add(plain)
  await noteDevice(person)
  for (const device of person.devices) giveRole(office, device, 'administrator', true)
  return person
}

export async function arrive(office: OfficeOfSchedule): Promise<Person> {
  const person = office.addPerson()
  await started(office, person)
  return person
}

/** A new laptop asks to be let in; one whose asking was cut off asks again. */
export async function ask(
  office: OfficeOfSchedule,
  person: Person,
  share: Share,
  risky: boolean
): Promise<Result<unknown> | null> {
  const { machine, author } = person
  office.plaintexts.add(author)
  if (risky) setWeather(office, person, share, 25)
  const result = await act(
    office,
    person,
    async () => {
      await machine.call('settings.change', { author })
      return machine.call('office.ask', { path: machine.at(share), passphrase, laptop: 'Máy thử nghiệm' })
    },
    risky
  )
  office.say(`${machine.name} asks at ${share.name}: ${saying(result)}`)
  await noteDevice(person)
  return result
}

const likelyRoles: readonly (readonly [number, Role])[] = [
  [8, 'officer'],
  [3, 'staff'],
  [3, 'supervisor'],
  [2, 'reader'],
  [4, 'administrator']
]
export const aRole = ({ dice }: OfficeOfSchedule): Role => dice.weighted(likelyRoles)

export const approve = (office: OfficeOfSchedule, admin: Person, risky = true): Promise<void> =>
  approveAs(office, admin, aRole(office), risky)

export async function approveAs(office: OfficeOfSchedule, admin: Person, role: Role, risky = false): Promise<void> {
  const { machine } = admin
  const roster = await machine.call('roster.read', {})
  const request = roster.ok ? roster.value.requests[0] : undefined
  if (!request) return
  const result = await act(office, admin, () => machine.call('roster.approve', { device: request.device, role }), risky)
  office.say(`${machine.name} lets ${request.device.slice(0, 4)} in as ${role}: ${saying(result)}`)
  giveRole(office, request.device, role, result?.ok ?? false)
}
