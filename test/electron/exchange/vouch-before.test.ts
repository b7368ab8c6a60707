import { describe, expect, test } from 'vitest'
import type { Statement } from '#shared/sync/roster-statement.ts'
import { leavingBy } from '../../../electron/services/exchange/vouch-before.ts'
import { author, tell } from '../../support/roster-tale.ts'

/** Vy, an administrator, has let Sơn in; Minh goes on under a new number. Not everybody has heard of either. */
function office() {
  const tale = tell()
  const [vy, son, minh, next] = [author('Vy'), author('Sơn'), author('Minh'), author('Minh, next')]
  const entered = tale.enrol(tale.founder, vy, 'administrator')
  const before = tale.enrol(tale.founder, minh, 'officer')
  const letIn = tale.enrol(vy, son, 'officer')
  const succeeded = tale.succeed(next, minh)
  const known = tale.roster()
  const leaving = (...arrived: Statement[]) => leavingBy(known, arrived)
  return { tale, vy, son, minh, next, entered, before, letIn, succeeded, leaving }
}

describe('whom new words put out', () => {
  test('who is named, from the number that its author knew', () => {
    const { tale, minh, next, succeeded, leaving } = office()
    expect(leaving(tale.revoke(tale.founder, next, { knowing: [succeeded], afterSegment: 7 }))).toEqual([
      { device: next.device, afterSegment: 7 }
    ])
    expect(leaving(tale.revoke(tale.founder, minh, { knowing: [succeeded], afterSegment: 3 }))).toEqual([
      { device: minh.device, afterSegment: 3 }
    ])
  })

  test('the new number too, where the author had not heard of it', () => {
    const { tale, minh, next, before, leaving } = office()
    expect(leaving(tale.revoke(tale.founder, minh, { knowing: [before], afterSegment: 3 }))).toEqual([
      { device: next.device, afterSegment: 0 },
      { device: minh.device, afterSegment: 3 }
    ])
  })

  test('and whoever it had let in unheard, also when it is only made less than an administrator', () => {
    const { tale, vy, son, before, leaving } = office()
    expect(leaving(tale.role(tale.founder, vy, 'officer', 0, { knowing: [before] }))).toEqual([
      { device: son.device, afterSegment: 0 }
    ])
  })

  test('not those its author knew of by words that arrive with it', () => {
    const { tale, vy, succeeded, leaving } = office()
    const between = tale.enrol(tale.founder, author('Thu'), 'officer', { knowing: [succeeded] })
    expect(leaving(between, tale.revoke(tale.founder, vy, { knowing: [between], afterSegment: 2 }))).toEqual([
      { device: vy.device, afterSegment: 2 }
    ])
  })

  test('nobody, by words that let in and give keys', () => {
    const { letIn, succeeded, leaving } = office()
    expect(leaving(letIn, succeeded)).toBeNull()
  })
})
