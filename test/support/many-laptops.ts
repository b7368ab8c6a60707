/**
 * Several laptops that write on one record and hear of each other late, twice and out of order, and a bookkeeper who knows what each
 * had seen when it wrote: from that follows which values must stand in the record at the end.
 */
import fc from 'fast-check'
import type { Operation } from '#shared/domain/operation.ts'
import type { Item } from '#shared/domain/record.ts'
import { type Colleague, colleague, type Parcel, trip } from './colleagues.ts'

const assigned = ['title', 'titleEn', 'purpose', 'parentVisit'] as const
const actions = ['set', 'put', 'set-item', 'remove', 'restore', 'type', 'type-late', 'hear', 'hear-again'] as const

export interface Step {
  readonly action: (typeof actions)[number]
  readonly who: number
  readonly which: number
}

export const stepsOf = (most: number) =>
  fc.array(fc.record({ action: fc.constantFrom(...actions), who: fc.nat(4), which: fc.nat(1000) }), {
    minLength: 1,
    maxLength: most,
    size: 'max'
  })

interface Written extends Parcel {
  /** What its writer had seen, itself not included. */
  readonly past: ReadonlySet<Written>
  /** Names of what it gave a value: a field, or an item's field. */
  readonly gave: readonly { readonly place: string; readonly value: string }[]
}

interface Screen {
  readonly text: string
  readonly heads: readonly string[]
}

export interface ManyLaptops {
  readonly laptops: readonly Colleague[]
  readonly parcels: readonly Parcel[]
  /** By place: the values nobody has replaced after having seen them. */
  readonly standing: () => Map<string, Set<string>>
  readonly added: ReadonlySet<string>
  readonly everRemoved: ReadonlySet<string>
  readonly typed: string
}

const knows = (past: ReadonlySet<Written>, item: string): boolean =>
  Array.from(past).some((one) => one.gave.some(({ place }) => place === `${item}.name`))

export function runSteps(count: number, steps: readonly Step[]): ManyLaptops {
  const laptops = Array.from({ length: count }, (_, index) => colleague(`Người ${index + 1}`, String(index + 1)))
  const heard = laptops.map(() => new Set<Written>())
  const screens: Screen[][] = laptops.map(() => [])
  const written: Written[] = []
  const added = new Set<string>()
  const everRemoved = new Set<string>()
  let typed = ''
  let serial = 0

  /** What a laptop shows of what it heard: not what still waits for what came before it. */
  const applied = (who: number): Set<Written> => {
    const shown = new Set<Written>()
    for (const one of written)
      if (heard[who]?.has(one) && Array.from(one.past).every((before) => shown.has(before))) shown.add(one)
    return shown
  }
  const keep = (who: number, past: ReadonlySet<Written>, parcel: Parcel, gave: Written['gave']) => {
    const one = { record: parcel.record, changes: parcel.changes, past, gave }
    written.push(one)
    heard[who]?.add(one)
  }
  const hear = (who: number, one: Written | undefined) => {
    if (!one) return
    laptops[who]?.receive(one)
    heard[who]?.add(one)
  }

  const first = laptops[0] as Colleague
  keep(0, new Set(), first.create(trip, { title: 'Đoàn', direction: 'outbound' }), [{ place: 'title', value: 'Đoàn' }])

  for (const { action, who: whoever, which } of steps) {
    const who = whoever % count
    const laptop = laptops[who] as Colleague
    const unheard = written.filter((one) => !heard[who]?.has(one))
    if (action === 'hear' || action === 'hear-again') {
      const choice = action === 'hear' ? unheard : written
      hear(who, choice[which % Math.max(1, choice.length)])
      continue
    }
    const row = laptop.seen(trip)
    if (!row) continue
    serial += 1
    const past = applied(who)
    const screen = { text: String(row.data.notes), heads: row.heads }
    screens[who]?.push(screen)
    const items = row.data.members as readonly Item[]
    const item = items[which % Math.max(1, items.length)]
    const value = `giá trị ${serial}`
    const write = (operation: Operation, gave: Written['gave'] = []) => keep(who, past, laptop.edit(trip, operation), gave)
    const type = (from: Screen) => {
      const letter = String.fromCodePoint(0x4e00 + serial)
      const at = which % (from.text.length + 1)
      typed += letter
      write({ op: 'text', field: 'notes', value: from.text.slice(0, at) + letter + from.text.slice(at), base: from.heads })
    }
    if (action === 'set') {
      const place = assigned[which % assigned.length] ?? 'title'
      write({ op: 'set', field: place, value }, [{ place, value }])
    } else if (action === 'put') {
      const id = `m${serial}`
      added.add(id)
      write({ op: 'put', list: 'members', item: { id, name: value }, ...(item && { after: item.id }) }, [
        { place: `${id}.name`, value }
      ])
    } else if (action === 'set-item' && item) {
      write({ op: 'set-item', list: 'members', id: item.id, field: 'name', value }, [{ place: `${item.id}.name`, value }])
    } else if (action === 'remove' && item) {
      everRemoved.add(item.id)
      write({ op: 'remove', list: 'members', id: item.id })
    } else if (action === 'restore') {
      const id = Array.from(everRemoved)[which % Math.max(1, everRemoved.size)]
      if (id !== undefined && knows(past, id)) write({ op: 'restore', list: 'members', id })
    } else if (action === 'type') type(screen)
    else if (action === 'type-late') type(screens[who]?.[which % (screens[who]?.length ?? 1)] ?? screen)
  }

  return {
    laptops,
    parcels: written,
    added,
    everRemoved,
    typed,
    standing: () => {
      const places = new Map<string, Set<string>>()
      for (const one of written) {
        for (const { place, value } of one.gave) {
          const replaced = written.some((later) => later.past.has(one) && later.gave.some((other) => other.place === place))
          if (!replaced) places.set(place, (places.get(place) ?? new Set()).add(value))
        }
      }
      return places
    }
  }
}
