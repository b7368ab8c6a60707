/** Notes that several people type into: letter by letter, and nobody's letters go. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createRecord, editRecord, readRecord } from '#shared/sync/engine.ts'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import { lanAndBinh, meet, trip } from '../../support/colleagues.ts'
import { seeded } from '../../support/seeded.ts'

beforeAll(readyEngine)

const notes = (value: string, base: readonly string[] = []) => ({ op: 'text', field: 'notes', value, base }) as const

describe('notes of two people', () => {
  it('hold what both wrote, wherever each wrote it', () => {
    const { lan, binh } = lanAndBinh({ notes: 'Gặp Đại sứ.' })
    meet(lan, [lan.edit(trip, notes('Sáng 4/10: Gặp Đại sứ.'))], binh, [binh.edit(trip, notes('Gặp Đại sứ. Mang quà.'))])
    expect(lan.row(trip).data.notes).toBe('Sáng 4/10: Gặp Đại sứ. Mang quà.')
    expect(lan.row(trip)).toEqual(binh.row(trip))
    expect(lan.row(trip).conflicts).toEqual([])
  })

  it('lose what one took out, and nothing else', () => {
    const { lan, binh } = lanAndBinh({ notes: 'một hai ba' })
    meet(lan, [lan.edit(trip, notes('một ba'))], binh, [binh.edit(trip, notes('một hai ba bốn'))])
    expect(lan.row(trip).data.notes).toBe('một ba bốn')
  })

  it('are begun by both at once without either being lost', () => {
    const { lan, binh } = lanAndBinh()
    meet(lan, [lan.edit(trip, notes('Lan'))], binh, [binh.edit(trip, notes('Bình'))])
    expect(lan.row(trip).data.notes).toHaveLength('LanBình'.length)
    expect(lan.row(trip).data.notes).toMatch(/^(LanBình|BìnhLan)$/)
    expect(lan.row(trip)).toEqual(binh.row(trip))
  })
})

describe('a person who goes on typing while others’ writing comes in', () => {
  it('deletes nothing of it: the text is taken against the version that was on the screen', () => {
    const { lan, binh } = lanAndBinh({ notes: 'abc' })
    const onScreen = lan.row(trip).heads
    lan.receive(binh.edit(trip, notes('abc của Bình')))
    const parcel = lan.edit(trip, notes('abc!', onScreen))
    binh.receive(parcel)
    for (const one of [lan, binh]) {
      expect(one.row(trip).data.notes).toContain('của Bình')
      expect(one.row(trip).data.notes).toContain('!')
    }
    expect(lan.row(trip)).toEqual(binh.row(trip))
  })

  it.each([
    ['5a', '2e'],
    ['01', '02'],
    ['02', '01']
  ])('sees others’ words once: the row says what the stored bytes say (%s, %s)', (first, second) => {
    const stamp = (device: string) => ({ device: device.repeat(16), author: 'Lan', time: 1 })
    const created = createRecord(trip, { title: 'Đoàn', direction: 'outbound', notes: 'Start.' }, stamp('5a'))
    const minh = editRecord(trip, created.document, [notes('Start. Minh was here.', created.row.heads)], stamp(first))
    const lan = editRecord(trip, minh.document, [notes('Start. Lan types.', created.row.heads)], stamp(second))
    expect(lan.row.data.notes).toBe(readRecord(trip, lan.document).data.notes)
    expect(String(lan.row.data.notes).match(/Minh was here/g)).toHaveLength(1)
  })

  it('may save again and again on what was saved before, and no letter comes twice', () => {
    const { lan, binh } = lanAndBinh({ notes: 'abc' })
    let base = lan.row(trip).heads
    for (const [step, text] of ['abcd', 'abcde', 'abde', 'abde f'].entries()) {
      lan.receive(binh.edit(trip, notes(`${binh.row(trip).data.notes}${step}`)))
      base = lan.edit(trip, notes(text, base)).branch
    }
    const merged = String(lan.row(trip).data.notes)
    expect(merged.replace(/\d/g, '')).toBe('abde f')
    expect(merged.replace(/\D/g, '').split('').sort().join('')).toBe('0123')
  })

  it('deletes nothing of it by saving what is there already', () => {
    const { lan, binh } = lanAndBinh({ notes: 'abc' })
    const onScreen = lan.row(trip).heads
    lan.receive(binh.edit(trip, notes('abc của Bình')))
    const { branch } = lan.edit(trip, notes('abc', onScreen))
    expect(lan.row(trip).data.notes).toBe('abc của Bình')
    lan.edit(trip, notes('abcd', branch))
    expect(lan.row(trip).data.notes).toContain('của Bình')
    expect(lan.row(trip).data.notes).toContain('d')
  })

  it('deletes nothing of it in other fields either', () => {
    const { lan, binh } = lanAndBinh({ notes: 'abc' })
    const onScreen = lan.row(trip).heads
    lan.receive(binh.edit(trip, { op: 'set', field: 'title', value: 'Đoàn đi Paris' }))
    lan.edit(trip, { op: 'set', field: 'headCount', value: 3 }, notes('abcd', onScreen))
    expect(lan.row(trip)).toMatchObject({ data: { title: 'Đoàn đi Paris', headCount: 3, notes: 'abcd' }, conflicts: [] })
  })

  it('replaces the text as it stands when no version is named, or one that is not there', () => {
    const { lan, binh } = lanAndBinh({ notes: 'abc' })
    lan.receive(binh.edit(trip, notes('abc của Bình')))
    expect(lan.edit(trip, notes('mới')).row.data.notes).toBe('mới')
    expect(lan.edit(trip, notes('mới hơn', ['0'.repeat(64)])).row.data.notes).toBe('mới hơn')
  })
})

describe('what is typed', () => {
  const anyText = fc.string({
    unit: fc.constantFrom('a', 'ệ', 'ư', 'đ', 'ơ\u0301', '🎉', '👩‍💼', ' ', '\n', 'Ạ', 'e\u0302\u0301'),
    maxLength: 20
  })

  it('is what is kept, whatever it is: composed, and not a letter more or less', () => {
    fc.assert(
      fc.property(anyText, anyText, (first, second) => {
        const { lan, binh } = lanAndBinh({ notes: first })
        expect(lan.row(trip).data.notes).toBe(first.normalize('NFC'))
        binh.receive(lan.edit(trip, notes(second, lan.row(trip).heads)))
        expect(binh.row(trip).data.notes).toBe(second.normalize('NFC'))
      }),
      seeded(60)
    )
  })

  it('stays, every letter of it, when two people type at once and neither takes anything out', () => {
    const places = fc.array(fc.record({ at: fc.nat(40), text: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 4 })
    const typeInto = (text: string, wishes: readonly { at: number; text: number }[], letter: string) =>
      wishes.reduce((now, wish) => {
        const at = wish.at % (now.length + 1)
        return now.slice(0, at) + letter.repeat(wish.text) + now.slice(at)
      }, text)
    const count = (text: unknown, letter: string) => String(text).split(letter).length - 1
    fc.assert(
      fc.property(places, places, (hers, his) => {
        const { lan, binh } = lanAndBinh({ notes: 'ghi chép chung' })
        const base = lan.row(trip).heads
        const her = typeInto('ghi chép chung', hers, 'L')
        const him = typeInto('ghi chép chung', his, 'B')
        meet(lan, [lan.edit(trip, notes(her, base))], binh, [binh.edit(trip, notes(him, base))])
        const { notes: merged } = lan.row(trip).data
        expect(count(merged, 'L')).toBe(count(her, 'L'))
        expect(count(merged, 'B')).toBe(count(him, 'B'))
        expect(String(merged).replace(/[LB]/g, '')).toBe('ghi chép chung')
        expect(binh.row(trip)).toEqual(lan.row(trip))
      }),
      seeded(60)
    )
  })
})
