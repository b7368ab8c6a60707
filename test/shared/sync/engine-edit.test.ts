import { beforeAll, describe, expect, it } from 'vitest'
import { EditRefused, type Operation } from '#shared/domain/operation.ts'
import { isRecordId, type RecordId } from '#shared/domain/record.ts'
import { createRecord } from '#shared/sync/engine.ts'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import { colleague, lanAndBinh, trip } from '../../support/colleagues.ts'

beforeAll(readyEngine)

const member = (id: string, name: string) => ({ id, name })
const namesOf = (items: unknown) => (items as { name: string }[]).map((item) => item.name)

function refusalOf(act: () => unknown): EditRefused {
  try {
    act()
  } catch (error) {
    if (error instanceof EditRefused) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a new record', () => {
  it('holds what is known of it, and nothing else is', () => {
    const lan = colleague('Nguyễn Thị Lan', 'a')
    const { row } = lan.create(trip, { title: 'Đoàn đi Pháp', direction: 'outbound', members: [member('m1', 'Lan')] })
    expect(row).toMatchObject({ id: trip, kind: 'delegation', conflicts: [], problems: [], ownEntry: 0 })
    expect(row.data).toMatchObject({ title: 'Đoàn đi Pháp', purpose: null, notes: '', gifts: [] })
    expect(row.updated).toEqual({ author: 'Nguyễn Thị Lan', device: lan.device, time: Date.UTC(2026, 10, 23, 8, 1) })
  })

  it('is the same on another laptop as on the one that made it', () => {
    const { lan, binh, begun } = lanAndBinh({ members: [member('m1', 'Lan')], notes: 'Ghi chép' })
    expect(binh.row(trip)).toEqual(lan.row(trip))
    expect({ ...binh.row(trip), ownEntry: 0 }).toEqual(begun.row)
  })

  it('keeps text composed, however it was typed', () => {
    const title = 'Đoàn Việt Nam đi Pháp'
    const lan = colleague('Lan', 'a')
    const fields = { title: title.normalize('NFD'), direction: 'outbound', notes: 'Cần hỏi'.normalize('NFD') }
    const { row } = lan.create(trip, { ...fields, members: [member('m1', 'Lê Thị Hoa'.normalize('NFD'))] })
    expect(row.data.title).toBe(title.normalize('NFC'))
    expect(row.data.notes).toBe('Cần hỏi'.normalize('NFC'))
    expect(namesOf(row.data.members)).toEqual(['Lê Thị Hoa'.normalize('NFC')])
  })

  it('is refused when a rule is broken, with the field’s name', () => {
    const refused = refusalOf(() => colleague('Lan', 'a').create(trip, { title: '', direction: 'outbound' }))
    expect(refused).toMatchObject({ reason: 'rule', field: 'title', rule: 'too-short' })
  })

  it('is refused when its id names no kind', () => {
    const id = 'budget.x' as RecordId
    expect(isRecordId(id)).toBe(false)
    const refused = refusalOf(() => createRecord(id, { title: 'x' }, { device: 'a'.repeat(32), author: '', time: 0 }))
    expect(refused.reason).toBe('unknown-record')
  })
})

