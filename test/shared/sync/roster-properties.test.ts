/** Any people, honest or not, say anything to each other, having heard of whatever they like; what must hold all the same. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { currentRole } from '#shared/sync/member.ts'
import { roles } from '#shared/sync/roles.ts'
import type { Roster } from '#shared/sync/roster.ts'
import type { Statement } from '#shared/sync/roster-statement.ts'
import { type Author, author, type Tale, tell } from '../../support/roster-tale.ts'
import { seeded } from '../../support/seeded.ts'

const insiders = ['Minh', 'Hoa', 'Nam', 'Vy'].map(author)
const outsiders = ['stranger 1', 'stranger 2'].map(author)
const kinds = ['enrol', 'enrol', 'enrol', 'role', 'revoke', 'revoke', 'epoch', 'keys', 'succeed'] as const

interface Word {
  readonly kind: (typeof kinds)[number]
  readonly who: number
  readonly whom: number
  readonly role: number
  /** Which earlier statements are known, besides what those know; none: all of them. */
  readonly knowing: readonly number[]
  readonly number: number
  /** Under a number that was used before, as if nothing had been said since. */
  readonly lies: boolean
}
const wordsOf = (most: number) =>
  fc.array(
    fc.record<Word>({
      kind: fc.constantFrom(...kinds),
      who: fc.nat(20),
      whom: fc.nat(20),
      role: fc.constantFrom(0, 1, 3, 4, 4, 4),
      knowing: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 3, arbitrary: fc.array(fc.nat(1000), { maxLength: 3 }) }
      ),
      number: fc.nat(6),
      lies: fc.nat(5).map((one) => one === 0)
    }),
    { minLength: 1, maxLength: most, size: 'max' }
  )

/** Successors get keys of their own, so that going on is not always refused. */
function speak(tale: Tale, words: readonly Word[], speakers: readonly Author[], known?: readonly Statement[]): void {
  const people = [...speakers]
  for (const { kind, who: whoever, whom: whomever, role, knowing: choice, number, lies } of words) {
    const who = people[whoever % people.length] as Author
    const whom = people[whomever % people.length] as Author
    const all = known ?? tale.all()
    const knowing = choice.length === 0 ? all : choice.map((at) => all[at % all.length] as Statement)
    const how = { knowing, ...(lies && { sequence: 1, previous: null }) }
    if (kind === 'enrol') tale.enrol(who, whom, roles[role] ?? 'administrator', how)
    else if (kind === 'role') tale.role(who, whom, roles[role] ?? 'administrator', number, how)
    else if (kind === 'revoke') tale.revoke(who, whom, { ...how, afterSegment: number, sealedTo: people.slice(0, number) })
    else if (kind === 'epoch') tale.epoch(who, people.slice(number), { ...how, number: number + 1 })
    else if (kind === 'keys') tale.keys(who, whom, how)
    else {
      const next = people.length < 12 ? author(`next ${people.length}`) : who
      people.push(next)
      tale.succeed(next, whom, { knowing, dropped: number % 2 ? { sequence: number, hash: 'e'.repeat(64) } : null })
    }
  }
}

const told = (words: readonly Word[]): Tale => {
  const tale = tell()
  speak(tale, words, [tale.founder, tale.recovery, ...insiders, ...outsiders])
  return tale
}

