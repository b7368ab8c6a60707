/** What happens to laptops and to who may do what: copies, backups that are put back, roles, putting out, clocks. */
import type { Role } from '#shared/sync/roles.ts'
import { act, actTogether, started } from './act.ts'
import { spoiled } from './damage.ts'
import { aRole, noteDevice, showInstead } from './meetings.ts'
import { copyDisk, filesIn, flush } from './memory-disk.ts'
import { giveRole, type OfficeOfSchedule, type Person } from './office.ts'
import { copyPage } from './page.ts'
import { recount } from './survivors.ts'

export async function administrators(office: OfficeOfSchedule): Promise<Person[]> {
  const found: Person[] = []
  for (const person of office.people) if ((await roleOf(person)) === 'administrator') found.push(person)
  return found
}

export async function roleOf({ machine }: Person): Promise<Role | null> {
  const { access } = await machine.get('session.describe', {})
  return access.state === 'member' ? access.role : null
}

async function others(admin: Person): Promise<string[]> {
  const roster = await admin.machine.call('roster.read', {})
  return roster.ok ? roster.value.members.filter(({ own, role }) => !own && role !== null).map(({ device }) => device) : []
}

export async function changeRole(office: OfficeOfSchedule, admin: Person): Promise<void> {
  const devices = await others(admin)
  if (devices.length === 0) return
  const device = office.dice.oneOf(devices)
  const role = aRole(office)
  const result = await act(office, admin, () => admin.machine.call('roster.change', { device, role }))
  office.say(`${admin.machine.name} makes ${device.slice(0, 4)} ${role}: ${result ? (result.ok ? 'ok' : result.code) : 'died'}`)
  giveRole(office, device, role, result?.ok ?? false)
}

async function revocation(office: OfficeOfSchedule, admin: Person, away: boolean) {
  const devices = await others(admin)
  if (devices.length === 0) return null
  const device = office.dice.oneOf(devices)
  office.putOut.add(device)
  office.say(`${admin.machine.name} puts ${device.slice(0, 4)} out${away ? ', away from every share' : ''}`)
  return { person: admin, work: () => admin.machine.call('roster.revoke', { device }) }
}

export async function revoke(office: OfficeOfSchedule, admin: Person): Promise<void> {
  const one = await revocation(office, admin, false)
  if (one) await actTogether(office, [one])
}

/** Two administrators, neither of whom has heard of the other's word. */
export async function duel(office: OfficeOfSchedule, admins: readonly Person[]): Promise<void> {
  for (const admin of admins.slice(0, 2)) {
    for (const share of [office.office, office.stick]) showInstead(admin.machine, share, 'gone')
    const one = await revocation(office, admin, true)
    if (one) await actTogether(office, [one])
    else admin.machine.weather.clear()
  }
}

export async function restart(office: OfficeOfSchedule, person: Person): Promise<void> {
  await act(office, person, () => person.machine.close(), false)
  await started(office, person)
  office.say(`${person.machine.name} is started again`)
}

export async function clone(office: OfficeOfSchedule, person: Person): Promise<void> {
  const copy = office.addPerson(person)
  copy.machine.clockOff = person.machine.clockOff
  await started(office, copy)
  office.say(`${person.machine.name} is copied: ${copy.machine.name}`)
}

/** A file of the laptop's own copy goes bad, and is found bad at the next start. */
export async function rot(office: OfficeOfSchedule, person: Person): Promise<void> {
  const files = Array.from(filesIn(person.machine.disk.root)).filter(([path]) => /\/replica\/.*\.(seg|pack|ros|age)$/.test(path))
  if (files.length === 0) return
  const [path, file] = office.dice.oneOf(files)
  file.data = spoiled(file.data, office.dice.oneOf(['cut', 'empty', 'zeros', 'flip'] as const), office.dice)
  flush(file)
  office.say(`${person.machine.name}: ${path.slice(16)} goes bad`)
  await recount(office)
  await restart(office, person)
}

export function backUp(office: OfficeOfSchedule, person: Person): void {
  person.backups.push({ disk: copyDisk(person.machine.disk), page: copyPage(person.page) })
  office.say(`${person.machine.name} is backed up`)
}

export async function putBack(office: OfficeOfSchedule, person: Person): Promise<void> {
  if (person.backups.length === 0) return
  const backup = office.dice.oneOf(person.backups)
  await act(office, person, () => person.machine.close(), false)
  person.machine.disk = copyDisk(backup.disk)
  person.page = copyPage(backup.page)
  await started(office, person)
  await noteDevice(person)
  office.say(`${person.machine.name} is put back to a backup`)
  await recount(office)
}

const year = 365 * 24 * 3600 * 1000
export function setClock({ dice, say }: OfficeOfSchedule, { machine }: Person): void {
  machine.clockOff = Math.round((dice.below(2001) / 1000 - 1) * 5 * year)
  say(`${machine.name}: the clock is ${(machine.clockOff / year).toFixed(1)} years off`)
}
