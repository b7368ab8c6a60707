/** An office in which everything has happened once, in good weather: what the mutations are made from. */
import { act } from './act.ts'
import { edit } from './edits.ts'
import { approveAs, arrive, ask, exchange, found } from './meetings.ts'
import { copyDisk, type Disk } from './memory-disk.ts'
import { newOffice, type OfficeOfSchedule, type Person } from './office.ts'

export interface Tale {
  readonly office: OfficeOfSchedule
  readonly founder: Person
  readonly officer: Person
  readonly reader: Person
  /** Put out in the end; both wrote before. */
  readonly formerOfficer: Person
  /** Has asked and been let in, and has not heard of it yet: takes everything in for the first time. */
  readonly fresh: Disk
}

export async function tellTale(seed: number): Promise<Tale> {
  const office = newOffice(seed)
  const founder = await found(office)
  const comesIn = async (role: 'officer' | 'reader') => {
    const person = await arrive(office)
    await ask(office, person, office.office, false)
    await exchange(office, founder, office.office, 0)
    await approveAs(office, founder, role)
    await exchange(office, person, office.office, 0)
    return person
  }
  const officer = await comesIn('officer')
  const reader = await comesIn('reader')
  const formerOfficer = await comesIn('officer')
  const writers = [founder, officer, formerOfficer]
  for (let round = 0; round < 4; round += 1) await everybodyWrites(office, writers)
  const newcomer = await arrive(office)
  await ask(office, newcomer, office.office, false)
  const fresh = copyDisk(newcomer.machine.disk)
  await exchange(office, founder, office.office, 0)
  await approveAs(office, founder, 'officer')
  const { device } = await formerOfficer.machine.get('session.describe', {})
  await act(office, founder, () => founder.machine.call('roster.revoke', { device }), false)
  for (let round = 0; round < 4; round += 1) await everybodyWrites(office, [founder, officer])
  return { office, founder, officer, reader, formerOfficer, fresh }
}

async function everybodyWrites(office: OfficeOfSchedule, people: readonly Person[]): Promise<void> {
  for (const person of people) {
    await edit(office, person, 'person')
    await exchange(office, person, office.office, 0)
  }
}
