/** What must hold of what each laptop knows once everything is well. */
import * as A from '@automerge/automerge/slim'
import type { Entry } from '#shared/bridge/contract.ts'
import { isRecordId, type RecordId } from '#shared/domain/record.ts'
import { type MergeResult, mergeChanges } from '#shared/sync/engine.ts'
import { mayChange, type Role } from '#shared/sync/roles.ts'
import type { Edit, OfficeOfSchedule, Person } from './office.ts'
import { catchUp } from './page.ts'

interface View {
  readonly person: Person
  readonly entries: readonly Entry[]
}
type Records = ReadonlyMap<RecordId, MergeResult>

export async function checkPeople(office: OfficeOfSchedule): Promise<void> {
  const views: View[] = []
  for (const person of office.people) {
    const { access } = await person.machine.get('session.describe', {})
    const entries = await allEntries(person)
    if (access.state === 'revoked') checkReadsNothingNew(office, person, entries)
    if (access.state === 'member') views.push({ person, entries })
    else if (access.state !== 'revoked' && wasLetIn(office, person))
      office.violate('lost', `${person.machine.name} was let in and is ${access.state}`)
  }
  for (const view of views) {
    checkNumbers(office, view)
    checkNothingLost(office, view)
  }
  const [first, ...others] = views
  if (!first) return
  for (const other of others) checkSameEntries(office, first, other)
  const records = recordsOf(first)
  // Built in two orders; every page has built them in an order of its own.
  const other = others.length > 0 ? office.dice.oneOf(others) : null
  if (other) checkSameRecords(office, [first, records], [other, recordsOf(other)])
  for (const { person } of views) await checkPage(office, person, records)
  checkInEffect(office, first, records)
}

const isOut = ({ putOut }: OfficeOfSchedule, person: Person): boolean =>
  Array.from(person.devices).some((device) => putOut.has(device))
const wasLetIn = (office: OfficeOfSchedule, person: Person): boolean =>
  !isOut(office, person) && Array.from(person.devices).some((device) => office.given.has(device))

export async function allEntries({ machine }: Person): Promise<Entry[]> {
  const all: Entry[] = []
  const positions: Record<string, number> = {}
  for (let more = true; more; ) {
    const page = await machine.get('journal.since', { positions, limit: 5000 })
    all.push(...page.entries)
    for (const { device, number } of page.entries) positions[device] = Math.max(positions[device] ?? 0, number)
    more = page.more && page.entries.length > 0
  }
  return all
}

function recordsOf({ entries }: View): Records {
  const byRecord = new Map<RecordId, Uint8Array[]>()
  for (const { record, changes, refused } of entries) {
    if (!refused && isRecordId(record)) byRecord.set(record, [...(byRecord.get(record) ?? []), ...changes])
  }
  return new Map(Array.from(byRecord, ([record, changes]) => [record, mergeChanges(record, null, changes)] as const))
}

/** No number stands for two entries, and an edit stands under two numbers only where its laptop got a new one. */
function checkNumbers(office: OfficeOfSchedule, { person, entries }: View): void {
  const places = new Map<string, string>()
  const edits = new Map<string, Set<string>>()
  for (const { device, number, editId } of entries) {
    const place = `${device} ${number}`
    if (places.has(place)) office.violate('diverged', `${person.machine.name}: ${place} stands for two entries`)
    places.set(place, editId)
    const devices = edits.get(editId) ?? new Set()
    if (devices.has(device))
      office.violate('diverged', `${person.machine.name}: ${editId} stands twice under ${device.slice(0, 4)}`)
    edits.set(editId, devices.add(device))
  }
}

const mustStand = (office: OfficeOfSchedule, one: Edit): boolean =>
  office.mustSurvive.has(one.editId) && !isOut(office, one.writer) && !office.putOut.has(one.device)

function checkNothingLost(office: OfficeOfSchedule, { person, entries }: View): void {
  const present = new Set(entries.map(({ editId }) => editId))
  for (const one of office.edits.values()) {
    if (mustStand(office, one) && !present.has(one.editId))
      office.violate(
        'lost',
        `${person.machine.name} does not have ${one.editId} of ${one.writer.machine.name} (${one.device.slice(0, 4)})`
      )
  }
}

