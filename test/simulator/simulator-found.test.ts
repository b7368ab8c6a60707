/** What the simulator found, each as the shortest story that shows it. */
import './stand-ins.ts'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Role } from '#shared/sync/roles.ts'
import { readyEngine } from '../../electron/services/sample/ready-engine.ts'
import { act, started } from './act.ts'
import { seedBytes } from './chance-bytes.ts'
import { backUp, clone, putBack, restart } from './changes-of-office.ts'
import { allEntries, checkPeople } from './check-people.ts'
import { badFiles } from './check-shares.ts'
import { spoiled } from './damage.ts'
import { edit as write } from './edits.ts'
import { heal } from './healing.ts'
import { approveAs, arrive, ask, exchange, found, showInstead } from './meetings.ts'
import { cutPower, filesIn, flush } from './memory-disk.ts'
import { newOffice, type OfficeOfSchedule, type Person } from './office.ts'
import { standInForWebCrypto } from './quick-crypto.ts'
import { filesOn, type Share } from './shares.ts'

vi.setConfig({ testTimeout: 60_000 })
beforeAll(async () => {
  await readyEngine()
  await standInForWebCrypto()
})

async function newStory(seed = 1): Promise<{ office: OfficeOfSchedule; lan: Person }> {
  seedBytes(seed)
  const office = newOffice(seed)
  return { office, lan: await found(office) }
}
const edit = (office: OfficeOfSchedule, person: Person) => write(office, person, 'person')
const meet = (office: OfficeOfSchedule, person: Person, share: Share = office.office) => exchange(office, person, share, 0)

async function joins(office: OfficeOfSchedule, admin: Person, role: Role): Promise<Person> {
  const person = await arrive(office)
  await ask(office, person, office.office, false)
  await meet(office, admin)
  await approveAs(office, admin, role)
  await meet(office, person)
  return person
}
const deviceOf = async ({ machine }: Person) => (await machine.get('session.describe', {})).device

async function putOut(office: OfficeOfSchedule, admin: Person, who: Person, away = false): Promise<void> {
  const device = await deviceOf(who)
  office.putOut.add(device)
  if (away) for (const share of [office.office, office.stick]) showInstead(admin.machine, share, 'gone')
  await act(office, admin, () => admin.machine.get('roster.revoke', { device }), false)
}
const editsAt = async (person: Person): Promise<string[]> => (await allEntries(person)).map(({ editId }) => editId)
const membersAt = async ({ machine }: Person) => (await machine.get('roster.read', {})).members.map(({ device }) => device)

/** The newest file of an ending that a laptop has on a share. */
async function newest(share: Share, person: Person, ending: string) {
  const device = await deviceOf(person)
  const found = Array.from(filesOn(share)).filter(([path]) => path.startsWith(device) && path.endsWith(ending))
  return found.sort().at(-1) ?? ['', null]
}

