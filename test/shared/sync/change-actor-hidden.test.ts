/** Ways to hide in whose name a change is written from the one who asks, and not from Automerge. */

import { createHash } from 'node:crypto'
import * as A from '@automerge/automerge/slim'
import { beforeAll, expect, test } from 'vitest'
import { actorOfChange } from '#shared/sync/change-actor.ts'
import { createRecord } from '#shared/sync/engine.ts'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import { changeOfContents, contentsOfChange } from '../../support/automerge-bytes.ts'
import { trip } from '../../support/colleagues.ts'

beforeAll(readyEngine)

const stamp = { device: 'ab'.repeat(16), session: '0123456789abcdef', author: 'Lan', time: 1 }
const contents = (): Uint8Array =>
  contentsOfChange(createRecord(trip, { title: 'Đoàn', direction: 'outbound' }, stamp).changes[0] as Uint8Array)

/** The change with so many dependencies: a laptop may have written as many changes before, in its own name. */
function dependingOn(count: number): Uint8Array {
  const hashes = Array.from({ length: count }, (_, at) => createHash('sha256').update(String(at)).digest())
  return new Uint8Array(Buffer.concat([Uint8Array.from([(count & 0x7f) | 0x80, count >> 7]), ...hashes, contents().subarray(1)]))
}

test.each([false, true])('behind nine thousand dependencies the actor is found (packed: %s)', (packed) => {
  const bytes = changeOfContents(dependingOn(9000), packed)
  expect(A.decodeChange(bytes).actor).toBe(`${stamp.session}${stamp.device}`)
  expect(actorOfChange(bytes)).not.toBeNull()
})

test('a change without any actor is somebody’s all the same, and not its writer’s own', () => {
  const honest = contents()
  const length = honest[1] as number
  const bytes = changeOfContents(Uint8Array.from([honest[0] as number, 0, ...honest.subarray(2 + length)]))
  expect(A.decodeChange(bytes).actor).toBe('')
  expect(actorOfChange(bytes)).not.toBeNull()
})