describe('an edit', () => {
  it('changes the field it names and leaves the rest', () => {
    const { lan } = lanAndBinh({ purpose: 'Trao đổi kinh nghiệm' })
    const { row } = lan.edit(trip, { op: 'set', field: 'startDate', value: '2027-03-01' })
    expect(row.data).toMatchObject({ startDate: '2027-03-01', purpose: 'Trao đổi kinh nghiệm' })
    expect(row.updated.time).toBe(Date.UTC(2026, 10, 23, 8, 2))
  })

  it('can say again that a thing is not known', () => {
    const { lan } = lanAndBinh({ headCount: 5 })
    expect(lan.edit(trip, { op: 'set', field: 'headCount', value: null }).row.data.headCount).toBeNull()
  })

  it('adds items at the end, or behind the one it names', () => {
    const { lan } = lanAndBinh()
    lan.edit(
      trip,
      { op: 'put', list: 'members', item: member('m1', 'Một') },
      { op: 'put', list: 'members', item: member('m3', 'Ba') }
    )
    const { row } = lan.edit(trip, { op: 'put', list: 'members', item: member('m2', 'Hai'), after: 'm1' })
    expect(namesOf(row.data.members)).toEqual(['Một', 'Hai', 'Ba'])
    const last = lan.edit(trip, { op: 'put', list: 'members', item: member('m4', 'Bốn'), after: 'gone' })
    expect(namesOf(last.row.data.members)).toEqual(['Một', 'Hai', 'Ba', 'Bốn'])
  })

  it('changes one field of one item', () => {
    const { lan } = lanAndBinh({ members: [member('m1', 'Một'), member('m2', 'Hai')] })
    const { row } = lan.edit(trip, { op: 'set-item', list: 'members', id: 'm2', field: 'post', value: 'Vụ trưởng' })
    expect(row.data.members).toMatchObject([
      { name: 'Một', post: null },
      { name: 'Hai', post: 'Vụ trưởng' }
    ])
  })

  it('takes an item out of sight and brings it back whole, where it stood', () => {
    const { lan } = lanAndBinh({ members: [member('m1', 'Một'), member('m2', 'Hai')] })
    lan.edit(trip, { op: 'set-item', list: 'members', id: 'm1', field: 'post', value: 'Vụ trưởng' })
    expect(namesOf(lan.edit(trip, { op: 'remove', list: 'members', id: 'm1' }).row.data.members)).toEqual(['Hai'])
    const { row } = lan.edit(trip, { op: 'restore', list: 'members', id: 'm1' })
    expect(row.data.members).toMatchObject([{ name: 'Một', post: 'Vụ trưởng' }, { name: 'Hai' }])
    expect(row.data.members).toEqual(expect.not.arrayContaining([expect.objectContaining({ removed: expect.anything() })]))
  })

  it('may do several things at once: all of them are one version', () => {
    const { lan, binh } = lanAndBinh()
    const parcel = lan.edit(
      trip,
      { op: 'set', field: 'title', value: 'Đoàn đi Paris' },
      { op: 'put', list: 'members', item: member('m1', 'Một') },
      { op: 'set-item', list: 'members', id: 'm1', field: 'role', value: 'head' },
      { op: 'text', field: 'notes', value: 'Xong', base: [] }
    )
    expect(parcel.changes).toHaveLength(1)
    binh.receive(parcel)
    expect(binh.row(trip)).toEqual(lan.row(trip))
    expect(binh.row(trip).data).toMatchObject({ title: 'Đoàn đi Paris', members: [{ role: 'head' }], notes: 'Xong' })
  })

  it('that changes nothing is an edit all the same, so that the journal can hold it', () => {
    const { lan, binh } = lanAndBinh()
    const parcel = lan.edit(trip, { op: 'set', field: 'title', value: 'Đoàn đi Pháp' })
    expect(parcel.changes).toHaveLength(1)
    binh.receive(parcel)
    expect(binh.row(trip)).toEqual(lan.row(trip))
  })

  it('gives the same row as reading the record again', () => {
    const { lan } = lanAndBinh()
    const { row } = lan.edit(trip, { op: 'set', field: 'headCount', value: 7 })
    expect({ ...lan.row(trip), ownEntry: 0 }).toEqual(row)
  })

  it('keeps a number too large to count with, rather than forget it', () => {
    const { lan } = lanAndBinh({ gifts: [{ id: 'g', direction: 'given' }] })
    const { row } = lan.edit(trip, { op: 'set-item', list: 'gifts', id: 'g', field: 'value', value: 2 ** 60 })
    expect(row.data.gifts).toMatchObject([{ value: 2 ** 60 }])
    expect(refusalOf(() => lan.edit(trip, { op: 'set', field: 'headCount', value: 2 ** 60 })).field).toBe('headCount')
  })
})

describe('an edit that is refused', () => {
  it.each<[string, Operation, { reason: string; field: string }]>([
    ['breaks a rule', { op: 'set', field: 'startDate', value: '31/2' }, { reason: 'rule', field: 'startDate' }],
    ['empties a title', { op: 'set', field: 'title', value: '' }, { reason: 'rule', field: 'title' }],
    ['puts a value where a list is', { op: 'set', field: 'members', value: null }, { reason: 'rule', field: 'members' }],
    ['puts a list where a value is', { op: 'put', list: 'title', item: { id: 'x' } }, { reason: 'rule', field: 'title' }],
    [
      'adds an item without an id',
      { op: 'put', list: 'topics', item: { id: '', text: 'x' } },
      { reason: 'rule', field: 'topics.0.id' }
    ],
    [
      'names an item that is not there',
      { op: 'set-item', list: 'members', id: 'm9', field: 'name', value: 'x' },
      { reason: 'unknown-item', field: 'members' }
    ],
    [
      'removes an item that is not there',
      { op: 'remove', list: 'members', id: 'm9' },
      { reason: 'unknown-item', field: 'members' }
    ],
    [
      'brings back an item that never was',
      { op: 'restore', list: 'members', id: 'm9' },
      { reason: 'unknown-item', field: 'members' }
    ]
  ])('because it %s says so and leaves nothing behind', (_, wrong, expected) => {
    const { lan, binh } = lanAndBinh({ members: [member('m1', 'Một')] })
    const before = lan.document(trip).slice()
    const row = structuredClone(lan.row(trip))
    const refused = refusalOf(() => lan.edit(trip, { op: 'set', field: 'purpose', value: 'Dở dang' }, wrong))
    expect(refused).toMatchObject(expected)
    expect(lan.document(trip)).toEqual(before)
    expect(lan.row(trip)).toEqual(row)
    const next = lan.edit(trip, { op: 'set', field: 'titleEn', value: 'To France' })
    binh.receive(next)
    expect(binh.row(trip)).toEqual(lan.row(trip))
    expect(binh.row(trip).data).toMatchObject({ titleEn: 'To France', purpose: null })
  })
})