/** Everything a roster says, as a value that can be compared. */
const asValue = (roster: Roster) => ({
  members: Object.fromEntries(Array.from(roster.members).sort()),
  heads: roster.heads,
  epochs: Array.from(roster.epochs.values(), (one) => ({ ...one, sealedTo: Array.from(one.sealedTo).sort() })),
  current: roster.current?.id,
  needsEpoch: roster.needsEpoch,
  needKeys: [...roster.needKeys].sort(),
  recovery: roster.recovery,
  dropped: Array.from(roster.dropped).sort(),
  refused: roster.refused.map(({ hash }) => hash),
  waiting: roster.waiting.map(({ hash }) => hash).sort()
})
const shuffled = (held: readonly Statement[], order: readonly number[]) =>
  held
    .map((one, index) => ({ one, at: order[index % order.length] ?? 0 }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)

const orders = fc.array(fc.nat(), { minLength: 7, maxLength: 23 })
const within = { timeout: 120_000 }

describe('whatever is said by whom, knowing what', () => {
  test('the answer is the same in whatever order the statements came', within, () => {
    fc.assert(
      fc.property(wordsOf(30), orders, (words, order) => {
        const tale = told(words)
        expect(asValue(tale.roster(shuffled(tale.all(), order)))).toEqual(asValue(tale.roster()))
      }),
      seeded(150)
    )
  })

  test('a statement that has not arrived leaves everything as if it and what builds on it had not been said', within, () => {
    fc.assert(
      fc.property(wordsOf(20), fc.nat(), (words, choice) => {
        const tale = told(words)
        const missing = tale.all()[choice % tale.all().length] as Statement
        const held = tale.all().filter((one) => one !== missing)
        const { waiting } = tale.roster(held)
        const without = held.filter((one) => !waiting.includes(one))
        expect({ ...asValue(tale.roster(held)), waiting: [] }).toEqual(asValue(tale.roster(without)))
        for (const one of waiting) expect([...one.header.parents, one.header.previous]).not.toEqual([])
      }),
      seeded(100)
    )
  })

  test('everybody but the founder was let in by a statement that counts', within, () => {
    fc.assert(
      fc.property(wordsOf(30), (words) => {
        const tale = told(words)
        const roster = tale.roster()
        const byHash = new Map(tale.all().map((one) => [one.hash, one]))
        for (const member of roster.members.values()) {
          const by = byHash.get(member.enrolledBy)
          // Let in by a word that was put out of force: known, and out.
          expect(currentRole(member) === null || !member.isStruck).toBe(true)
          if (member.isStruck) continue
          expect(by && !roster.refused.includes(by)).toBe(true)
          if (by?.body.kind !== 'enrol') continue
          expect(mayHaveSpoken(tale, roster, by)).toBe(true)
        }
      }),
      seeded(100)
    )
  })

  test('what strangers add, whatever it says and whatever it builds on, changes nothing', within, () => {
    fc.assert(
      fc.property(wordsOf(20), wordsOf(15), (words, noise) => {
        const tale = tell()
        speak(tale, words, [tale.founder, tale.recovery, ...insiders])
        const before = asValue(tale.roster())
        speak(
          tale,
          noise.filter(({ kind }) => kind !== 'succeed'),
          outsiders
        )
        const { heads: _, refused: __, ...after } = asValue(tale.roster())
        const { heads: ___, refused: ____, ...expected } = before
        expect(after).toEqual(expected)
      }),
      seeded(100)
    )
  })

  test('strangers do not move the ends that files name as their basis', within, () => {
    fc.assert(
      fc.property(wordsOf(8), wordsOf(8), (words, noise) => {
        const tale = tell()
        speak(tale, words, [tale.founder, tale.recovery, ...insiders])
        const { heads } = tale.roster()
        speak(
          tale,
          noise.filter(({ kind }) => kind !== 'succeed'),
          outsiders
        )
        expect(tale.roster().heads).toEqual(heads)
      }),
      seeded(50)
    )
  })

  test('nothing counts that was said by somebody who was put out, but what the one who said so knew', within, () => {
    fc.assert(
      fc.property(wordsOf(30), (words) => {
        const tale = told(words)
        const roster = tale.roster()
        const counts = tale.all().filter((one) => !roster.refused.includes(one))
        for (const out of counts) {
          if (out.body.kind !== 'revoke') continue
          const { device } = out.body
          // Nobody puts the printed key out.
          if (!roster.members.has(device) || device === tale.recovery.device) continue
          for (const one of counts.filter(({ header }) => header.device === device && header.device !== out.header.device)) {
            expect(roster.includes([out.hash], one.hash)).toBe(true)
          }
        }
      }),
      seeded(150)
    )
  })

  test('an officer who becomes an administrator was made one by an administrator', within, () => {
    fc.assert(
      fc.property(wordsOf(25), (words) => {
        // Nobody who could let in is among the speakers: only the founder's one word counts.
        const tale = tell()
        for (const [index, one] of insiders.entries()) tale.enrol(tale.founder, one, roles[index] ?? 'reader')
        speak(tale, words, [...insiders, ...outsiders])
        const roster = tale.roster()
        for (const member of roster.members.values()) {
          const isFounder = member.device === tale.founder.device
          expect(member.roles.some(({ role }) => role === 'administrator')).toBe(isFounder)
          expect(member.revoked).toBeNull()
        }
        expect(roster.current?.number).toBe(1)
      }),
      seeded(100)
    )
  })
})

/** Its author was founder, printed key, or let in (or succeeded) by something it knew and that counts. */
function mayHaveSpoken(tale: Tale, roster: Roster, one: Statement): boolean {
  const { device } = one.header
  if (device === tale.founder.device || device === tale.recovery.device) return true
  return tale
    .all()
    .some(
      (other) =>
        !roster.refused.includes(other) &&
        roster.includes([...one.header.parents, one.header.previous ?? ''], other.hash) &&
        ((other.body.kind === 'enrol' && other.body.device === device) ||
          (other.body.kind === 'role' && other.body.device === device) ||
          (other.body.kind === 'succeed' && other.header.device === device))
    )
}
