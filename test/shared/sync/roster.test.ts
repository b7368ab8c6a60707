/** Who belongs to the office, told by people who agree, people who have not heard of each other, and people who lie. */

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { bytesToHex } from '#shared/sync/bytes.ts'
import { currentRole, roleAt } from '#shared/sync/member.ts'
import type { Role } from '#shared/sync/roles.ts'
import { droppedKey, evaluateRoster, type Roster } from '#shared/sync/roster.ts'
import type { Statement, StatementBody } from '#shared/sync/roster-statement.ts'
import { recoveryText } from '#shared/sync/roster-statement.ts'
import { type Author, author, someRecipient, type Tale, tell } from '../../support/roster-tale.ts'

const minh = author('Minh')
const hoa = author('Hoa')
const nam = author('Nam')
const vy = author('Vy')
const stranger = author('stranger')

const roleOf = (roster: Roster, who: Author): Role | null => currentRole(roster.members.get(who.device))
const isRefused = (roster: Roster, one: Statement): boolean => roster.refused.some(({ hash }) => hash === one.hash)
/** Name to role, of those who are in. */
const present = (roster: Roster, ...people: readonly Author[]): Record<string, Role> =>
  Object.fromEntries(
    people.flatMap((one) => {
      const role = roleOf(roster, one)
      return role ? [[one.name, role]] : []
    })
  )

describe('an office begins', () => {
  test('with its founder as the only member, and an administrator', () => {
    const tale = tell()
    const roster = tale.roster()
    expect(present(roster, tale.founder)).toEqual({ founder: 'administrator' })
    expect(roster.members.size).toBe(1)
    expect(roster.current).toMatchObject({ number: 1, sealedTo: new Set([tale.founder.device]) })
    expect(roster).toMatchObject({ needsEpoch: false, needKeys: [], refused: [], waiting: [], heads: [tale.found.hash] })
  })

  test('with nobody in it and no key while the founding statement has not come', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'officer')
    const roster = tale.roster(tale.all().slice(1))
    expect(roster).toMatchObject({ current: null, needsEpoch: false, heads: [] })
    expect(roster.members.size).toBe(0)
    expect(roster.waiting).toHaveLength(1)
  })

  test('by nobody but the holder of the founding key', () => {
    const tale = tell()
    const other = tale.say(stranger, { ...tale.found.body } as StatementBody, { knowing: [] })
    const roster = tale.roster()
    expect(isRefused(roster, other)).toBe(true)
    expect(roster.members.has(stranger.device)).toBe(false)
    expect(roster.recovery?.signer).toBe(tale.recovery.signer.publicKey)
  })

  test('once: a founder who was put out cannot found it again with a printed key of its own', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'administrator')
    tale.revoke(minh, tale.founder)
    const own = author('own recovery key')
    for (let attempt = 0; attempt < 8; attempt += 1) {
      tale.say(
        tale.founder,
        {
          ...(tale.found.body as Extract<StatementBody, { kind: 'found' }>),
          recovery: {
            signer: own.signer.publicKey,
            sealTo: someRecipient,
            proof: bytesToHex(own.signer.sign(recoveryText(tale.root.id))),
            attempt
          }
        },
        { knowing: [], sequence: 1, previous: null }
      )
    }
    tale.enrol(own, stranger, 'administrator')
    const roster = tale.roster()
    expect(roster.recovery?.signer).toBe(tale.recovery.signer.publicKey)
    expect(present(roster, tale.founder, minh, stranger)).toEqual({ Minh: 'administrator' })
  })
})

