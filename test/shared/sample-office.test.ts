/** The sample office against the acceptance data of the five articles (domain 1.3 and 1.4), written from the articles. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Item } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { parsePartialDate } from '#shared/text/partial-date.ts'
import { rowOf, sampleRows } from '../support/sample-rows.ts'

let rows: readonly Row[] = []
beforeAll(async () => {
  rows = await sampleRows()
})

const ofKind = (kind: Row['kind']) => rows.filter((row) => row.kind === kind)
const items = (row: Row, list: string) => (row.data[list] ?? []) as readonly Item[]
const eventsOf = (delegation: string) =>
  ofKind('event')
    .filter((event) => event.data.delegationId === delegation)
    .sort((a, b) => Number(a.data.order) - Number(b.data.order))
const countriesOf = (row: Row) => new Set(items(row, 'legs').map((leg) => leg.country))

/** Every sourced value of a field, and the one that was chosen with its reason. */
function sourced(id: string, field: string) {
  const row = rowOf(rows, id)
  const claims = items(row, 'claims').filter((claim) => claim.field === field)
  const choice = items(row, 'choices').find((one) => one.id === field)
  return {
    values: claims.map((claim) => claim.value),
    chosen: claims.find((claim) => claim.id === choice?.claimId)?.value,
    kept: row.data[field],
    reason: String(choice?.reason ?? ''),
    sources: new Set(claims.map((claim) => claim.sourceId))
  }
}

describe('the sample office’s delegations', () => {
  it('are five, four going out and one coming in', () => {
    expect(
      ofKind('delegation')
        .map((row) => [row.id, row.data.direction])
        .sort()
    ).toEqual([
      ['delegation.egypt-uae-2024', 'outbound'],
      ['delegation.france-2022', 'outbound'],
      ['delegation.france-2024', 'outbound'],
      ['delegation.indonesia-2023', 'inbound'],
      ['delegation.uk-france-2023', 'outbound']
    ])
  })

  it('concern six countries, France three times; two trips went to two of them', () => {
    expect(
      ofKind('country')
        .map((row) => row.data.code)
        .sort()
    ).toEqual(['AE', 'EG', 'FR', 'GB', 'ID', 'VN'])
    const trips = ofKind('delegation').map(countriesOf)
    expect(trips.filter((countries) => countries.has('FR'))).toHaveLength(3)
    expect(trips.filter((countries) => countries.size === 2)).toEqual([new Set(['GB', 'FR']), new Set(['EG', 'AE'])])
  })

  it.each([
    ['delegation.uk-france-2023', 'Triệu Văn Cường', '2023-05-27', '2023-06-04'],
    ['delegation.france-2024', 'Phạm Thị Thanh Trà', '?2024-10-03', '?2024-10-07'],
    ['delegation.egypt-uae-2024', 'Nguyễn Trọng Thừa', '2024-04-21', '2024-04-30'],
    ['delegation.france-2022', 'Phạm Thị Thanh Trà', '?2022-09-23', '?2022-09-27'],
    ['delegation.indonesia-2023', 'Basseng', '2023-10-24', '2023-10-24']
  ])('%s was headed by %s, from %s to %s', (id, head, startDate, endDate) => {
    const row = rowOf(rows, id)
    expect(row.data).toMatchObject({ startDate, endDate })
    expect(items(row, 'members').filter((member) => member.role === 'head')).toMatchObject([{ name: head }])
  })

  it('do not say how many went: nobody wrote it', () => {
    for (const row of ofKind('delegation')) expect(row.data.headCount).toBeNull()
  })
})

describe('their events', () => {
  it.each([
    ['delegation.uk-france-2023', ['working-session', 'visit', 'ceremony', 'working-session', 'visit', 'diaspora', 'embassy']],
    ['delegation.france-2024', ['talks', 'signing']],
    ['delegation.egypt-uae-2024', ['working-session', 'working-session', 'visit', 'visit']],
    ['delegation.france-2022', ['talks', 'visit', 'working-session']],
    ['delegation.indonesia-2023', ['working-session']]
  ])('%s had %j', (id, kinds) => {
    expect(eventsOf(id).map((event) => event.data.kind)).toEqual(kinds)
    expect(eventsOf(id).every((event) => event.data.state === 'held')).toBe(true)
  })

  it('of 2024 in France included an exchange of gifts', () => {
    expect(items(rowOf(rows, 'delegation.france-2024'), 'gifts')).toMatchObject([{ direction: 'exchanged' }])
  })

  it('of 2022 in Paris had two presentations in the talks', () => {
    const presenting = items(rowOf(rows, 'event.france-2022-talks'), 'participants').filter((one) => one.role === 'Trình bày')
    expect(presenting.map((one) => one.name)).toEqual(['Nathalie Colin', 'Maryvonne Le Brignonen'])
  })

  it('with the OECD were held in France, with a body that is of no country', () => {
    const event = rowOf(rows, 'event.uk-france-2023-oecd')
    expect(event.data.country).toBe('FR')
    expect(rowOf(rows, 'organisation.oecd').data).toMatchObject({ kind: 'igo', country: null })
  })
})