/** Everybody meets until nothing changes, and everything that must hold does. */
async function allIsWell(office: OfficeOfSchedule): Promise<void> {
  await heal(office)
  await checkPeople(office)
  expect(office.violations.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([])
}

describe('the roster', () => {
  test('a statement that was met half copied is taken in once it is whole, without a restart', async () => {
    const { office, lan } = await newStory()
    const minh = await joins(office, lan, 'officer')
    const hoa = await joins(office, lan, 'officer')
    const [, file] = await newest(office.office, lan, '.ros')
    if (!file) throw new Error('no statement')
    const whole = file.data
    file.data = whole.slice(0, 100)
    await meet(office, minh)
    file.data = whole
    await meet(office, minh)
    expect(await membersAt(minh)).toContain(await deviceOf(hoa))
  })

  test('a key that came before what its statement builds on is used once that has come', async () => {
    const { office, lan } = await newStory()
    const minh = await joins(office, lan, 'officer')
    const hoa = await joins(office, lan, 'officer')
    const [enrolment] = await newest(office.office, lan, '.ros')
    await putOut(office, lan, hoa)
    office.office.hidden.set(minh.machine.name, new Set([enrolment]))
    await meet(office, minh)
    office.office.hidden.clear()
    await meet(office, minh)
    await edit(office, lan)
    await meet(office, lan)
    await meet(office, minh)
    expect(await editsAt(minh)).toEqual(await editsAt(lan))
  })

  test('a statement that found no room on the disk is kept when there is room again', async () => {
    const { office, lan } = await newStory()
    const minh = await joins(office, lan, 'officer')
    const hoa = await joins(office, lan, 'officer')
    minh.machine.diskTrouble = {
      said: 'full',
      verdict: ({ writes, path }) => (writes && path.includes('.ros') ? { code: 'ENOSPC', manner: 'refused' } : null)
    }
    await meet(office, minh)
    await meet(office, minh)
    office.office.hidden.set(minh.machine.name, new Set(filesOn(office.office).keys()))
    await restart(office, minh)
    expect(await membersAt(minh)).toContain(await deviceOf(hoa))
  })

  test('what was sealed with the key of an administrator who was put out meanwhile is read by all the same', async () => {
    const { office, lan } = await newStory()
    const hoa = await joins(office, lan, 'administrator')
    const minh = await joins(office, lan, 'officer')
    const binh = await joins(office, lan, 'officer')
    await meet(office, hoa)
    await putOut(office, lan, binh)
    await meet(office, minh)
    await edit(office, minh)
    await meet(office, minh)
    await putOut(office, hoa, lan, true)
    await allIsWell(office)
  })

  test('what was sealed with a key that does not count any more is not given up by its writer at a restart', async () => {
    const { office, lan } = await newStory()
    const hoa = await joins(office, lan, 'administrator')
    const minh = await joins(office, lan, 'officer')
    const binh = await joins(office, lan, 'officer')
    await meet(office, hoa)
    await putOut(office, lan, binh)
    await meet(office, minh)
    await edit(office, minh)
    await meet(office, minh)
    await putOut(office, hoa, lan, true)
    await meet(office, hoa)
    await meet(office, minh)
    await restart(office, minh)
    await edit(office, minh)
    expect(await editsAt(minh)).toHaveLength(2)
  })

  test('of which a file went bad on a laptop’s own disk is fetched again, and the work that waited for it goes on', async () => {
    const { office, lan } = await newStory()
    const minh = await joins(office, lan, 'officer')
    await edit(office, minh)
    await meet(office, minh)
    await edit(office, minh)
    const [path] = await newest(office.office, lan, '.ros')
    const own = filesIn(minh.machine.disk.root).get(`profile/replica/${path}`)
    if (!own) throw new Error('no such file')
    own.data = spoiled(own.data, 'flip', office.dice)
    flush(own)
    await restart(office, minh)
    await allIsWell(office)
  })
})

describe('a laptop put out', () => {
  test('whose work a member had received before he knew is taken in by all, whoever had refused it first', async () => {
    const { office, lan } = await newStory()
    const hoa = await joins(office, lan, 'officer')
    const minh = await joins(office, lan, 'officer')
    const binh = await joins(office, lan, 'officer')
    await edit(office, minh)
    await meet(office, minh, office.stick)
    await putOut(office, lan, minh)
    await meet(office, hoa)
    await meet(office, hoa, office.stick)
    await meet(office, binh, office.stick)
    await edit(office, binh)
    await meet(office, binh, office.stick)
    for (let round = 0; round < 3; round += 1) await meet(office, hoa, office.stick)
    expect((await editsAt(hoa)).sort()).toEqual((await editsAt(binh)).sort())
  })
})

describe('a copied laptop', () => {
  test('that meets its copy on two shares in turn loses nothing that both had', async () => {
    const { office, lan } = await newStory()
    const minh = await joins(office, lan, 'officer')
    await edit(office, minh)
    await clone(office, minh)
    const copy = office.people.at(-1) as Person
    await meet(office, copy, office.stick)
    await edit(office, minh)
    await meet(office, minh, office.office)
    await meet(office, minh, office.stick)
    await meet(office, copy, office.office)
    await allIsWell(office)
  })

  test('whose work was not sealed yet shows, under its new number, what the other one wrote', async () => {
    const { office, lan } = await newStory()
    const minh = await joins(office, lan, 'officer')
    await clone(office, minh)
    const copy = office.people.at(-1) as Person
    for (let left = 3; left > 0; left -= 1) await edit(office, copy)
    await edit(office, minh)
    await meet(office, minh)
    await meet(office, copy)
    for (let left = 3; left > 0; left -= 1) await edit(office, minh)
    await allIsWell(office)
  })
})

test('what a copied laptop had received of one that was put out counts, though the branch on which it said so gives way', async () => {
  const { office, lan } = await newStory()
  const minh = await joins(office, lan, 'officer')
  const binh = await joins(office, lan, 'officer')
  await clone(office, minh)
  const copy = office.people.at(-1) as Person
  for (let left = 6; left > 0; left -= 1) await edit(office, binh)
  await meet(office, binh, office.stick)
  await meet(office, copy, office.stick)
  await edit(office, minh)
  await meet(office, minh)
  for (let left = 6; left > 0; left -= 1) await edit(office, copy)
  await putOut(office, lan, binh, true)
  await meet(office, lan)
  await meet(office, copy)
  await allIsWell(office)
})

test('what was written on a laptop whose backup was put back twice is taken over from the stick where it lies alone', async () => {
  const { office, lan } = await newStory()
  const minh = await joins(office, lan, 'officer')
  backUp(office, minh)
  await edit(office, lan)
  await meet(office, lan)
  await meet(office, minh)
  await putBack(office, minh)
  for (let left = 3; left > 0; left -= 1) await edit(office, minh)
  await meet(office, minh, office.stick)
  await putBack(office, minh)
  await edit(office, minh)
  await meet(office, minh)
  await allIsWell(office)
  expect(await editsAt(lan)).toEqual(expect.arrayContaining(['edit-0002', 'edit-0003', 'edit-0004', 'edit-0005']))
})

test('what a laptop wrote before it heard of a lower role counts once it may write again', async () => {
  const { office, lan } = await newStory()
  const minh = await joins(office, lan, 'officer')
  const device = await deviceOf(minh)
  const makes = (role: Role) => act(office, lan, () => lan.machine.get('roster.change', { device, role }), false)
  for (let left = 6; left > 0; left -= 1) await edit(office, minh)
  await makes('reader')
  await meet(office, minh)
  await meet(office, lan)
  await makes('officer')
  await meet(office, minh)
  for (let left = 6; left > 0; left -= 1) await edit(office, minh)
  await allIsWell(office)
  expect((await allEntries(lan)).filter(({ refused }) => refused)).toEqual([])
})

test('a view that took in what a role forbids after the fact is built anew', async () => {
  const { office, lan } = await newStory()
  const minh = await joins(office, lan, 'officer')
  const device = await deviceOf(minh)
  await act(office, lan, () => lan.machine.get('roster.change', { device, role: 'reader' }), false)
  await edit(office, minh)
  await allIsWell(office)
})

test('an acknowledged edit outlives a power cut, in a laptop’s first folder too', async () => {
  const lost: number[] = []
  for (let seed = 1; seed <= 12; seed += 1) {
    const { office, lan } = await newStory(seed)
    const minh = await joins(office, lan, 'officer')
    await edit(office, minh)
    if (seed % 2 === 0) await meet(office, minh, office.stick)
    await act(office, minh, () => minh.machine.close(), false)
    cutPower(minh.machine.disk, office.dice)
    await started(office, minh)
    if ((await editsAt(minh)).length !== 1) lost.push(seed)
  }
  expect(lost).toEqual([])
})

test('a pack is not taken in before the key that opens it', async () => {
  const { office, lan } = await newStory()
  for (let left = 6; left > 0; left -= 1) {
    await edit(office, lan)
    await meet(office, lan)
  }
  const minh = await arrive(office)
  await ask(office, minh, office.office, false)
  await meet(office, lan)
  await approveAs(office, lan, 'officer')
  office.office.hidden.set(
    minh.machine.name,
    new Set(Array.from(filesOn(office.office).keys()).filter((path) => path.endsWith('.age')))
  )
  await meet(office, minh)
  expect(await editsAt(minh)).toEqual([])
  await allIsWell(office)
})

test('bytes gone bad on a stick are found there in time, however many files lie before them', async () => {
  const { office, lan } = await newStory()
  const minh = await joins(office, lan, 'officer')
  for (let left = 4; left > 0; left -= 1)
    for (const person of [lan, minh]) {
      await edit(office, person)
      await meet(office, person, office.stick)
    }
  for (const [path, file] of filesOn(office.stick)) {
    if (!path.endsWith('.seg')) continue
    file.data = spoiled(file.data, 'flip', office.dice)
    flush(file)
  }
  for (let round = 0; round < 60 && badFiles(office.stick).length > 0; round += 1)
    for (const person of [lan, minh]) await meet(office, person, office.stick)
  expect(badFiles(office.stick)).toEqual([])
})

test('thirty days of finding a pack are counted for each share, whatever other one is visited in between', async () => {
  const { office, lan } = await newStory()
  const minh = await joins(office, lan, 'officer')
  for (let left = 6; left > 0; left -= 1) {
    await edit(office, lan)
    await meet(office, lan)
  }
  await meet(office, minh)
  const own = async () => {
    const device = await deviceOf(lan)
    return Array.from(filesOn(office.office).keys()).filter((path) => path.startsWith(device) && path.endsWith('.seg')).length
  }
  const before = await own()
  for (let day = 0; day < 32; day += 1) {
    office.wait(24 * 3600 * 1000)
    for (const share of [office.office, office.stick]) await meet(office, lan, share)
  }
  expect(await own()).toBeLessThan(before)
})