describe('letting somebody in', () => {
  test('is for administrators', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'administrator')
    tale.enrol(minh, hoa, 'officer')
    expect(present(tale.roster(), minh, hoa)).toEqual({ Minh: 'administrator', Hoa: 'officer' })
  })

  test.each(['reader', 'officer', 'staff', 'supervisor'] as const)('is refused to a %s', (role) => {
    const tale = tell()
    tale.enrol(tale.founder, minh, role)
    const said = [
      tale.enrol(minh, stranger, 'officer'),
      tale.role(minh, minh, 'administrator'),
      tale.revoke(minh, tale.founder),
      tale.epoch(minh, [minh])
    ]
    const roster = tale.roster()
    expect(roster.refused).toHaveLength(said.length)
    expect(present(roster, tale.founder, minh, stranger)).toEqual({ founder: 'administrator', Minh: role })
    expect(roster.current?.number).toBe(1)
  })

  test('a key that it was given anybody in the office may hand on, and nobody else', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'officer')
    tale.keys(minh, tale.founder)
    expect(tale.roster().refused).toEqual([])
    const said = tale.keys(stranger, tale.founder)
    expect(tale.roster().refused.map(({ hash }) => hash)).toEqual([said.hash])
  })

  test('is refused to somebody nobody has let in', () => {
    const tale = tell()
    const said = tale.enrol(stranger, stranger, 'administrator')
    expect(isRefused(tale.roster(), said)).toBe(true)
    expect(tale.roster().members.size).toBe(1)
  })

  test('comes before the right to let others in: what was said without knowing of it does not count', () => {
    const tale = tell()
    const early = tale.enrol(minh, hoa, 'officer', { knowing: [tale.found] })
    tale.enrol(tale.founder, minh, 'administrator', { knowing: [tale.found] })
    expect(isRefused(tale.roster(), early)).toBe(true)
    expect(present(tale.roster(), minh, hoa)).toEqual({ Minh: 'administrator' })
  })

  test('twice changes nothing: the first word stands', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'reader')
    tale.enrol(tale.founder, minh, 'administrator')
    const said = tale.enrol(minh, hoa, 'officer')
    expect(present(tale.roster(), minh, hoa)).toEqual({ Minh: 'reader' })
    expect(isRefused(tale.roster(), said)).toBe(true)
  })

  test.each([
    ['officer', 'supervisor'],
    ['supervisor', 'officer']
  ] as const)('as %s and, by somebody who had not heard of it, as %s: the lower role holds', (one, other) => {
    const tale = tell()
    const both = tale.enrol(tale.founder, minh, 'administrator')
    tale.enrol(tale.founder, hoa, one, { knowing: [both] })
    tale.enrol(minh, hoa, other, { knowing: [both] })
    const member = tale.roster().members.get(hoa.device)
    expect(currentRole(member)).toBe('officer')
    expect(member?.roles.map(({ before }) => before?.role)).toEqual(['supervisor'])
  })

  test('does not bring back a laptop that was put out', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'administrator')
    tale.revoke(tale.founder, minh)
    tale.enrol(tale.founder, minh, 'administrator')
    const said = tale.enrol(minh, hoa, 'officer')
    expect(present(tale.roster(), minh, hoa)).toEqual({})
    expect(isRefused(tale.roster(), said)).toBe(true)
  })

  test('under another laptop’s number is no statement at all', () => {
    const tale = tell()
    expect(() =>
      tale.say(tale.founder, {
        kind: 'enrol',
        device: minh.device,
        signer: stranger.signer.publicKey,
        sealTo: someRecipient,
        role: 'officer',
        keyFile: '0'.repeat(64)
      })
    ).toThrow('not-readable')
  })
})

describe('a role', () => {
  test('holds for the segments after the one that was named', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'officer')
    tale.role(tale.founder, minh, 'supervisor', 4)
    tale.role(tale.founder, minh, 'reader', 9)
    const member = tale.roster().members.get(minh.device)
    expect([1, 4, 5, 9, 10, 1000].map((sequence) => roleAt(member, sequence))).toEqual([
      'officer',
      'officer',
      'supervisor',
      'supervisor',
      'reader',
      'reader'
    ])
    expect(currentRole(member)).toBe('reader')
  })

  test('of a laptop that is not in is nothing', () => {
    const tale = tell()
    tale.role(tale.founder, stranger, 'administrator')
    const said = tale.enrol(stranger, hoa, 'officer')
    expect(tale.roster().members.has(stranger.device)).toBe(false)
    expect(isRefused(tale.roster(), said)).toBe(true)
  })

  test('that a later word gives holds, although its author had received fewer segments than the one before', () => {
    const tale = tell()
    tale.enrol(tale.founder, hoa, 'administrator')
    tale.enrol(tale.founder, minh, 'officer')
    tale.role(tale.founder, minh, 'administrator', 10)
    tale.role(hoa, minh, 'reader', 7)
    const roster = tale.roster()
    expect(roleOf(roster, minh)).toBe('reader')
    expect(roleAt(roster.members.get(minh.device), 11)).toBe('reader')
  })

  test('cannot be given for ever: a segment number in the far future does not outlast a later word', () => {
    const tale = tell()
    tale.enrol(tale.founder, hoa, 'administrator')
    tale.enrol(tale.founder, minh, 'officer')
    tale.role(hoa, minh, 'administrator', 99_999_999)
    tale.role(tale.founder, minh, 'officer', 3)
    expect(roleOf(tale.roster(), minh)).toBe('officer')
  })

  test('that was taken away takes the roster out of reach', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'administrator')
    tale.role(tale.founder, minh, 'officer')
    const said = tale.enrol(minh, hoa, 'officer')
    expect(isRefused(tale.roster(), said)).toBe(true)
  })

  test('that was taken away is not taken back by a word that leaves out that it was', () => {
    const tale = tell()
    const enrolled = tale.enrol(tale.founder, minh, 'administrator')
    tale.role(tale.founder, minh, 'officer', 3)
    const accomplice = tale.enrol(minh, stranger, 'administrator', { knowing: [enrolled] })
    tale.role(minh, minh, 'administrator', 50, { knowing: [accomplice] })
    const roster = tale.roster()
    expect(present(roster, minh, stranger)).toEqual({ Minh: 'officer' })
  })
})

