import { describe, expect, it } from 'vitest'
import { buildSegment, checkChain, type Segment } from '#shared/sync/segment.ts'
import { entry, toWrite } from '../../support/segments.ts'

const segment = (sequence: number, previous: Segment | null, firstNumber: number, numbers: readonly number[]): Segment =>
  buildSegment(
    toWrite({ sequence, previous: previous?.fileHash ?? null, firstNumber, entries: numbers.map((number) => entry(number)) })
  ).segment

const first = segment(1, null, 1, [1, 2])
const second = segment(2, first, 3, [3])
const third = segment(3, second, 4, [4, 5])

describe('a laptop’s segments are a chain', () => {
  it('in which each follows the one before it', () => {
    expect(checkChain(undefined, first)).toBe('fits')
    expect(checkChain(first, second)).toBe('fits')
    expect(checkChain(second, third)).toBe('fits')
  })

  it('in which a segment without entries is a link like any other', () => {
    const silent = segment(3, second, 4, [])
    expect(checkChain(second, silent)).toBe('fits')
    expect(checkChain(silent, segment(4, silent, 4, [4]))).toBe('fits')
  })

  it('in which one whose forerunner has not arrived waits', () => {
    expect(checkChain(undefined, second)).toBe('waits')
    expect(checkChain(first, third)).toBe('waits')
  })

  it.each([
    ['the first one claims a forerunner', undefined, segment(1, first, 1, [1])],
    ['one follows another forerunner', second, segment(3, first, 4, [4])],
    ['one follows none', first, segment(2, null, 3, [3])],
    ['one takes the place of one we hold', second, second],
    ['one comes from further back', third, second],
    ['one leaves an entry out', first, segment(2, first, 4, [4])],
    ['one tells an entry again', first, segment(2, first, 2, [2])],
    ['the first one does not begin with entry 1', undefined, segment(1, null, 2, [2])]
  ])('that is broken when %s', (_, held, next) => {
    expect(checkChain(held, next)).toBe('broken')
  })
})
