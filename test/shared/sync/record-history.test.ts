import { beforeAll, describe, expect, it } from 'vitest'
import type { Item } from '#shared/domain/record.ts'
import type { HistoryStep } from '#shared/sync/record-history.ts'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import { lanAndBinh, meet, trip } from '../../support/colleagues.ts'

beforeAll(readyEngine)

const told = (steps: readonly HistoryStep[]) =>
  steps.flatMap(({ author, changes }) => changes.map(({ field, item, before, after }) => [author, field, item, before, after]))
const lastOf = (steps: readonly HistoryStep[]) => told(steps.slice(-1))

describe('a record’s history', () => {
  it('begins with what it was begun with', () => {
    const { lan } = lanAndBinh({ members: [{ id: 'm1', name: 'Một' }], headCount: 3 })
    expect(told(lan.history(trip))).toEqual(
      expect.arrayContaining([
        ['Nguyễn Thị Lan', 'title', null, null, 'Đoàn đi Pháp'],
        ['Nguyễn Thị Lan', 'direction', null, null, 'outbound'],
        ['Nguyễn Thị Lan', 'headCount', null, null, 3],
        ['Nguyễn Thị Lan', 'members.name', 'm1', null, 'Một']
      ])
    )
    expect(told(lan.history(trip))).toHaveLength(4)
  })

  it('lists every field that was changed, by whom, when and on which laptop', () => {
    const { lan, binh } = lanAndBinh()
    binh.receive(
      lan.edit(trip, { op: 'set', field: 'title', value: 'Đoàn đi Paris' }, { op: 'set', field: 'headCount', value: 3 })
    )
    binh.edit(trip, { op: 'set', field: 'headCount', value: null })
    const steps = binh.history(trip)
    expect(steps.map((step) => [step.author, step.device, step.time])).toEqual([
      ['Nguyễn Thị Lan', lan.device, Date.UTC(2026, 10, 23, 8, 1)],
      ['Nguyễn Thị Lan', lan.device, Date.UTC(2026, 10, 23, 8, 2)],
      ['Trần Văn Bình', binh.device, Date.UTC(2026, 10, 23, 8, 1)]
    ])
    expect(new Set(told(steps.slice(1)))).toEqual(
      new Set([
        ['Nguyễn Thị Lan', 'title', null, 'Đoàn đi Pháp', 'Đoàn đi Paris'],
        ['Nguyễn Thị Lan', 'headCount', null, null, 3],
        ['Trần Văn Bình', 'headCount', null, 3, null]
      ])
    )
    expect(new Set(steps.map((step) => step.change)).size).toBe(3)
  })

  it('tells of items that came, changed, went and came back', () => {
    const { lan } = lanAndBinh()
    lan.edit(trip, { op: 'put', list: 'members', item: { id: 'm1', name: 'Một' } })
    expect(lastOf(lan.history(trip))).toEqual([['Nguyễn Thị Lan', 'members.name', 'm1', null, 'Một']])
    lan.edit(trip, { op: 'set-item', list: 'members', id: 'm1', field: 'post', value: 'Vụ trưởng' })
    expect(lastOf(lan.history(trip))).toEqual([['Nguyễn Thị Lan', 'members.post', 'm1', null, 'Vụ trưởng']])
    lan.edit(trip, { op: 'remove', list: 'members', id: 'm1' })
    expect(lastOf(lan.history(trip))).toEqual([
      ['Nguyễn Thị Lan', 'members.name', 'm1', 'Một', null],
      ['Nguyễn Thị Lan', 'members.post', 'm1', 'Vụ trưởng', null]
    ])
    lan.edit(trip, { op: 'restore', list: 'members', id: 'm1' })
    expect(lastOf(lan.history(trip))).toHaveLength(2)
  })

  it.each<Item>([{ id: 'delegation.france-2022' }, { id: 'delegation.france-2022', note: null }])(
    'tells of an item that says nothing but that it is there: %j',
    (item) => {
      const { lan } = lanAndBinh()
      lan.edit(trip, { op: 'put', list: 'related', item })
      expect(lastOf(lan.history(trip))).toEqual([['Nguyễn Thị Lan', 'related', item.id, null, item.id]])
      lan.edit(trip, { op: 'remove', list: 'related', id: item.id })
      expect(lastOf(lan.history(trip))).toEqual([['Nguyễn Thị Lan', 'related', item.id, item.id, null]])
    }
  )

  it('lists what was written side by side for both people, also the value that is not shown', () => {
    const { lan, binh } = lanAndBinh()
    const hers = lan.edit(trip, { op: 'set', field: 'title', value: 'Đoàn đi Paris' })
    const his = binh.edit(trip, { op: 'set', field: 'title', value: 'Đoàn đi Bỉ' })
    meet(lan, [hers], binh, [his])
    for (const one of [lan, binh]) {
      const changes = told(one.history(trip)).filter(([, field]) => field === 'title')
      expect(changes).toContainEqual(['Nguyễn Thị Lan', 'title', null, 'Đoàn đi Pháp', 'Đoàn đi Paris'])
      expect(changes).toContainEqual(['Trần Văn Bình', 'title', null, 'Đoàn đi Pháp', 'Đoàn đi Bỉ'])
    }
  })

  it('does not tell one person’s writing as the other’s', () => {
    const { lan, binh } = lanAndBinh({ notes: 'abc' })
    const hers = lan.edit(trip, { op: 'text', field: 'notes', value: 'abc Lan', base: lan.row(trip).heads })
    const his = binh.edit(trip, { op: 'text', field: 'notes', value: 'Bình abc', base: binh.row(trip).heads })
    meet(lan, [hers], binh, [his])
    const changes = told(lan.history(trip).slice(1))
    expect(changes).toContainEqual(['Nguyễn Thị Lan', 'notes', null, 'abc', 'abc Lan'])
    expect(changes).toContainEqual(['Trần Văn Bình', 'notes', null, 'abc', 'Bình abc'])
  })

  it('has a step without changes for a saving that changed nothing', () => {
    const { lan } = lanAndBinh()
    lan.edit(trip, { op: 'set', field: 'title', value: 'Đoàn đi Pháp' })
    expect(lan.history(trip).map((step) => step.changes.length)).toEqual([2, 0])
  })

  it('names the laptop, whatever version the text was written on', () => {
    const { lan } = lanAndBinh({ notes: 'abc' })
    const onScreen = lan.row(trip).heads
    lan.edit(trip, { op: 'set', field: 'headCount', value: 3 })
    lan.edit(trip, { op: 'text', field: 'notes', value: 'abcd', base: onScreen })
    lan.edit(trip, { op: 'set', field: 'headCount', value: 3 })
    expect(lan.history(trip).map((step) => step.device)).toEqual([lan.device, lan.device, lan.device, lan.device])
    expect(lan.row(trip).updated.device).toBe(lan.device)
  })
})