describe('putting somebody out', () => {
  test('ends what it may do, from the segment named', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'officer')
    const said = tale.revoke(tale.founder, minh, { afterSegment: 7 })
    const member = tale.roster().members.get(minh.device)
    expect(member?.revoked).toMatchObject({ afterSegment: 7, statement: said.hash })
    expect(currentRole(member)).toBeNull()
  })

  test('makes what an administrator says afterwards count for nothing', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'administrator')
    tale.enrol(minh, hoa, 'officer')
    tale.revoke(tale.founder, minh)
    const said = [tale.enrol(minh, stranger, 'officer'), tale.revoke(minh, tale.founder), tale.epoch(minh, [minh], { number: 9 })]
    const roster = tale.roster()
    for (const one of said) expect(isRefused(roster, one)).toBe(true)
    expect(present(roster, tale.founder, minh, hoa, stranger)).toEqual({ founder: 'administrator', Hoa: 'officer' })
    expect(roster.current?.number).toBe(2)
  })

  test('makes void what an administrator said meanwhile, and leaves what was known of it before', () => {
    const tale = tell()
    const enrolled = tale.enrol(tale.founder, minh, 'administrator')
    const before = tale.enrol(minh, hoa, 'officer')
    const meanwhile = tale.enrol(minh, stranger, 'administrator', { knowing: [before] })
    const itsGuest = tale.enrol(stranger, vy, 'officer', { knowing: [meanwhile] })
    tale.revoke(tale.founder, minh, { knowing: [enrolled, before] })
    const roster = tale.roster()
    expect(isRefused(roster, meanwhile)).toBe(true)
    expect(isRefused(roster, itsGuest)).toBe(true)
    expect(present(roster, minh, hoa, stranger, vy)).toEqual({ Hoa: 'officer' })
  })

  test('by two at once keeps the earlier end', () => {
    const tale = tell()
    tale.enrol(tale.founder, hoa, 'administrator')
    const both = tale.enrol(tale.founder, minh, 'officer')
    tale.revoke(tale.founder, minh, { afterSegment: 9, knowing: [both] })
    tale.revoke(hoa, minh, { afterSegment: 4, knowing: [both] })
    expect(tale.roster().members.get(minh.device)?.revoked?.afterSegment).toBe(4)
  })

  // The attacks: everything below is signed with keys of the one who was put out, at any time after, knowing only what suits it.

  test('is not undone by a statement under a number that was used before', () => {
    const tale = tell()
    const enrolled = tale.enrol(tale.founder, minh, 'administrator')
    tale.enrol(minh, hoa, 'officer')
    tale.revoke(tale.founder, minh)
    const again = tale.enrol(minh, stranger, 'administrator', { knowing: [enrolled], sequence: 1, previous: null })
    const roster = tale.roster()
    expect(isRefused(roster, again)).toBe(true)
    expect(currentRole(roster.members.get(stranger.device))).toBeNull()
  })

  test('is not undone by a high number that was planted before', () => {
    const tale = tell()
    const enrolled = tale.enrol(tale.founder, minh, 'administrator')
    // Nothing but noise, so that `afterStatement` is as high as it can be.
    tale.role(minh, stranger, 'reader', 0, { sequence: 99_999_999, previous: null })
    tale.revoke(tale.founder, minh)
    const meanwhile = tale.enrol(minh, stranger, 'administrator', { knowing: [enrolled], sequence: 2, previous: null })
    expect(isRefused(tale.roster(), meanwhile)).toBe(true)
    expect(currentRole(tale.roster().members.get(stranger.device))).toBeNull()
  })

  test('is not undone by going on under a new key that nobody had heard of', () => {
    const tale = tell()
    const enrolled = tale.enrol(tale.founder, minh, 'administrator')
    tale.revoke(tale.founder, minh)
    const next = author('Minh, next')
    const succession = tale.succeed(next, minh, { knowing: [enrolled] })
    const guest = tale.enrol(next, stranger, 'administrator', { knowing: [succession] })
    const roster = tale.roster()
    expect(isRefused(roster, guest)).toBe(true)
    expect(present(roster, minh, next, stranger)).toEqual({})
  })

  test('is not undone by a row of new keys, each vouched for by the one before', () => {
    const tale = tell()
    const enrolled = tale.enrol(tale.founder, minh, 'officer')
    tale.revoke(tale.founder, minh)
    let from = minh
    let known = enrolled
    const row: Author[] = []
    for (let turn = 1; turn <= 5; turn += 1) {
      const next = author(`Minh ${turn}`)
      known = tale.succeed(next, from, { knowing: [known] })
      row.push(next)
      from = next
    }
    expect(present(tale.roster(), minh, ...row)).toEqual({})
  })

  test('does not let it take back the work that others hold of it', () => {
    const tale = tell()
    const enrolled = tale.enrol(tale.founder, minh, 'officer')
    tale.revoke(tale.founder, minh, { afterSegment: 12 })
    const first = { sequence: 1, hash: 'ab'.repeat(32) }
    tale.succeed(author('Minh, next'), minh, { knowing: [enrolled], dropped: first })
    expect(tale.roster().dropped.has(droppedKey(minh.device, 1, first.hash))).toBe(false)
  })
})

