/** In whose name a change is written, read from its bytes alone, must be what Automerge will say of it. */
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { deviceOf } from '#shared/sync/actor.ts'
import { actorOfChange } from '#shared/sync/change-actor.ts'
import { createRecord, editRecord } from '#shared/sync/engine.ts'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import { changeOfContents, contentsOfChange } from '../../support/automerge-bytes.ts'
import { trip } from '../../support/colleagues.ts'
import { runSteps, stepsOf } from '../../support/many-laptops.ts'
import { seeded } from '../../support/seeded.ts'

beforeAll(readyEngine)

const device = 'ab'.repeat(16)
const stamp = { device, session: '0123456789abcdef', author: 'Lan', time: 1_770_000_000_000 }
const oneChange = (): Uint8Array =>
  createRecord(trip, { title: 'Đoàn đi Pháp', direction: 'outbound' }, stamp).changes[0] as Uint8Array

/** Null where Automerge takes no change from these bytes. */
function actorByAutomerge(bytes: Uint8Array): string | null {
  try {
    return A.decodeChange(bytes).actor
  } catch {
    return null
  }
}

describe('the actor of a change', () => {
  test('ends with the laptop that made it, whether it saved something or nothing', () => {
    const begun = createRecord(trip, { title: 'Đoàn', direction: 'outbound' }, stamp)
    const empty = editRecord(trip, begun.document, [], stamp)
    const late = editRecord(trip, begun.document, [{ op: 'text', field: 'notes', value: 'a', base: begun.row.heads }], stamp)
    for (const { changes } of [begun, empty, late]) {
      for (const change of changes) expect(deviceOf(actorOfChange(change) ?? '')).toBe(device)
    }
  })

  test('is what Automerge says, for whatever several laptops write', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), stepsOf(25), (count, steps) => {
        for (const { changes } of runSteps(count, steps).parcels) {
          for (const change of changes) {
            const { actor } = A.decodeChange(change)
            expect(actorOfChange(change)).toBe(actor)
            const packed = changeOfContents(contentsOfChange(change), true)
            expect(A.decodeChange(packed).actor).toBe(actor)
            expect(actorOfChange(packed)).toBe(actor)
          }
        }
      }),
      seeded(30)
    )
  })

  test('is what Automerge says, whatever is done to the bytes', { timeout: 60_000 }, () => {
    const contents = contentsOfChange(oneChange())
    let read = 0
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(contents.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.array(fc.nat(255), { maxLength: 4 }),
        (changes, compressed, more) => {
          const altered = Uint8Array.from([...contents, ...more])
          for (const [at, byte] of changes) altered[at] = byte
          const bytes = changeOfContents(altered, compressed)
          const actor = actorByAutomerge(bytes)
          if (actor === null) return
          read += 1
          expect(actorOfChange(bytes)).toBe(actor)
        }
      ),
      seeded(3000)
    )
    // Else the test would say nothing.
    expect(read).toBeGreaterThan(50)
  })

  test('of bytes that are no change is none', () => {
    expect(actorOfChange(new Uint8Array())).toBeNull()
    expect(actorOfChange(new TextEncoder().encode('hội đàm'))).toBeNull()
    for (let length = 0; length < 4; length += 1) expect(actorOfChange(oneChange().subarray(0, length))).toBeNull()
  })

  test('of a change that is cut off nobody knows: it is not its writer’s own', () => {
    for (let length = 4; length < 40; length += 1) expect(actorOfChange(oneChange().subarray(0, length))).toBe('')
  })

  test('is not hidden behind a length that goes on for ever', () => {
    const [head, rest] = [oneChange().subarray(0, 9), oneChange().subarray(9)]
    const long = Uint8Array.from([...head, ...Array.from({ length: 40 }, () => 0x80), ...rest])
    expect(actorByAutomerge(long)).toBeNull()
    expect(actorOfChange(long)).toBe('')
  })

  test('is not hidden in a change that is small on the disk and huge when unpacked', { timeout: 60_000 }, () => {
    const contents = contentsOfChange(oneChange())
    const padded = (mebibytes: number) => {
      const bytes = new Uint8Array(contents.length + mebibytes * 1024 * 1024)
      bytes.set(contents)
      return changeOfContents(bytes, true)
    }
    // Automerge passes over what stands behind the operations; of 65 MiB too, but that takes it ten seconds.
    expect(actorByAutomerge(padded(1))).toBe(`${stamp.session}${device}`)
    expect(actorOfChange(padded(1))).toBe(`${stamp.session}${device}`)
    expect(padded(65).length).toBeLessThan(100_000)
    expect(actorOfChange(padded(65))).not.toBeNull()
  })

  test('is read without unpacking the rest', { timeout: 60_000 }, () => {
    const contents = contentsOfChange(oneChange())
    const padded = new Uint8Array(contents.length + 250 * 1024 * 1024)
    padded.set(contents)
    const bytes = changeOfContents(padded, true)
    const start = performance.now()
    actorOfChange(bytes)
    expect(performance.now() - start).toBeLessThan(500)
  })
})
