/** The handling guard where edits are made and merged: a secret record is a reference, whoever writes what at the same time. */
import { beforeAll, describe, expect, it } from 'vitest'
import { EditRefused, type Operation } from '#shared/domain/operation.ts'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import { colleague, letter, meet } from '../../support/colleagues.ts'

beforeAll(readyEngine)

const mark = (value: string): Operation => ({ op: 'set', field: 'mark', value })
const body: Operation = { op: 'text', field: 'text', value: 'NỘI DUNG MẬT', base: [] }
const signer = (value: string): Operation => ({ op: 'set', field: 'signer', value })

function twoWith(fields: Record<string, string> = {}) {
  const lan = colleague('Nguyễn Thị Lan', 'a')
  const binh = colleague('Trần Văn Bình', 'b')
  const begun = lan.create(letter, { title: 'Công văn về phương án', ...fields })
  binh.receive(begun)
  return { lan, binh, begun }
}

describe('a secret paper', () => {
  it.each(['mat', 'toi-mat', 'tuyet-mat'])('can be kept as a reference: %s', (secret) => {
    const { lan } = twoWith({ mark: secret, number: '12', holder: 'Văn thư', location: 'Két số 2' })
    const { row } = lan.edit(letter, { op: 'set', field: 'location', value: 'Két số 3' })
    expect(row).toMatchObject({ problems: [], data: { mark: secret, location: 'Két số 3' } })
  })

  it.each<[string, Operation]>([
    ['text', body],
    ['signer', signer('Nguyễn Văn An')],
    ['sources', { op: 'put', list: 'sources', item: { id: 'source.x' } }],
    ['claims', { op: 'put', list: 'claims', item: { id: 'c', field: 'date', value: '2026', wording: 'trích' } }]
  ])('takes no contents: %s is refused and nothing of it stays', (field, operation) => {
    const { lan } = twoWith({ mark: 'mat' })
    const before = lan.document(letter).slice()
    expect(() => lan.edit(letter, operation)).toThrow(EditRefused)
    expect(() => lan.edit(letter, operation)).toThrow(expect.objectContaining({ reason: 'handling-mark', field }))
    expect(lan.document(letter)).toEqual(before)
  })

  it('is not begun with contents', () => {
    expect(() => twoWith({ mark: 'toi-mat', text: 'NỘI DUNG MẬT' })).toThrow(
      expect.objectContaining({ reason: 'handling-mark', field: 'text' })
    )
  })

  it('does not come of an ordinary one while that has contents', () => {
    const { lan } = twoWith({ text: 'NỘI DUNG MẬT' })
    expect(() => lan.edit(letter, mark('mat'))).toThrow(expect.objectContaining({ reason: 'handling-mark', field: 'text' }))
    expect(lan.row(letter).data.mark).toBe('none')
    const { row } = lan.edit(letter, { op: 'text', field: 'text', value: '', base: [] }, mark('mat'))
    expect(row).toMatchObject({ problems: [], data: { mark: 'mat', text: '' } })
  })
})

describe('a paper that one person marks secret while another writes into it', () => {
  it('shows the reference only, on both laptops, and says that there is more', () => {
    const { lan, binh } = twoWith()
    meet(lan, [lan.edit(letter, mark('mat'))], binh, [binh.edit(letter, body)])
    expect(lan.row(letter)).toEqual(binh.row(letter))
    expect(lan.row(letter)).toMatchObject({ data: { mark: 'mat', text: '' } })
    expect(lan.row(letter).problems).toMatchObject([{ field: 'text', rule: 'handling-mark' }])
    expect(JSON.stringify(lan.row(letter))).not.toContain('NỘI DUNG')
  })

  it('shows nothing of it in what others disagree about', () => {
    const { lan, binh, begun } = twoWith()
    const hoa = colleague('Lê Thị Hoa', 'c')
    hoa.receive(begun)
    const signed = [lan.edit(letter, signer('Nguyễn Văn An')), binh.edit(letter, signer('Trần Thị Bích'))]
    meet(lan, signed, binh, signed)
    expect(lan.row(letter).conflicts).toMatchObject([{ field: 'signer' }])
    lan.receive(hoa.edit(letter, mark('mat')))
    expect(lan.row(letter)).toMatchObject({ conflicts: [], data: { mark: 'mat', signer: null } })
    expect(JSON.stringify(lan.row(letter))).not.toMatch(/Nguyễn Văn An|Trần Thị Bích/)
  })

  it('is secret while they disagree about the mark, whoever’s mark would have come out on top', () => {
    for (const digits of ['ab', 'ba'] as const) {
      const lan = colleague('Nguyễn Thị Lan', digits.charAt(0))
      const binh = colleague('Trần Văn Bình', digits.charAt(1))
      binh.receive(lan.create(letter, { title: 'Công văn về phương án' }))
      meet(lan, [lan.edit(letter, mark('mat'))], binh, [binh.edit(letter, mark('internal'), body)])
      expect(lan.row(letter)).toEqual(binh.row(letter))
      expect(lan.row(letter)).toMatchObject({ data: { mark: 'mat', text: '' }, conflicts: [{ field: 'mark' }] })
      const { row } = lan.edit(letter, mark('internal'))
      expect(row).toMatchObject({ conflicts: [], data: { mark: 'internal', text: 'NỘI DUNG MẬT' } })
    }
  })

  it('is as secret as the stricter of two secret marks', () => {
    const { lan, binh } = twoWith()
    meet(lan, [lan.edit(letter, mark('tuyet-mat'))], binh, [binh.edit(letter, mark('mat'))])
    expect(lan.row(letter).data.mark).toBe('tuyet-mat')
    expect(binh.row(letter).data.mark).toBe('tuyet-mat')
  })
})

describe('the history of a paper that has become secret', () => {
  it('tells who marked it and moved it, and nothing of what it said', () => {
    const { lan } = twoWith({ text: 'NỘI DUNG MẬT', signer: 'Nguyễn Văn An' })
    lan.edit(letter, { op: 'text', field: 'text', value: '', base: [] }, { op: 'set', field: 'signer', value: null }, mark('mat'))
    lan.edit(letter, { op: 'set', field: 'holder', value: 'Văn thư' })
    const told = JSON.stringify(lan.history(letter))
    expect(told).not.toContain('NỘI DUNG')
    expect(told).not.toContain('Nguyễn Văn An')
    const fields = lan.history(letter).map((step) => step.changes.map((change) => change.field))
    expect(fields).toEqual([['title'], ['mark'], ['holder']])
  })
})