describe('two administrators who put each other out', () => {
  test('leave the one who came in first', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'administrator')
    const both = tale.enrol(tale.founder, hoa, 'administrator')
    const senior = tale.revoke(minh, hoa, { knowing: [both] })
    const junior = tale.revoke(hoa, minh, { knowing: [both] })
    const roster = tale.roster()
    expect(present(roster, tale.founder, minh, hoa)).toEqual({ founder: 'administrator', Minh: 'administrator' })
    expect(isRefused(roster, senior)).toBe(false)
    expect(isRefused(roster, junior)).toBe(true)
  })

  test('and a third whom the junior put out meanwhile is in again', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'administrator')
    tale.enrol(tale.founder, vy, 'officer')
    const all = tale.enrol(tale.founder, hoa, 'administrator')
    tale.revoke(hoa, vy, { knowing: [all] })
    tale.revoke(minh, hoa, { knowing: [all] })
    expect(present(tale.roster(), minh, hoa, vy)).toEqual({ Minh: 'administrator', Vy: 'officer' })
  })

  test('of three in a ring do not all go, and nobody else does', () => {
    const tale = tell()
    for (const one of [minh, hoa, nam]) tale.enrol(tale.founder, one, 'administrator')
    const all = tale.enrol(tale.founder, vy, 'officer')
    tale.revoke(minh, hoa, { knowing: [all] })
    tale.revoke(hoa, nam, { knowing: [all] })
    tale.revoke(nam, minh, { knowing: [all] })
    const roster = tale.roster()
    expect(present(roster, tale.founder, vy)).toEqual({ founder: 'administrator', Vy: 'officer' })
    expect(Object.keys(present(roster, minh, hoa, nam))).not.toHaveLength(0)
    expect(tale.roster([...tale.all()].reverse())).toMatchObject({ members: roster.members })
  })

  test('leave the one who was there first whichever of the two has the smaller hashes', () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const tale = tell(`founder ${turn}`)
      tale.enrol(tale.founder, minh, 'administrator')
      const both = tale.enrol(tale.founder, hoa, 'administrator')
      tale.revoke(hoa, minh, { knowing: [both], afterSegment: turn })
      tale.revoke(minh, hoa, { knowing: [both] })
      expect(present(tale.roster(), minh, hoa)).toEqual({ Minh: 'administrator' })
    }
  })

  test('every word that counts for nothing counts for nothing by a word that counts', () => {
    // Minh (the most senior) is put out by Nam, whom Hoa puts out meanwhile: so Minh's later word against Vy counts after all, and with
    // it Vy's word against Sơn is void. What Vy's word had put out of force must then be in force again.
    const tale = tell()
    const son = author('Sơn')
    const guest = author('guest of Sơn')
    for (const one of [minh, vy, hoa, nam]) tale.enrol(tale.founder, one, 'administrator')
    const all = tale.enrol(tale.founder, son, 'administrator')
    const entered = tale.enrol(son, guest, 'officer', { knowing: [all] })
    const against = tale.revoke(nam, minh, { knowing: [all] })
    tale.revoke(hoa, nam, { knowing: [all] })
    tale.revoke(vy, son, { knowing: [all] })
    tale.revoke(minh, vy, { knowing: [against] })
    const roster = tale.roster()
    expect(present(roster, minh, vy, hoa, nam, son)).toEqual({
      Minh: 'administrator',
      Hoa: 'administrator',
      Sơn: 'administrator'
    })
    expect(isRefused(roster, entered)).toBe(false)
    expect(roleOf(roster, guest)).toBe('officer')
  })
})