function checkSameEntries(office: OfficeOfSchedule, one: View, other: View): void {
  const names = `${one.person.machine.name} and ${other.person.machine.name}`
  const said = ({ entries }: View) =>
    new Set(
      entries.map(
        ({ device, number, editId, refused }) => `${device.slice(0, 4)} ${number} ${editId}${refused ? ' refused' : ''}`
      )
    )
  const [ours, theirs] = [said(one), said(other)]
  for (const key of ours) if (!theirs.has(key)) office.violate('diverged', `${names}: only the first has ${key}`)
  for (const key of theirs) if (!ours.has(key)) office.violate('diverged', `${names}: only the second has ${key}`)
}

function checkSameRecords(office: OfficeOfSchedule, [one, ours]: [View, Records], [other, theirs]: [View, Records]): void {
  for (const record of new Set([...ours.keys(), ...theirs.keys()])) {
    if (JSON.stringify(ours.get(record)?.row) === JSON.stringify(theirs.get(record)?.row)) continue
    office.violate('diverged', `${one.person.machine.name} and ${other.person.machine.name}: ${record} differs`)
  }
}

/** What may stand does stand: no edit hangs on something that was never taken in. */
function checkInEffect(office: OfficeOfSchedule, { entries }: View, records: Records): void {
  const applied = new Map<string, Set<string>>()
  for (const [record, { document }] of records) {
    const whole = A.load(document)
    applied.set(record, new Set(A.getAllChanges(whole).map((change) => A.decodeChange(change).hash)))
    A.free(whole)
  }
  const there = new Set(entries.flatMap(({ changes }) => changes.map((change) => A.decodeChange(change).hash)))
  for (const { editId, record, changes, refused } of entries) {
    const one = office.edits.get(editId)
    if (refused || !one) continue
    if (!rolesOf(office, one).some((role) => mayChange(role, record)))
      office.violate('allowed', `${editId} of ${one.writer.machine.name} has effect, and no role it ever had allows ${record}`)
    if (!mustStand(office, one)) continue
    const hanging = changes.map((change) => A.decodeChange(change)).filter(({ hash }) => !applied.get(record)?.has(hash))
    // What it was written on lay on one disk alone, and that went bad.
    const isOnGone = isGone(office, record) && hanging.some(({ deps }) => deps.some((hash) => !there.has(hash)))
    if (isOnGone) for (const { hash } of hanging) there.delete(hash)
    if (hanging.length > 0 && !isOnGone)
      office.violate('lost', `${editId} of ${one.writer.machine.name} hangs on something that does not count`)
  }
}

const isGone = ({ edits, mustSurvive }: OfficeOfSchedule, record: string): boolean =>
  Array.from(edits.values()).some((one) => one.record === record && one.acknowledged && !mustSurvive.has(one.editId))

const rolesOf = ({ everGiven }: OfficeOfSchedule, { writer }: Edit): Role[] =>
  Array.from(writer.devices).flatMap((device) => Array.from(everGiven.get(device) ?? []))

/** The page, which took in what came as it came, shows what the entries say. */
async function checkPage(office: OfficeOfSchedule, { machine, page }: Person, records: Records): Promise<void> {
  await catchUp(machine, page)
  for (const record of new Set([...records.keys(), ...page.documents.keys()])) {
    if (headsOf(page.documents.get(record)) !== headsOf(records.get(record)?.document))
      office.violate('page', `${machine.name}: the page shows another ${record} than its entries say`)
  }
}

function headsOf(document: Uint8Array | undefined): string {
  if (!document) return ''
  const whole = A.load(document)
  const heads = A.getHeads(whole).join(' ')
  A.free(whole)
  return heads
}

function checkReadsNothingNew(office: OfficeOfSchedule, person: Person, entries: readonly Entry[]): void {
  for (const { editId } of entries) {
    const one = office.edits.get(editId)
    if (!one || one.writer === person || !Array.from(person.devices).some((device) => one.knewOut.has(device))) continue
    office.violate('read', `${person.machine.name}, put out, reads ${editId} of ${one.writer.machine.name}, who knew`)
  }
}