describe('the agreements', () => {
  it('are three with France in a chain, and a memorandum with the UAE in preparation; none with Egypt or Indonesia', () => {
    expect(
      ofKind('agreement')
        .map((row) => [
          row.id,
          row.data.state,
          row.data.predecessorId,
          items(row, 'countries')
            .map((one) => one.id)
            .join()
        ])
        .sort()
    ).toEqual([
      ['agreement.france-2016-2021', 'ended', null, 'FR'],
      ['agreement.france-2022-2025', 'ended', 'agreement.france-2016-2021', 'FR'],
      ['agreement.france-2025-2028', 'in-force', 'agreement.france-2022-2025', 'FR'],
      ['agreement.uae-memorandum', 'negotiating', null, 'AE']
    ])
  })

  it('say what is known of their signing, and mark the year that was inferred', () => {
    expect(rowOf(rows, 'agreement.france-2022-2025').data).toMatchObject({ signedOn: '2022-03-31', signedAt: 'Hà Nội' })
    expect(rowOf(rows, 'agreement.france-2025-2028').data).toMatchObject({ signedOn: '?2024-10-04' })
    expect(rowOf(rows, 'agreement.france-2016-2021').data.signedOn).toBeNull()
    expect(rowOf(rows, 'agreement.uae-memorandum').data).toMatchObject({ signedOn: null, periodFrom: null, periodTo: null })
  })
})

describe('what the articles say differently is kept side by side, with a choice and its reason', () => {
  it('X1: the agreement of 31/3/2022 runs to 2025 or to 2024', () => {
    const { values, chosen, kept, reason, sources } = sourced('agreement.france-2022-2025', 'periodTo')
    expect(new Set(values)).toEqual(new Set(['2025', '2024']))
    expect([chosen, kept]).toEqual(['2025', '2025'])
    expect(reason).not.toBe('')
    expect(sources).toEqual(new Set(['source.s3-press-france-2022', 'source.s1-press-france-2024']))
  })

  it('X2: one article says 2025–2028 in its text and 2022–2024 under its photo', () => {
    const to = sourced('agreement.france-2025-2028', 'periodTo')
    const from = sourced('agreement.france-2025-2028', 'periodFrom')
    expect([new Set(from.values), new Set(to.values)]).toEqual([new Set(['2025', '2022']), new Set(['2028', '2024'])])
    expect([from.chosen, from.kept, to.chosen, to.kept]).toEqual(['2025', '2025', '2028', '2028'])
    expect(to.sources).toEqual(new Set(['source.s1-press-france-2024']))
    expect(to.reason).toMatch(/[Nn]gày ký/)
  })

  it('X3: the phase before it ended in 2021 or in 2024', () => {
    const { values, chosen, kept, reason } = sourced('agreement.france-2016-2021', 'periodTo')
    expect(new Set(values)).toEqual(new Set(['2021', '2024']))
    expect([chosen, kept]).toEqual(['2021', '2021'])
    expect(reason).not.toBe('')
  })

  it('X4: the French ministry had three names, each with its source', () => {
    const names = items(rowOf(rows, 'organisation.france-public-service'), 'names')
    expect(new Set(names.map((name) => name.name)).size).toBeGreaterThanOrEqual(3)
    for (const name of names) expect(rowOf(rows, String(name.sourceId)).kind).toBe('source')
  })

  it('X7: a surname as printed beside the one that is usual', () => {
    const { values, chosen, kept } = sourced('person.maryvonne-le-brignonen', 'title')
    expect(new Set(values)).toEqual(new Set(['Maryvonne Lebrignonen', 'Maryvonne Le Brignonen']))
    expect([chosen, kept]).toEqual(['Maryvonne Le Brignonen', 'Maryvonne Le Brignonen'])
  })

  it('X8: the level of a relation, and whether it was a conference', () => {
    expect(new Set(sourced('delegation.indonesia-2023', 'relationLevel').values).size).toBe(2)
    expect(sourced('event.indonesia-2023-hanoi', 'kind')).toMatchObject({ kept: 'working-session', chosen: 'working-session' })
  })

  it('and wherever a choice was made, the record holds the chosen value', () => {
    for (const row of rows) {
      for (const choice of items(row, 'choices')) {
        const { chosen, kept } = sourced(row.id, choice.id)
        expect([row.id, choice.id, kept]).toEqual([row.id, choice.id, chosen])
      }
    }
  })
})

