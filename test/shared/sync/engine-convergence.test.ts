import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Item } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import { trip } from '../../support/colleagues.ts'
import { type ManyLaptops, runSteps, stepsOf } from '../../support/many-laptops.ts'
import { seeded } from '../../support/seeded.ts'

beforeAll(readyEngine)

/** Everybody gets everything, each in an order of its own and some of it twice. */
function deliverAll({ laptops, parcels }: ManyLaptops, orders: readonly number[]): void {
  for (const [who, laptop] of laptops.entries()) {
    const order = (index: number) => orders[(index * 7 + who * 13) % orders.length] ?? 0
    const shuffled = parcels.map((parcel, index) => ({ parcel, at: order(index) })).sort((a, b) => a.at - b.at)
    laptop.receive(...shuffled.map(({ parcel }) => parcel))
    laptop.receive(...parcels.filter((_, index) => order(index) % 3 === 0))
  }
}

/** What the record says of a place: the value shown and the ones it disagrees with. */
function valuesAt(row: Omit<Row, 'ownEntry'>, place: string): Set<unknown> {
  const [item, field] = place.includes('.') ? place.split('.') : [null, place]
  const shown = item === null ? row.data[place] : (row.data.members as readonly Item[]).find((one) => one.id === item)?.name
  const conflict = row.conflicts.find((one) => (one.item?.id ?? null) === item && one.field === field)
  return new Set([shown, ...(conflict?.values.map((one) => one.value) ?? [])])
}

const situation = fc.tuple(fc.integer({ min: 2, max: 5 }), stepsOf(40), fc.array(fc.nat(), { minLength: 3, maxLength: 40 }))

describe('two to five laptops that write as they like and hear of each other in any order', () => {
  it('end with the same record, and nothing that anybody wrote is lost', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(situation, ([count, steps, orders]) => {
        const story = runSteps(count, steps)
        deliverAll(story, orders)
        const [one, ...others] = story.laptops.map((laptop) => laptop.row(trip))
        if (!one) throw new Error('nobody has the record')
        for (const other of others) expect(other).toEqual(one)

        const shown = (one.data.members as readonly Item[]).map((item) => item.id)
        expect(new Set(shown).size).toBe(shown.length)
        for (const id of story.added) if (!story.everRemoved.has(id)) expect(shown).toContain(id)

        for (const [place, values] of story.standing()) {
          if (!story.everRemoved.has(place.split('.')[0] ?? '')) expect([place, valuesAt(one, place)]).toEqual([place, values])
        }
        expect(Array.from(String(one.data.notes)).sort()).toEqual(Array.from(story.typed).sort())

        const steps0 = new Set(story.laptops[0]?.history(trip).map((step) => step.change))
        for (const laptop of story.laptops) expect(new Set(laptop.history(trip).map((step) => step.change))).toEqual(steps0)
        expect(steps0.size).toBe(story.parcels.length)
      }),
      seeded(100)
    )
  })
})
