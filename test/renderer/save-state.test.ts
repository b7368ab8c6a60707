import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Marks } from '#shared/bridge/contract.ts'
import { saveStateOf } from '../../renderer/app/save-state.tsx'
import { seeded } from '../support/seeded.ts'

const marks = (part: Partial<Marks> = {}): Marks => ({ journaled: 10, onShare: 6, seenBy: { b: 4, c: 2 }, ...part })

describe('where a record’s last change has got to', () => {
  it.each([
    ['being saved', 9, 'saving', 'saving'],
    ['not saved yet, and tried again', 9, 'waiting', 'unsaved'],
    ['received from others, never written here', 0, null, 'received'],
    ['on this laptop', 10, null, 'laptop'],
    ['just behind what the share holds', 7, null, 'laptop'],
    ['the last one on the share', 6, null, 'share'],
    ['on the share, seen by nobody', 5, null, 'share'],
    ['the last one another laptop holds', 4, null, 'seen'],
    ['held by everybody', 1, null, 'seen']
  ] as const)('%s', (_, ownEntry, pending, state) => {
    expect(saveStateOf(ownEntry, marks(), pending)).toBe(state)
  })

  it('is not called saved while it waits, however far older changes have got', () => {
    expect(saveStateOf(1, marks(), 'waiting')).toBe('unsaved')
    expect(saveStateOf(0, marks(), 'saving')).toBe('saving')
  })

  it('may be seen by others without our having seen it on this share (a stick went round)', () => {
    expect(saveStateOf(9, marks({ seenBy: { b: 9 } }), null)).toBe('seen')
  })

  it('is on the laptop only, on a laptop that has no share', () => {
    expect(saveStateOf(1, marks({ onShare: 0, seenBy: {} }), null)).toBe('laptop')
  })

  it('never goes back as the marks move on', () => {
    const order = ['laptop', 'share', 'seen']
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20), (own, share, more, seen, seenMore) => {
        const before = saveStateOf(own + 1, marks({ onShare: share, seenBy: { b: seen } }), null)
        const after = saveStateOf(own + 1, marks({ onShare: share + more, seenBy: { b: seen + seenMore } }), null)
        expect(order.indexOf(after)).toBeGreaterThanOrEqual(order.indexOf(before))
      }),
      seeded(300)
    )
  })
})