describe('the printed key', () => {
  test('speaks as an administrator', () => {
    const tale = tell()
    tale.enrol(tale.recovery, minh, 'administrator')
    expect(present(tale.roster(), minh)).toEqual({ Minh: 'administrator' })
  })

  test('outranks everybody, the founder too, whichever word has the smaller hash', () => {
    const outcomes = Array.from({ length: 16 }, (_, turn) => {
      const tale = tell(`founder ${turn}`)
      tale.revoke(tale.founder, tale.recovery, { knowing: [tale.found] })
      tale.revoke(tale.recovery, tale.founder, { knowing: [tale.found] })
      tale.enrol(tale.recovery, minh, 'administrator')
      return present(tale.roster(), tale.founder, minh)
    })
    expect(outcomes).toEqual(outcomes.map(() => ({ Minh: 'administrator' })))
  })

  test('cannot be put out by an administrator: it is what is left when a laptop has been stolen', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'administrator')
    tale.revoke(minh, tale.recovery)
    tale.revoke(minh, tale.founder)
    tale.enrol(tale.recovery, hoa, 'administrator')
    tale.revoke(tale.recovery, minh)
    expect(present(tale.roster(), minh, hoa)).toEqual({ Hoa: 'administrator' })
  })

  test('cannot be made less than an administrator', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'administrator')
    tale.role(minh, tale.recovery, 'reader')
    tale.enrol(tale.recovery, hoa, 'administrator')
    expect(present(tale.roster(), hoa)).toEqual({ Hoa: 'administrator' })
  })
})

