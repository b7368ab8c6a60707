/** Real edits of a handful of shared records: the same record is changed on several laptops that have not heard of each other. */
import type { Operation } from '#shared/domain/operation.ts'
import { type FieldValue, type Item, kindOfId, type RecordId, recordId } from '#shared/domain/record.ts'
import { createRecord, editRecord, readRecord } from '#shared/sync/engine.ts'
import { mayChange } from '#shared/sync/roles.ts'
import { act } from './act.ts'
import type { Edit, OfficeOfSchedule, Person } from './office.ts'
import { catchUp, type Saving, save, type Wish } from './page.ts'

export const sharedRecords = ['mot', 'hai', 'ba'].map((name) => recordId('person', `chung-${name}`))

/** A person writes one thing; a laptop that died on the way may ask again with the same edit. */
export async function edit(office: OfficeOfSchedule, person: Person, kind?: 'approval' | 'person'): Promise<void> {
  const { dice, say } = office
  const wish = wishOf(office, kind ?? (dice.hits(8) ? 'approval' : 'person'))
  let saving = await attempt(office, person, wish)
  if (saving === null && dice.hits(50)) saving = await attempt(office, person, wish)
  say(`${person.machine.name} writes ${wish.editId} ${wish.record}: ${saving ? sayingOf(saving) : 'died'}`)
}

async function attempt(office: OfficeOfSchedule, person: Person, wish: Wish): Promise<Saving | null> {
  const { machine, page, author } = person
  const { access, device } = await machine.get('session.describe', {})
  const knewOut = await whoIsOut(office, person)
  const one: Edit = office.edits.get(wish.editId) ?? {
    editId: wish.editId,
    record: wish.record,
    writer: person,
    knewOut,
    acknowledged: false,
    device
  }
  office.edits.set(wish.editId, one)
  const saving = await act(office, person, () => save(machine, page, wish, author))
  if (saving?.state !== 'saved') return saving
  one.acknowledged = true
  one.device = saving.device
  person.devices.add(saving.device)
  office.mustSurvive.add(wish.editId)
  const role = access.state === 'member' ? access.role : null
  if (!mayChange(role, wish.record)) office.violate('allowed', `${machine.name} (${role ?? access.state}) saved ${wish.record}`)
  return saving
}

const sayingOf = (saving: Saving): string =>
  saving.state === 'saved' ? `saved as ${saving.device.slice(0, 4)} ${saving.number}` : saving.code

export async function whoIsOut(office: OfficeOfSchedule, { machine }: Person): Promise<Set<string>> {
  if (office.putOut.size === 0) return new Set()
  const roster = await machine.call('roster.read', {})
  return new Set(roster.ok ? roster.value.members.filter(({ revoked }) => revoked).map(({ device }) => device) : [])
}

function wishOf(office: OfficeOfSchedule, kind: 'approval' | 'person'): Wish {
  const { dice } = office
  const serial = String(office.edits.size + 1).padStart(4, '0')
  const plain = `Văn bản số ${serial} về hợp tác`
  office.plaintexts.add(plain)
  const own = recordId(kind, `${kind === 'approval' ? 'duyet' : 'rieng'}-${serial}`)
  const record = kind === 'approval' || dice.hits(5) ? own : dice.oneOf(sharedRecords)
  office.plaintexts.add(record)
  const choice = dice.below(1000)
  return {
    editId: `edit-${serial}`,
    record,
    write: (stored, stamp) =>
      stored
        ? editRecord(record, stored, [operation(record, stored, plain, choice)], stamp)
        : createRecord(record, begun(record, plain), stamp)
  }
}

function begun(record: RecordId, plain: string): Readonly<Record<string, FieldValue>> {
  if (kindOfId(record) === 'approval')
    return { title: plain, subject: sharedRecords[0] ?? '', version: 'a'.repeat(64), decision: 'approved' }
  return { title: plain }
}

function operation(record: RecordId, stored: Uint8Array, plain: string, choice: number): Operation {
  const { data, heads } = readRecord(record, stored)
  const posts = (data.tenures ?? []) as readonly Item[]
  const post = posts[choice % Math.max(1, posts.length)]
  switch (choice % 5) {
    case 0:
      return { op: 'text', field: 'biography', value: `${String(data.biography ?? '')} ${plain}`, base: heads }
    case 1:
      return { op: 'put', list: 'tenures', item: { id: `chuc-vu-${plain.slice(11, 15)}`, post: plain } }
    case 2:
      if (post) return { op: 'set-item', list: 'tenures', id: post.id, field: 'post', value: plain }
      return { op: 'set', field: 'title', value: plain }
    case 3:
      return { op: 'set', field: 'pronunciation', value: plain }
    default:
      return { op: 'set', field: 'title', value: plain }
  }
}

/** The page's own picture is kept up while nothing else happens. */
export const look = (office: OfficeOfSchedule, person: Person) =>
  act(office, person, () => catchUp(person.machine, person.page), false)
