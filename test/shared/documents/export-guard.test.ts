/** What has a secret mark never gets into a document made here; what was left out is counted, not named. */
import { beforeAll, describe, expect, it } from 'vitest'
import { documentKinds, kindsFor } from '#shared/documents/build-document.ts'
import { ExportRefused } from '#shared/documents/export-guard.ts'
import type { HandlingMark } from '#shared/domain/handling-mark.ts'
import { recordId } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { changed, modelOf, newRow, nextTrip, nextTripRow, partOf, rowOf, sampleRows } from '../../support/sample-rows.ts'

const secretMarks: readonly HandlingMark[] = ['mat', 'toi-mat', 'tuyet-mat']
let rows: readonly Row[] = []
const paper = (id: string, fields: Readonly<Record<string, string | boolean>>) =>
  newRow(recordId('paper', id), { title: `Công văn ${id}`, delegationId: nextTrip, ...fields })
const without = (id: string) => rows.filter((row) => row.id !== id)

/** Everything that every kind of document says about the trip of 2024, its meetings and the office; what is refused says nothing. */
function everyModel(all: readonly Row[]): string[] {
  const subjects = [
    'delegation.france-2024',
    'event.france-2024-signing',
    'event.france-2024-talks',
    'commitment.kasbarian-invitation'
  ]
  const said = documentKinds.flatMap((kind) =>
    subjects.flatMap((id) => {
      try {
        return [JSON.stringify(modelOf(kind, id, all))]
      } catch (error) {
        if (error instanceof ExportRefused || error instanceof RangeError) return []
        throw error
      }
    })
  )
  // Else nothing was looked at.
  expect(said.length).toBeGreaterThan(kindsFor('office').length)
  return said
}

beforeAll(async () => {
  rows = await sampleRows()
})

describe('a secret delegation', () => {
  it.each(kindsFor('delegation').flatMap((kind) => secretMarks.map((mark) => [kind, mark] as const)))(
    'gives no %s: %s',
    (kind, mark) => {
      const secret = newRow(nextTrip, { title: 'Đoàn đàm phán', direction: 'outbound', mark })
      const build = () => modelOf(kind, nextTrip, [...rows, secret])
      expect(build).toThrow(ExportRefused)
      expect(build).toThrow(expect.objectContaining({ record: 'Đoàn đàm phán' }))
    }
  )

  it('gives none under a mark that only a newer version knows', () => {
    const secret = changed(nextTripRow(), { mark: 'cosmic' })
    expect(() => modelOf('packet', nextTrip, [...rows, secret])).toThrow(ExportRefused)
  })

  it('is not named in other delegations’ documents', () => {
    const secret = changed(rowOf(rows, 'delegation.france-2022'), { mark: 'mat' })
    const model = modelOf('packet', nextTrip, [...without(secret.id), secret, nextTripRow()])
    expect(JSON.stringify(model)).not.toContain(String(secret.data.title))
  })
})

describe('secret papers of a delegation', () => {
  it.each(secretMarks)('are left out and counted: %s', (mark) => {
    const papers = [paper('mo', { number: '15' }), paper('so-kin-1', { mark }), paper('so-kin-2', { mark })]
    const model = modelOf('packet', nextTrip, [...rows, nextTripRow(), ...papers])
    expect(partOf(model, /GIẤY TỜ/)).toEqual([
      'Công văn mo số 15',
      '2 giấy tờ có dấu mật không đưa vào hồ sơ này; tra cứu bản giấy theo nơi lưu giữ.'
    ])
    expect(JSON.stringify(model)).not.toContain('so-kin')
  })

  it('are counted when there is no other paper, and not when they are another delegation’s or deleted', () => {
    const papers = [
      paper('kin', { mark: 'mat' }),
      paper('khac', { mark: 'mat', delegationId: 'delegation.france-2022' }),
      paper('xoa', { mark: 'mat', deleted: true })
    ]
    const model = modelOf('packet', nextTrip, [...rows, nextTripRow(), ...papers])
    expect(partOf(model, /GIẤY TỜ/)).toEqual([expect.stringMatching(/^1 giấy tờ có dấu mật/)])
  })
})

describe('any other secret record', () => {
  it.each([
    'event.france-2024-signing',
    'commitment.kasbarian-invitation',
    'agreement.france-2025-2028',
    'person.guillaume-kasbarian',
    'country.fr'
  ])('is in no document: %s', (id) => {
    const secret = changed(rowOf(rows, id), { mark: 'mat', title: 'TÊN KÍN' })
    for (const said of everyModel([...without(id), secret])) expect(said).not.toContain('TÊN KÍN')
  })
})

describe('a deleted record', () => {
  it.each([
    'event.france-2024-signing',
    'commitment.kasbarian-invitation',
    'agreement.france-2025-2028',
    'delegation.france-2022'
  ])('is in no document either: %s', (id) => {
    const gone = changed(rowOf(rows, id), { deleted: true, title: 'TÊN ĐÃ XÓA' })
    for (const said of everyModel([...without(id), gone])) expect(said).not.toContain('TÊN ĐÃ XÓA')
  })
})

describe('a delegation that is not there', () => {
  it.each(['delegation.nowhere', 'country.fr', ''])('has no document: “%s”', (id) => {
    expect(() => modelOf('packet', id, rows)).toThrow(RangeError)
  })
})