describe('a laptop that goes on under a new key', () => {
  const next = author('Minh, next')
  const begun = (role: Role) => {
    const tale = tell()
    const enrolled = tale.enrol(tale.founder, minh, role)
    return { tale, enrolled }
  }

  test('has the role and the keys it had', () => {
    const { tale } = begun('supervisor')
    tale.succeed(next, minh)
    const roster = tale.roster()
    expect(present(roster, minh, next)).toEqual({ Minh: 'supervisor', 'Minh, next': 'supervisor' })
    expect(roster.members.get(next.device)?.predecessor).toBe(minh.device)
    expect(roster.members.get(minh.device)?.successors).toEqual([next.device])
    expect(roster.needKeys).not.toContain(next.device)
  })

  test('says which of its segments it writes anew', () => {
    const { tale } = begun('officer')
    tale.succeed(next, minh, { dropped: { sequence: 5, hash: 'cd'.repeat(32) } })
    expect(Array.from(tale.roster().dropped)).toEqual([droppedKey(minh.device, 5, 'cd'.repeat(32))])
  })

  test('needs the old key’s word for the new one', () => {
    const { tale } = begun('officer')
    expect(() => tale.succeed(stranger, minh, { proof: '00'.repeat(64) })).toThrow('bad-signature')
    const forAnother = tale.succeed(next, minh).body as Extract<StatementBody, { kind: 'succeed' }>
    expect(() => tale.succeed(stranger, minh, { proof: forAnother.proof })).toThrow('bad-signature')
    expect(() => tale.say(stranger, { ...forAnother, fromSigner: stranger.signer.publicKey })).toThrow('bad-signature')
  })

  test('is nobody when the old one was nobody', () => {
    const tale = tell()
    const said = tale.succeed(next, minh)
    expect(isRefused(tale.roster(), said)).toBe(true)
    expect(tale.roster().members.has(next.device)).toBe(false)
  })

  test('is out when the old one had been put out before', () => {
    const { tale } = begun('officer')
    tale.revoke(tale.founder, minh)
    const said = tale.succeed(next, minh)
    expect(isRefused(tale.roster(), said)).toBe(true)
    expect(present(tale.roster(), next)).toEqual({})
  })

  test('is out when the old one was put out by somebody who had not heard of the new one', () => {
    const { tale, enrolled } = begun('officer')
    tale.succeed(next, minh, { knowing: [enrolled] })
    tale.revoke(tale.founder, minh, { knowing: [enrolled] })
    expect(present(tale.roster(), minh, next)).toEqual({})
  })

  test('stays in when the copy under the old number is put out by somebody who knew of both', () => {
    const { tale } = begun('officer')
    tale.succeed(next, minh)
    tale.revoke(tale.founder, minh)
    expect(present(tale.roster(), minh, next)).toEqual({ 'Minh, next': 'officer' })
  })

  test('is still heard as an administrator when the copy under the old number was put out', () => {
    const { tale } = begun('administrator')
    tale.succeed(next, minh)
    tale.revoke(tale.founder, minh)
    const said = tale.enrol(next, hoa, 'officer')
    expect(present(tale.roster(), next)).toEqual({ 'Minh, next': 'administrator' })
    expect(isRefused(tale.roster(), said)).toBe(false)
  })

  test('can go on once more when the copy under the old number was put out', () => {
    const { tale } = begun('officer')
    tale.succeed(next, minh)
    tale.revoke(tale.founder, minh)
    const third = author('Minh, third')
    tale.succeed(third, next)
    expect(present(tale.roster(), third)).toEqual({ 'Minh, third': 'officer' })
  })

  test('does not keep by it a role that was lowered meanwhile', () => {
    const { tale, enrolled } = begun('supervisor')
    tale.enrol(tale.founder, vy, 'officer')
    tale.role(tale.founder, minh, 'reader', 3)
    tale.succeed(next, minh, { knowing: [enrolled] })
    expect(present(tale.roster(), next)).toEqual({ 'Minh, next': 'reader' })
  })

  test('takes nobody else’s number: a laptop that is in already does not become another one', () => {
    const { tale } = begun('administrator')
    tale.enrol(tale.founder, hoa, 'officer')
    const said = tale.succeed(hoa, minh)
    expect(isRefused(tale.roster(), said)).toBe(true)
    expect(present(tale.roster(), hoa)).toEqual({ Hoa: 'officer' })
  })

  test('vouched for in a circle stops nobody’s program', () => {
    const { tale, enrolled } = begun('reader')
    const [one, two] = [author('one'), author('two')]
    const first = tale.succeed(one, minh, { knowing: [enrolled] })
    const second = tale.succeed(two, minh, { knowing: [enrolled] })
    const back = tale.succeed(one, two, { knowing: [second], sequence: 2, previous: null })
    const forth = tale.succeed(two, one, { knowing: [first], sequence: 2, previous: null })
    tale.enrol(one, stranger, 'officer', { knowing: [first, second, back, forth] })
    expect(present(tale.roster(), tale.founder, stranger)).toEqual({ founder: 'administrator' })
  })

  test('vouched for twice at each of eighteen steps is worked out', () => {
    const { tale, enrolled } = begun('reader')
    let from = minh
    let known: readonly Statement[] = [enrolled]
    for (let step = 1; step <= 18; step += 1) {
      const to = author(`step ${step}`)
      known = [1, 2].map((sequence) => tale.succeed(to, from, { knowing: known, sequence, previous: null }))
      from = to
    }
    tale.roster()
  })
})

