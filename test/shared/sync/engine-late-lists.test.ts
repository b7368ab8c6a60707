/** Lists that a record from before does not have: what two people add to it for the first time, without knowing of each other, both stays. */
import * as A from '@automerge/automerge/slim'
import { beforeAll, expect, test } from 'vitest'
import type { Item } from '#shared/domain/record.ts'
import { actorOf } from '#shared/sync/actor.ts'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import { colleague, letter, meet, type Parcel } from '../../support/colleagues.ts'

beforeAll(readyEngine)

/** A paper as a version without attachments began it. */
function olderPaper(): Parcel {
  const stamp = { device: 'c'.repeat(32), author: 'Hoa', time: 1 }
  const document = A.change(A.init<Record<string, unknown>>({ actor: actorOf(stamp) }), { time: 1, message: 'Hoa' }, (draft) => {
    for (const [field, text] of Object.entries({ title: 'Thư mời', type: 'invitation', mark: 'none' })) {
      draft[field] = new A.ImmutableString(text)
    }
    draft.text = ''
    for (const list of ['claims', 'choices', 'sources']) draft[list] = []
  })
  return { record: letter, changes: A.getAllChanges(document) }
}
const file = (id: string) => ({
  id,
  name: `${id}.pdf`,
  type: null,
  sizeBytes: 1,
  sha256: 'a'.repeat(64),
  blob: 'b'.repeat(64),
  key: 'c'.repeat(64),
  caption: null,
  credit: null
})
const put = (id: string) => ({ op: 'put', list: 'files', item: file(id) }) as const
const filesOf = (one: ReturnType<typeof colleague>) =>
  (one.row(letter).data.files as readonly Item[]).map((item) => `${item.id} ${item.caption ?? ''}`.trim()).sort()

function both() {
  const lan = colleague('Lan', 'a')
  const binh = colleague('Bình', 'b')
  const old = olderPaper()
  lan.receive(old)
  binh.receive(old)
  meet(lan, [lan.edit(letter, put('của-lan'))], binh, [binh.edit(letter, put('của-bình'))])
  return { lan, binh }
}

test('both files are in the record, on both laptops', () => {
  const { lan, binh } = both()
  expect([filesOf(lan), filesOf(binh)]).toEqual([
    ['của-bình', 'của-lan'],
    ['của-bình', 'của-lan']
  ])
  expect(lan.row(letter).problems).toEqual([])
})

test('either can be described, taken out and brought back by either', () => {
  const { lan, binh } = both()
  const told: Parcel[] = []
  for (const id of ['của-lan', 'của-bình']) {
    told.push(lan.edit(letter, { op: 'set-item', list: 'files', id, field: 'caption', value: 'bản ký' }))
  }
  binh.receive(...told)
  expect(filesOf(binh)).toEqual(['của-bình bản ký', 'của-lan bản ký'])
  for (const id of ['của-lan', 'của-bình']) {
    lan.receive(binh.edit(letter, { op: 'remove', list: 'files', id }))
    expect(filesOf(lan)).toHaveLength(1)
    lan.receive(binh.edit(letter, { op: 'restore', list: 'files', id }))
    expect(filesOf(lan)).toHaveLength(2)
  }
})

test('what is added later joins them, and who added what stands in the history', () => {
  const { lan, binh } = both()
  binh.receive(lan.edit(letter, put('thêm')))
  expect([filesOf(lan), filesOf(binh)]).toEqual([
    ['của-bình', 'của-lan', 'thêm'],
    ['của-bình', 'của-lan', 'thêm']
  ])
  const added = lan
    .history(letter)
    .map((step) => [
      step.author,
      step.changes.filter((change) => change.field === 'files.name' && change.before === null).map((change) => change.after)
    ])
  expect(added).toContainEqual(['Bình', ['của-bình.pdf']])
  expect(added).toContainEqual(['Lan', ['của-lan.pdf']])
})

test('in a record of today there is one list from the beginning', () => {
  const lan = colleague('Lan', 'a')
  const binh = colleague('Bình', 'b')
  binh.receive(lan.create(letter, { title: 'Thư', type: 'letter' }))
  meet(lan, [lan.edit(letter, put('1'))], binh, [binh.edit(letter, put('2'))])
  expect([filesOf(lan), filesOf(binh)]).toEqual([
    ['1', '2'],
    ['1', '2']
  ])
  expect(Object.keys(A.getConflicts(A.load<Record<string, unknown>>(lan.document(letter)), 'files') ?? {})).toEqual([])
})
