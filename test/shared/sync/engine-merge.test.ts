/** Two people, one record, and neither has seen what the other wrote. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Scalar } from '#shared/domain/record.ts'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import { colleague, lanAndBinh, meet, trip } from '../../support/colleagues.ts'

beforeAll(readyEngine)

const member = (id: string, name: string) => ({ id, name })
const namesOf = (items: unknown) => (items as { name: string }[]).map((item) => item.name)
const setTitle = (value: Scalar) => ({ op: 'set', field: 'title', value }) as const

describe('two people who give one field two values', () => {
  it('find both in the record, with who wrote which, and see the same one meanwhile', () => {
    const { lan, binh } = lanAndBinh()
    const hers = lan.edit(trip, setTitle('Đoàn đi Paris'))
    const his = binh.edit(trip, setTitle('Đoàn đi Pháp và Bỉ'))
    meet(lan, [hers], binh, [his])
    expect(lan.row(trip)).toEqual(binh.row(trip))
    const { conflicts, data } = lan.row(trip)
    expect(conflicts).toMatchObject([{ field: 'title', item: null }])
    const values = conflicts[0]?.values ?? []
    expect(new Set(values)).toEqual(
      new Set([
        { value: 'Đoàn đi Paris', device: lan.device, author: 'Nguyễn Thị Lan', time: Date.UTC(2026, 10, 23, 8, 2) },
        { value: 'Đoàn đi Pháp và Bỉ', device: binh.device, author: 'Trần Văn Bình', time: Date.UTC(2026, 10, 23, 8, 1) }
      ])
    )
    expect(data.title).toBe(values[0]?.value)
  })

  it.each([0, 1])('are at one again when somebody chooses (value %i)', (which) => {
    const { lan, binh } = lanAndBinh()
    meet(lan, [lan.edit(trip, setTitle('Paris'))], binh, [binh.edit(trip, setTitle('Bỉ'))])
    const chosen = lan.row(trip).conflicts[0]?.values[which]?.value ?? null
    binh.receive(lan.edit(trip, setTitle(chosen)))
    for (const one of [lan, binh]) {
      expect(one.row(trip).conflicts).toEqual([])
      expect(one.row(trip).data.title).toBe(chosen)
    }
  })

  it('have nothing to choose when they wrote the same', () => {
    const { lan, binh } = lanAndBinh()
    meet(lan, [lan.edit(trip, setTitle('Paris'))], binh, [binh.edit(trip, setTitle('Paris'))])
    expect(lan.row(trip)).toMatchObject({ conflicts: [], data: { title: 'Paris' } })
    expect(binh.row(trip)).toEqual(lan.row(trip))
  })

  it('have nothing to choose when one had seen what the other wrote', () => {
    const { lan, binh } = lanAndBinh()
    binh.receive(lan.edit(trip, setTitle('Paris')))
    lan.receive(binh.edit(trip, setTitle('Bỉ')))
    expect(lan.row(trip)).toMatchObject({ conflicts: [], data: { title: 'Bỉ' } })
  })

  it('may be three, or choose differently again: nobody’s value is lost', () => {
    const { lan, binh, begun } = lanAndBinh()
    const hoa = colleague('Lê Thị Hoa', 'c')
    hoa.receive(begun)
    const parcels = [lan.edit(trip, setTitle('A')), binh.edit(trip, setTitle('B')), hoa.edit(trip, setTitle('C'))]
    for (const one of [lan, binh, hoa]) one.receive(...parcels)
    expect(
      lan
        .row(trip)
        .conflicts[0]?.values.map((one) => one.value)
        .sort()
    ).toEqual(['A', 'B', 'C'])
    meet(lan, [lan.edit(trip, setTitle('A'))], binh, [binh.edit(trip, setTitle('B'))])
    expect(
      lan
        .row(trip)
        .conflicts[0]?.values.map((one) => one.value)
        .sort()
    ).toEqual(['A', 'B'])
    expect(lan.row(trip)).toEqual(binh.row(trip))
  })

  it('may disagree on whether a thing is known', () => {
    const { lan, binh } = lanAndBinh({ headCount: 3 })
    meet(lan, [lan.edit(trip, { op: 'set', field: 'headCount', value: null })], binh, [
      binh.edit(trip, { op: 'set', field: 'headCount', value: 7 })
    ])
    expect(lan.row(trip).conflicts[0]?.values.map((one) => one.value)).toEqual(expect.arrayContaining([null, 7]))
  })

  it('are told the row of the list when it is an item’s field', () => {
    const { lan, binh } = lanAndBinh({ members: [member('m1', 'Một'), member('m2', 'Hai')] })
    const post = (value: string) => ({ op: 'set-item', list: 'members', id: 'm2', field: 'post', value }) as const
    meet(lan, [lan.edit(trip, post('Vụ trưởng'))], binh, [binh.edit(trip, post('Phó Vụ trưởng'))])
    expect(lan.row(trip).conflicts).toMatchObject([{ field: 'post', item: { list: 'members', id: 'm2' } }])
    expect(lan.row(trip)).toEqual(binh.row(trip))
    binh.receive(lan.edit(trip, post('Vụ trưởng')))
    expect(binh.row(trip).conflicts).toEqual([])
  })

  it('need not choose for an item that was taken out', () => {
    const { lan, binh } = lanAndBinh({ members: [member('m1', 'Một')] })
    const post = (value: string) => ({ op: 'set-item', list: 'members', id: 'm1', field: 'post', value }) as const
    meet(lan, [lan.edit(trip, post('A'))], binh, [binh.edit(trip, post('B'))])
    expect(lan.edit(trip, { op: 'remove', list: 'members', id: 'm1' }).row.conflicts).toEqual([])
    expect(lan.edit(trip, { op: 'restore', list: 'members', id: 'm1' }).row.conflicts).toHaveLength(1)
  })
})

describe('two people who write in different places', () => {
  it('have nothing to choose, and both stay', () => {
    const { lan, binh } = lanAndBinh({ members: [member('m1', 'Một')] })
    const hers = lan.edit(trip, { op: 'set', field: 'startDate', value: '2027-03-01' })
    const his = binh.edit(
      trip,
      { op: 'set', field: 'endDate', value: '2027-03-05' },
      { op: 'set-item', list: 'members', id: 'm1', field: 'role', value: 'head' }
    )
    meet(lan, [hers], binh, [his])
    expect(lan.row(trip)).toMatchObject({
      conflicts: [],
      data: { startDate: '2027-03-01', endDate: '2027-03-05', members: [{ role: 'head' }] }
    })
    expect(lan.row(trip)).toEqual(binh.row(trip))
  })

  it('see the same name as the last to have written, whoever’s writing came first', () => {
    const { lan, binh } = lanAndBinh()
    const hers = lan.edit(trip, { op: 'set', field: 'startDate', value: '2027-03-01' })
    const his = binh.edit(trip, { op: 'set', field: 'endDate', value: '2027-03-05' })
    meet(lan, [hers], binh, [his])
    expect(lan.row(trip).updated).toEqual(binh.row(trip).updated)
    binh.receive(lan.edit(trip, setTitle('Paris')))
    expect(binh.row(trip).updated.author).toBe('Nguyễn Thị Lan')
  })
})

describe('two people who work on one list', () => {
  it('both keep what they added, at the same places', () => {
    const { lan, binh } = lanAndBinh({ members: [member('m1', 'Trưởng đoàn'), member('m2', 'Thư ký')] })
    const hers = lan.edit(trip, { op: 'put', list: 'members', item: member('l', 'Người Lan thêm'), after: 'm1' })
    const his = binh.edit(
      trip,
      { op: 'put', list: 'members', item: member('b1', 'Người Bình thêm'), after: 'm1' },
      { op: 'put', list: 'members', item: member('b2', 'Người Bình thêm sau'), after: 'b1' }
    )
    meet(lan, [hers], binh, [his])
    const names = namesOf(lan.row(trip).data.members)
    expect(names[0]).toBe('Trưởng đoàn')
    expect(names.at(-1)).toBe('Thư ký')
    expect(new Set(names.slice(1, -1))).toEqual(new Set(['Người Lan thêm', 'Người Bình thêm', 'Người Bình thêm sau']))
    expect(names.indexOf('Người Bình thêm sau') - names.indexOf('Người Bình thêm')).toBe(1)
    expect(lan.row(trip)).toEqual(binh.row(trip))
    expect(lan.row(trip).conflicts).toEqual([])
  })

  it('keep an addition behind an item that the other one took out', () => {
    const { lan, binh } = lanAndBinh({ members: [member('m1', 'Một')] })
    const hers = lan.edit(trip, { op: 'remove', list: 'members', id: 'm1' })
    const his = binh.edit(trip, { op: 'put', list: 'members', item: member('m2', 'Hai'), after: 'm1' })
    meet(lan, [hers], binh, [his])
    expect(namesOf(lan.row(trip).data.members)).toEqual(['Hai'])
    expect(lan.row(trip)).toEqual(binh.row(trip))
  })

  it('find what was written on an item when it is brought back', () => {
    const { lan, binh } = lanAndBinh({ members: [member('m1', 'Một')] })
    const hers = lan.edit(trip, { op: 'remove', list: 'members', id: 'm1' })
    const his = binh.edit(trip, { op: 'set-item', list: 'members', id: 'm1', field: 'post', value: 'Vụ trưởng' })
    meet(lan, [hers], binh, [his])
    expect(lan.row(trip).data.members).toEqual([])
    expect(lan.edit(trip, { op: 'restore', list: 'members', id: 'm1' }).row.data.members).toMatchObject([{ post: 'Vụ trưởng' }])
  })

  it('may both take out the same item', () => {
    const { lan, binh } = lanAndBinh({ members: [member('m1', 'Một'), member('m2', 'Hai')] })
    const removal = { op: 'remove', list: 'members', id: 'm1' } as const
    meet(lan, [lan.edit(trip, removal)], binh, [binh.edit(trip, removal)])
    expect(namesOf(lan.row(trip).data.members)).toEqual(['Hai'])
    expect(lan.row(trip)).toEqual(binh.row(trip))
  })
})

describe('what comes late', () => {
  it('waits for what it was written on, and is there when that has come', () => {
    const lan = colleague('Lan', 'a')
    const begun = lan.create(trip, { title: 'Đoàn đi Pháp', direction: 'outbound' })
    const second = lan.edit(trip, { op: 'put', list: 'members', item: member('m1', 'Một') })
    const third = lan.edit(trip, { op: 'set-item', list: 'members', id: 'm1', field: 'post', value: 'Vụ trưởng' })
    const binh = colleague('Bình', 'b')
    binh.receive(third)
    expect(binh.seen(trip)).toBeNull()
    binh.receive(second)
    expect(binh.seen(trip)).toBeNull()
    binh.receive(begun)
    expect(binh.row(trip)).toEqual(lan.row(trip))
  })

  it('does not keep a laptop from writing meanwhile', () => {
    const { lan, binh } = lanAndBinh()
    const second = lan.edit(trip, setTitle('Paris'))
    const third = lan.edit(trip, { op: 'set', field: 'startDate', value: '2027-03-01' })
    binh.receive(third)
    const his = binh.edit(trip, { op: 'set', field: 'endDate', value: '2027-03-05' })
    expect(binh.row(trip).data).toMatchObject({ title: 'Đoàn đi Pháp', startDate: null, endDate: '2027-03-05' })
    binh.receive(second)
    lan.receive(his)
    expect(binh.row(trip)).toEqual(lan.row(trip))
    expect(binh.row(trip).data).toMatchObject({ title: 'Paris', startDate: '2027-03-01', endDate: '2027-03-05' })
  })

  it('or twice, changes nothing', () => {
    const { lan, binh, begun } = lanAndBinh()
    const parcel = lan.edit(trip, { op: 'put', list: 'members', item: member('m1', 'Một') })
    binh.receive(parcel)
    const once = binh.row(trip)
    binh.receive(parcel, begun, { record: trip, changes: [...parcel.changes, ...parcel.changes] }, begun)
    expect(binh.row(trip)).toEqual(once)
  })

  it('without a change in it, changes nothing', () => {
    const { binh } = lanAndBinh()
    const before = binh.row(trip)
    binh.receive({ record: trip, changes: [] })
    expect(binh.row(trip)).toEqual(before)
  })

  it('can be read again, though its writer saved without changing anything and went on with an older text (seed 1711603209)', () => {
    const { lan, binh, begun } = lanAndBinh({ notes: 'abc' })
    const typed = lan.edit(trip, { op: 'text', field: 'notes', value: 'abcd', base: lan.row(trip).heads })
    const his = binh.edit(trip, { op: 'set', field: 'purpose', value: 'Trao đổi' })
    lan.receive(his)
    const unchanged = lan.edit(trip, setTitle('Đoàn đi Pháp'))
    const typedOn = lan.edit(trip, { op: 'text', field: 'notes', value: 'abcde', base: typed.branch })
    const hoa = colleague('Lê Thị Hoa', 'c')
    for (const parcel of [begun, typed, unchanged, typedOn, his]) hoa.receive(parcel)
    expect(hoa.row(trip)).toEqual(lan.row(trip))
    expect(hoa.row(trip).data).toMatchObject({ notes: 'abcde', purpose: 'Trao đổi' })
  })
})