describe('data keys', () => {
  test('a revocation makes the next one, and it is the one to write with', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'officer')
    tale.revoke(tale.founder, minh)
    expect(tale.roster()).toMatchObject({ current: { number: 2 }, needsEpoch: false, needKeys: [] })
  })

  test('a newcomer was given all that its administrator knew of', () => {
    const tale = tell()
    tale.epoch(tale.founder, [tale.founder])
    tale.enrol(tale.founder, minh, 'officer')
    const { epochs } = tale.roster()
    expect(Array.from(epochs.values(), (epoch) => epoch.sealedTo.has(minh.device))).toEqual([true, true])
  })

  test('two made at once: who lacks the one in use is named, and gets it', () => {
    const tale = tell()
    tale.enrol(tale.founder, hoa, 'administrator')
    const all = tale.enrol(tale.founder, minh, 'officer')
    tale.epoch(tale.founder, [tale.founder, hoa, minh], { knowing: [all] })
    tale.enrol(hoa, vy, 'officer', { knowing: [all] })
    const roster = tale.roster()
    expect(roster).toMatchObject({ current: { number: 2 }, needsEpoch: false, needKeys: [vy.device] })
    tale.keys(tale.founder, vy)
    expect(tale.roster().needKeys).toEqual([])
  })

  test('two people put out at once leave no clean key, until an administrator makes one', () => {
    const tale = tell()
    tale.enrol(tale.founder, hoa, 'administrator')
    tale.enrol(tale.founder, minh, 'officer')
    const all = tale.enrol(tale.founder, vy, 'officer')
    tale.revoke(tale.founder, minh, { knowing: [all], sealedTo: [tale.founder, hoa, vy] })
    tale.revoke(hoa, vy, { knowing: [all], sealedTo: [tale.founder, hoa, minh] })
    expect(tale.roster()).toMatchObject({ needsEpoch: true, current: { number: 2 } })
    tale.epoch(hoa, [tale.founder, hoa], { number: 3 })
    expect(tale.roster()).toMatchObject({ needsEpoch: false, needKeys: [], current: { number: 3 } })
  })

  test('two administrators who both mend that at once end with one key', () => {
    const tale = tell()
    tale.enrol(tale.founder, hoa, 'administrator')
    tale.enrol(tale.founder, minh, 'officer')
    const all = tale.enrol(tale.founder, vy, 'officer')
    const known = [
      tale.revoke(tale.founder, minh, { knowing: [all], sealedTo: [tale.founder, hoa, vy] }),
      tale.revoke(hoa, vy, { knowing: [all], sealedTo: [tale.founder, hoa, minh] })
    ]
    tale.epoch(hoa, [tale.founder, hoa], { number: 3, knowing: known })
    tale.epoch(tale.founder, [tale.founder, hoa], { number: 3, knowing: known })
    const roster = tale.roster()
    expect(roster).toMatchObject({ needsEpoch: false, needKeys: [], current: { number: 3 } })
  })

  test('a key of somebody who was put out meanwhile still opens what honest people wrote with it', () => {
    // Hoa puts Vy out and makes a key; Minh hears of that first, and writes with it. The founder has put Hoa out meanwhile.
    const tale = tell()
    tale.enrol(tale.founder, hoa, 'administrator')
    tale.enrol(tale.founder, minh, 'officer')
    const all = tale.enrol(tale.founder, vy, 'officer')
    const ofHoa = tale.revoke(hoa, vy, { knowing: [all], sealedTo: [tale.founder, hoa, minh] })
    tale.revoke(tale.founder, hoa, { knowing: [all], sealedTo: [tale.founder, minh, vy] })
    const roster = tale.roster()
    const { epoch } = ofHoa.body as Extract<StatementBody, { kind: 'revoke' }>
    expect(roster.current?.id).not.toBe(epoch.id)
    expect(roster.epochs.has(epoch.id)).toBe(true)
  })

  test('one that has a number already is not given another meaning by a word from the past', () => {
    const tale = tell()
    const enrolled = tale.enrol(tale.founder, minh, 'administrator')
    for (const one of [hoa, vy, nam]) tale.enrol(tale.founder, one, 'officer')
    const real = tale.epoch(tale.founder, [tale.founder, minh, hoa, vy, nam], { name: 'second' })
    const { epoch } = real.body as Extract<StatementBody, { kind: 'epoch' }>
    tale.say(
      minh,
      { kind: 'epoch', epoch: { ...epoch, check: 'f'.repeat(64) }, keyFile: '0'.repeat(64), sealedTo: [minh.device] },
      { knowing: [enrolled] }
    )
    expect(tale.roster().epochs.get(epoch.id)?.check).toBe(epoch.check)
  })

  test('one with the highest number there is does not make it impossible to put its author out', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'administrator')
    try {
      tale.epoch(minh, [minh], { number: Number.MAX_SAFE_INTEGER })
    } catch {
      // Not read at all: as good.
    }
    expect(() => tale.revoke(tale.founder, minh)).not.toThrow()
  })
})

