/** Segments of other laptops, made the way those laptops would make them. */
import type { Entry, Positions } from '#shared/bridge/contract.ts'
import { buildSegment, type Segment } from '#shared/sync/segment.ts'

export const officeId = 'ab'.repeat(16)
export const otherOfficeId = 'cd'.repeat(16)
export const testOffice = { id: officeId, name: 'Vụ Hợp tác quốc tế', sample: false } as const

/** 1 → "0101…": a device number that can be told by eye. */
export const deviceNumbered = (number: number): string => number.toString(16).padStart(2, '0').repeat(16)

export function makeEntry(device: string, number: number, text = `edit ${number}`): Entry {
  return {
    device,
    number,
    editId: `edit-${device.slice(0, 4)}-${number}`,
    author: 'Nguyễn Thị Lan',
    time: Date.UTC(2026, 1, 5) + number * 1000,
    record: `person.p${number}`,
    changes: [new TextEncoder().encode(text)]
  }
}

export interface MadeSegment {
  readonly path: string
  readonly bytes: Uint8Array
  readonly segment: Segment
  readonly entries: readonly Entry[]
}

/** A device's row of segments, one for each count of entries. */
export function makeChain(
  device: string,
  counts: readonly number[],
  options: { readonly office?: string; readonly seen?: Positions; readonly text?: string } = {}
): MadeSegment[] {
  const chain: MadeSegment[] = []
  let next = 1
  for (const count of counts) {
    const entries = Array.from({ length: count }, (_, index) => makeEntry(device, next + index, options.text))
    const built = buildSegment({
      office: options.office ?? officeId,
      device,
      sequence: chain.length + 1,
      previous: chain.at(-1)?.segment.fileHash ?? null,
      firstNumber: next,
      entries,
      seen: options.seen ?? {}
    })
    chain.push({ ...built, entries })
    next += count
  }
  return chain
}