describe('what was promised', () => {
  it('runs through three trips for the training places in France, in their order', () => {
    const thread = rowOf(rows, 'commitment.france-training-places')
    expect(items(thread, 'updates').map((update) => update.delegationId)).toEqual([
      'delegation.france-2022',
      'delegation.uk-france-2023',
      'delegation.france-2024'
    ])
    expect(thread.data.state).toBe('in-progress')
    expect(items(thread, 'institutions')).toHaveLength(2)
  })

  it.each([
    ['commitment.oecd-working-party-invitation', 'delegation.uk-france-2023'],
    ['commitment.kasbarian-invitation', 'delegation.france-2024'],
    ['commitment.uae-memorandum-signing', 'delegation.egypt-uae-2024'],
    ['commitment.egypt-capacity-training', 'delegation.egypt-uae-2024'],
    ['commitment.france-documents', 'delegation.france-2022']
  ])('is still open, because no text closed it: %s', (id, delegation) => {
    expect(rowOf(rows, id).data).toMatchObject({ state: 'open', delegationId: delegation })
  })

  it('has no owner and no deadline where the article names none', () => {
    expect(rowOf(rows, 'commitment.egypt-capacity-training').data).toMatchObject({ owner: null, due: null })
  })
})

describe('every record of the sample', () => {
  it('keeps its rules and disagrees with nobody', () => {
    expect(rows.flatMap((row) => row.problems.map((problem) => [row.id, problem]))).toEqual([])
    expect(rows.flatMap((row) => row.conflicts)).toEqual([])
  })

  it('points only to records that are there', () => {
    const known = new Set<string>(rows.map((row) => row.id))
    const ids = /^(delegation|event|commitment|agreement|person|organisation|country|source|paper)\.[a-z0-9-]+$/
    const named = (value: unknown): string[] => {
      if (typeof value === 'string') return ids.test(value) ? [value] : []
      return value !== null && typeof value === 'object' ? Object.values(value).flatMap(named) : []
    }
    for (const row of rows)
      for (const id of named(row.data)) expect([row.id, known.has(id) ? id : `missing ${id}`]).toEqual([row.id, id])
  })

  it('names a country by a code we keep', () => {
    const codes = new Set(ofKind('country').map((row) => row.data.code))
    for (const row of rows) {
      const used = [
        row.data.country,
        ...items(row, 'countries').map((one) => one.id),
        ...items(row, 'legs').map((leg) => leg.country)
      ]
      for (const code of used) if (code) expect([row.id, codes.has(code as string)]).toEqual([row.id, true])
    }
  })

  it('says where it comes from', () => {
    for (const row of rows) {
      if (row.kind === 'source') continue
      expect([row.id, items(row, 'sources').length > 0]).toEqual([row.id, true])
    }
  })

  it('marks a year as inferred in every article that gives none', () => {
    const yearless = ['source.s1-press-france-2024', 'source.s3-press-france-2022']
    for (const row of [...ofKind('delegation'), ...ofKind('event')]) {
      if (!items(row, 'sources').every((source) => yearless.includes(source.id))) continue
      for (const field of ['startDate', 'endDate', 'date']) {
        const date = row.data[field]
        if (typeof date === 'string') expect([row.id, field, parsePartialDate(date)?.inferred]).toEqual([row.id, field, ['year']])
      }
    }
  })

  it('has an English title where it has a Vietnamese one, for what is listed', () => {
    for (const kind of ['delegation', 'event', 'commitment', 'agreement', 'country', 'organisation'] as const) {
      for (const row of ofKind(kind)) expect([row.id, Boolean(row.data.titleEn)]).toEqual([row.id, true])
    }
  })

  it('is written in composed letters', () => {
    const text = JSON.stringify(rows)
    expect(text.normalize('NFC') === text).toBe(true)
  })
})