describe('statements that somebody withholds, plants or repeats', () => {
  test('what builds on a missing one waits, and nothing else does', () => {
    const tale = tell()
    const missing = tale.enrol(tale.founder, minh, 'administrator')
    const onIt = tale.enrol(minh, hoa, 'officer')
    const beside = tale.enrol(tale.founder, vy, 'officer', { knowing: [tale.found], sequence: 2, previous: tale.found.hash })
    const roster = tale.roster(tale.all().filter((one) => one !== missing))
    expect(roster.waiting).toEqual([onIt])
    expect(present(roster, minh, hoa, vy)).toEqual({ Vy: 'officer' })
    expect(roster.heads).toEqual([beside.hash])
    expect(roster.knows(onIt.hash)).toBe(false)
  })

  test('the same one twice is the same one', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'officer')
    expect(tale.roster([...tale.all(), ...tale.all()])).toMatchObject({ heads: tale.roster().heads, refused: [], waiting: [] })
  })

  test('those of strangers are no part of what a file names as its basis', () => {
    const tale = tell()
    for (let turn = 0; turn < 70; turn += 1)
      tale.role(author(`stranger ${turn}`), stranger, 'administrator', 0, { knowing: [tale.found] })
    const roster = tale.roster()
    expect(roster.refused).toHaveLength(70)
    expect(roster.heads).toEqual([tale.found.hash])
  })

  test('many ends that count are named by no more than a header holds', () => {
    const tale = tell()
    tale.enrol(tale.founder, minh, 'administrator')
    const known = tale.all().slice()
    for (let turn = 0; turn < 70; turn += 1) tale.role(minh, minh, 'administrator', turn, { knowing: known, sequence: turn + 1 })
    expect(tale.roster().heads.length).toBeLessThanOrEqual(64)
  })

  test('two thousand of an administrator are worked out', () => {
    const tale = tell()
    const held = paperRow(tale, 2000, tale.founder)
    expect(tale.roster(held).members.size).toBe(2000)
  })

  test('five thousand of a stranger cost no more memory than they take', () => {
    const tale = tell()
    const held = [tale.found, ...paperRow(tale, 5000, stranger).slice(1)]
    const before = process.memoryUsage().heapUsed
    const roster = tale.roster(held)
    const grew = process.memoryUsage().heapUsed - before
    expect(roster.members.size).toBe(1)
    expect(grew).toBeLessThan(100 * 1024 * 1024)
  })
})

/** A row of enrolments, each on the one before, as `readStatement` would answer them; not signed, for there are thousands. */
function paperRow(tale: Tale, count: number, who: Author): Statement[] {
  const row: Statement[] = [tale.found]
  for (let turn = 1; turn < count; turn += 1) {
    const before = row.at(-1) as Statement
    const device = createHash('sha256').update(`paper ${turn}`).digest('hex').slice(0, 32)
    const body = {
      kind: 'enrol',
      device,
      signer: 'f'.repeat(64),
      sealTo: someRecipient,
      role: 'officer',
      keyFile: '0'.repeat(64)
    } as const
    row.push({
      ...tale.found,
      hash: createHash('sha256').update(`hash ${who.name} ${turn}`).digest('hex'),
      header: {
        ...tale.found.header,
        device: who.device,
        signer: who.signer.publicKey,
        sequence: turn + 1,
        previous: turn === 1 && who !== tale.founder ? null : before.hash,
        parents: [before.hash],
        statement: body
      },
      body
    })
  }
  return row
}

test('an office of another founder shares nothing with this one', () => {
  const [tale, other] = [tell(), tell('another founder')]
  expect(evaluateRoster(tale.root, other.all()).members.size).toBe(0)
})
