import { describe, expect, it } from 'vitest'
import { handlingMarks } from '#shared/domain/handling-mark.ts'
import { type RecordData, type RecordKind, recordKinds } from '#shared/domain/record.ts'
import { emptyValuesOf, listFieldsOf, type Rule, validate } from '#shared/domain/validate.ts'

const delegation = { title: 'Đoàn đi Pháp', direction: 'outbound' }
const problemsOf = (kind: RecordKind, data: RecordData) => validate(kind, data).problems

describe('a record with little in it', () => {
  it('gets every field its kind has: nothing known, no items, not deleted', () => {
    const { data, problems } = validate('delegation', delegation)
    expect(problems).toEqual([])
    expect(data).toMatchObject({
      ...delegation,
      mark: 'none',
      deleted: false,
      type: 'other',
      purpose: null,
      headCount: null,
      members: [],
      notes: '',
      reportDays: 15
    })
  })

  it('gets the fields of its items too', () => {
    const { data } = validate('delegation', { ...delegation, members: [{ id: 'm', name: 'Nguyễn Thị Lan' }] })
    expect(data.members).toEqual([
      {
        id: 'm',
        name: 'Nguyễn Thị Lan',
        post: null,
        unit: null,
        role: 'member',
        personId: null,
        task: null,
        phone: null,
        note: null,
        gradeCode: null,
        gradeStep: null,
        gradeClass: null
      }
    ])
  })

  it('keeps “nobody knows” apart from “there is none”', () => {
    const { data } = validate('delegation', { ...delegation, purpose: null, resultSummary: '', members: [] })
    expect(data.purpose).toBeNull()
    expect(data.resultSummary).toBe('')
    expect(data.members).toEqual([])
  })

  it('keeps what a newer version wrote', () => {
    const newer = { ...delegation, visaState: 'sent', members: [{ id: 'm', name: 'Lan', passport: 'B1' }] }
    const { data, problems } = validate('delegation', newer)
    expect(problems).toEqual([])
    expect(data).toMatchObject({ visaState: 'sent', members: [{ passport: 'B1' }] })
  })

  it.each(recordKinds)('has lists to add to from the start: %s', (kind) => {
    expect(listFieldsOf(kind)).toEqual(expect.arrayContaining(['claims', 'choices', 'sources']))
    for (const field of listFieldsOf(kind)) expect(emptyValuesOf(kind)[field]).toEqual([])
  })
})

describe('a broken rule is named with its field', () => {
  it.each<[string, RecordKind, RecordData, string, Rule]>([
    ['a title is missing', 'delegation', { direction: 'outbound' }, 'title', 'missing'],
    ['a title is empty', 'delegation', { ...delegation, title: '' }, 'title', 'too-short'],
    ['a title is too long', 'delegation', { ...delegation, title: 'x'.repeat(501) }, 'title', 'too-long'],
    ['a direction is unknown', 'delegation', { ...delegation, direction: 'sideways' }, 'direction', 'not-a-choice'],
    ['a day does not exist', 'delegation', { ...delegation, startDate: '2023-02-29' }, 'startDate', 'not-a-date'],
    [
      'a clock shows 25:00',
      'event',
      { delegationId: 'd', kind: 'talks', title: 'x', startTime: '25:00' },
      'startTime',
      'not-a-time'
    ],
    ['fewer than nobody went', 'delegation', { ...delegation, headCount: -1 }, 'headCount', 'too-short'],
    ['a state is unknown', 'commitment', { title: 'x', state: 'forgotten' }, 'state', 'not-a-choice'],
    ['a country is no code', 'country', { title: 'Pháp', code: 'FRA' }, 'code', 'too-long'],
    ['a list is not a list', 'delegation', { ...delegation, members: null }, 'members', 'wrong-type'],
    ['an item has no id', 'delegation', { ...delegation, members: [{ id: '', name: 'x' }] }, 'members.0.id', 'too-short'],
    [
      'an item’s role is unknown',
      'delegation',
      { ...delegation, members: [{ id: 'm', name: 'x', role: 'boss' }] },
      'members.0.role',
      'not-a-choice'
    ]
  ])('%s', (_, kind, data, field, rule) => {
    const problem = problemsOf(kind, data)[0]
    expect(problem?.field).toBe(field)
    expect(problem?.rule).toBe(rule)
  })

  it('and every broken rule is, not only the first', () => {
    const fields = problemsOf('delegation', { ...delegation, startDate: 'soon', endDate: 'later' }).map((one) => one.field)
    expect(fields).toEqual(['startDate', 'endDate'])
  })

  it('while what the record says is shown all the same', () => {
    const { data } = validate('delegation', { ...delegation, startDate: 'mùa thu' })
    expect(data).toMatchObject({ title: 'Đoàn đi Pháp', startDate: 'mùa thu', members: [], mark: 'none' })
  })

  it.each(handlingMarks)('but the handling mark %s is none', (mark) => {
    expect(problemsOf('paper', { title: 'Công văn', mark })).toEqual([])
  })
})
