/** Whose segments are taken in, by what the roster says of their writers and by what their writers knew of the roster. */
import { describe, expect, test } from 'vitest'
import type { EpochKey } from '#shared/sync/crypto-port.ts'
import type { Statement } from '#shared/sync/roster-statement.ts'
import { type BuiltSegment, buildSegment, lastNumberOf, type Segment } from '#shared/sync/segment.ts'
import { nothingVouched, type Standing, standingOf, vouchedFor } from '#shared/sync/standing.ts'
import { type Author, author, type Tale, tell } from '../../support/roster-tale.ts'
import { type SealedPart, sealedEntry, sealedSegment } from '../../support/sealed-segments.ts'

const minh = author('Minh')
const hoa = author('Hoa')
const nam = author('Nam')
const stranger = author('stranger')

/** The data key that a statement made; what it opens does not matter here. */
const keyOf = (said: Statement): EpochKey => {
  if (said.body.kind !== 'found' && said.body.kind !== 'revoke' && said.body.kind !== 'epoch')
    throw new Error(`${said.body.kind} makes no key`)
  return { id: said.body.epoch.id, number: said.body.epoch.number, key: new Uint8Array(32) }
}

/** An office of Lan (founder), Minh and Hoa, with everything its laptops would write. */
function office() {
  const tale = tell()
  const enrolled = tale.enrol(tale.founder, minh, 'officer')
  const all = tale.enrol(tale.founder, hoa, 'officer')
  const first = keyOf(tale.found)
  const write = (who: Author, part: SealedPart = {}) =>
    sealedSegment(who, { office: tale.root.id, epoch: first, roster: [all.hash], ...part })
  const judge = (built: BuiltSegment, after?: BuiltSegment, others: readonly BuiltSegment[] = []): Standing => {
    const roster = tale.roster()
    const member = roster.members.get(built.segment.name.device)
    const vouched = member
      ? vouchedFor(
          roster,
          member,
          others.map(({ segment }) => segment)
        )
      : nothingVouched
    return standingOf(roster, built.segment, after?.segment, vouched, false)
  }
  return { tale, enrolled, all, first, write, judge }
}

describe('a segment', () => {
  test('of a member who knows the roster is taken in', () => {
    const { write, judge } = office()
    const one = write(minh)
    expect(judge(one)).toBe('allowed')
    expect(judge(write(minh, { after: one }), one)).toBe('allowed')
  })

  test('of somebody nobody has let in is not (E2)', () => {
    const { write, judge, tale } = office()
    expect(judge(write(stranger))).toBe('unknown-signer')
    tale.enrol(stranger, stranger, 'administrator')
    expect(judge(write(stranger))).toBe('unknown-signer')
    expect(judge(write(tale.recovery))).toBe('unknown-signer')
  })

  test('whose writer knew a statement that has not come here waits for it', () => {
    const { write, judge } = office()
    expect(judge(write(minh, { roster: ['0f'.repeat(32)] }))).toBe('waits')
  })

  test('that is open is not taken in, whoever wrote it', () => {
    const { judge, tale } = office()
    const open = buildSegment({
      office: tale.root.id,
      device: minh.device,
      sequence: 1,
      previous: null,
      firstNumber: 1,
      entries: [sealedEntry(minh, 1)],
      seen: {}
    })
    expect(judge(open)).toBe('not-sealed')
  })
})

describe('data keys (E7)', () => {
  const rekeyed = () => {
    const one = office()
    const said = one.tale.revoke(one.tale.founder, nam, { sealedTo: [one.tale.founder, minh, hoa] })
    return { ...one, said, second: keyOf(said) }
  }

  test('the first is enough for whoever had not heard of the second', () => {
    const { write, judge, all } = rekeyed()
    expect(judge(write(minh, { roster: [all.hash] }))).toBe('allowed')
  })

  test('the first is not enough for whoever had', () => {
    const { write, judge, said, second } = rekeyed()
    expect(judge(write(minh, { roster: [said.hash] }))).toBe('old-epoch')
    expect(judge(write(minh, { roster: [said.hash], epoch: second }))).toBe('allowed')
  })

  test('once the second was used, nobody goes back to the first, whatever it claims not to know', () => {
    const { write, judge, said, second, all } = rekeyed()
    const one = write(minh, { roster: [said.hash], epoch: second })
    expect(judge(write(minh, { after: one, roster: [all.hash] }), one)).toBe('old-epoch')
  })

  test('one that the roster does not name is not taken in', () => {
    const { write, judge } = office()
    expect(judge(write(minh, { epoch: { id: '0'.repeat(16), number: 99, key: new Uint8Array(32) } }))).toBe('old-epoch')
  })

  test('one that a stranger made is not taken in', () => {
    const { write, judge, tale } = office()
    const said = tale.epoch(stranger, [minh], { number: 7 })
    expect(judge(write(minh, { epoch: keyOf(said) }))).toBe('old-epoch')
  })

  test('who was not given the second may go on with the first, knowing of it or not', () => {
    const { tale, write, judge, all } = office()
    const said = tale.epoch(tale.founder, [tale.founder, hoa], { knowing: [all] })
    expect(judge(write(minh, { roster: [said.hash] }))).toBe('allowed')
    expect(judge(write(hoa, { roster: [said.hash] }))).toBe('old-epoch')
  })

  test('a later revocation that Minh had not heard of does not make its work old', () => {
    const { write, judge, tale, said, second } = rekeyed()
    tale.revoke(tale.founder, hoa, { sealedTo: [tale.founder, minh] })
    expect(judge(write(minh, { roster: [said.hash], epoch: second }))).toBe('allowed')
  })

  test('work of an honest member stays, although whoever made its key had been put out meanwhile', () => {
    const { tale, write, judge } = office()
    const admin = author('Vy')
    const entered = tale.enrol(tale.founder, admin, 'administrator')
    const ofVy = tale.revoke(admin, hoa, { knowing: [entered], sealedTo: [tale.founder, minh, admin] })
    const work = write(minh, { roster: [ofVy.hash], epoch: keyOf(ofVy) })
    expect(judge(work)).toBe('allowed')
    tale.revoke(tale.founder, admin, { knowing: [entered], sealedTo: [tale.founder, minh, hoa] })
    expect(judge(work)).toBe('allowed')
  })
})

describe('a laptop that was put out (E3)', () => {
  /** Minh is out after its second segment; a third and a fourth exist. Hoa may have had some of it before it knew. */
  function out(afterSegment = 2) {
    const one = office()
    const row: BuiltSegment[] = []
    for (let sequence = 1; sequence <= 4; sequence += 1) row.push(one.write(minh, { after: row.at(-1) as BuiltSegment }))
    const before = one.all
    const said = one.tale.revoke(one.tale.founder, minh, { afterSegment, sealedTo: [one.tale.founder, hoa] })
    const standings = (others: readonly BuiltSegment[] = []) =>
      row.map((built, index) => one.judge(built, row[index - 1], others))
    return { ...one, row, before, said, standings }
  }
  const seenOf = (row: readonly BuiltSegment[], index: number) => ({ [minh.device]: lastNumberOf(row[index]?.segment) })

  test('keeps what its administrator had received, and nothing after it', () => {
    const { standings } = out()
    expect(standings()).toEqual(['allowed', 'allowed', 'revoked-signer', 'revoked-signer'])
  })

  test('keeps what a member had received before it knew', () => {
    const { standings, write, row } = out()
    expect(standings([write(hoa, { seen: seenOf(row, 2) })])).toEqual(['allowed', 'allowed', 'allowed', 'revoked-signer'])
  })

  test('gains nothing by what a member says to have received after it knew', () => {
    const { standings, write, row, said } = out()
    expect(standings([write(hoa, { seen: seenOf(row, 3), roster: [said.hash], epoch: keyOf(said) })])).toEqual([
      'allowed',
      'allowed',
      'revoked-signer',
      'revoked-signer'
    ])
  })

  test('gains nothing by what it says of itself, or what a stranger or an open file says', () => {
    const { standings, write, row, tale } = out()
    const open = buildSegment({
      office: tale.root.id,
      device: hoa.device,
      sequence: 1,
      previous: null,
      firstNumber: 1,
      entries: [],
      seen: seenOf(row, 3)
    })
    const others = [write(minh, { seen: seenOf(row, 3) }), open]
    expect(standings(others)).toEqual(['allowed', 'allowed', 'revoked-signer', 'revoked-signer'])
  })

  test('gains nothing by what somebody says who was put out too', () => {
    const { standings, write, row, tale, before } = out()
    tale.revoke(tale.founder, hoa, { sealedTo: [tale.founder], afterSegment: 0 })
    expect(standings([write(hoa, { seen: seenOf(row, 3), roster: [before.hash] })])).toEqual([
      'allowed',
      'allowed',
      'revoked-signer',
      'revoked-signer'
    ])
  })

  test('keeps what a colleague had received of it, also when that colleague leaves the office a year later', () => {
    const { standings, write, row, tale } = out()
    const receipt = write(hoa, { seen: seenOf(row, 2) })
    expect(standings([receipt])[2]).toBe('allowed')
    // Everything of Hoa's that the founder holds stays: the receipt is in its first segment.
    tale.revoke(tale.founder, hoa, { sealedTo: [tale.founder], afterSegment: 1 })
    expect(standings([receipt])[2]).toBe('allowed')
  })

  test('is out under a new key as well, from its first segment on', () => {
    const { tale, write, judge, before } = out()
    const next = author('Minh, next')
    const said = tale.succeed(next, minh, { knowing: [before] })
    expect(judge(write(next, { roster: [said.hash] }))).toBe('revoked-signer')
  })

  test('keeps what a member had received of it under a new key, and nothing after that', () => {
    const { tale, write, judge, before } = out()
    const next = author('Minh, next')
    const said = tale.succeed(next, minh, { knowing: [before] })
    const row = [write(next, { roster: [said.hash] })]
    row.push(write(next, { roster: [said.hash], after: row[0] as BuiltSegment }))
    const receipt = write(hoa, { seen: { [next.device]: lastNumberOf(row[0]?.segment) }, roster: [said.hash] })
    expect(row.map((one, at) => judge(one, row[at - 1], [receipt]))).toEqual(['allowed', 'revoked-signer'])
  })

  test('keeps what a member had received of whom it let in before it knew, and nothing of those it lets in after', () => {
    const { tale, write, judge } = office()
    const admin = author('Vy')
    const entered = tale.enrol(tale.founder, admin, 'administrator')
    const newcomer = author('Sơn')
    const letIn = tale.enrol(admin, newcomer, 'officer', { knowing: [entered] })
    const work = write(newcomer, { roster: [letIn.hash] })
    const receipt = write(hoa, { seen: { [newcomer.device]: lastNumberOf(work.segment) }, roster: [letIn.hash] })
    tale.revoke(tale.founder, admin, { knowing: [entered], sealedTo: [tale.founder, minh, hoa] })
    expect(judge(work, undefined, [])).toBe('revoked-signer')
    expect(judge(work, undefined, [receipt])).toBe('allowed')
    const accomplice = author('accomplice')
    const late = tale.enrol(admin, accomplice, 'officer', { knowing: [entered] })
    expect(judge(write(accomplice, { roster: [late.hash] }), undefined, [receipt])).toBe('revoked-signer')
  })
})

describe('a branch that was written anew under another number', () => {
  const forked = (dropped: (row: readonly BuiltSegment[]) => Segment) => {
    const one = office()
    const row: BuiltSegment[] = []
    for (let sequence = 1; sequence <= 3; sequence += 1) row.push(one.write(minh, { after: row.at(-1) as BuiltSegment }))
    const first = dropped(row)
    one.tale.succeed(author('Minh, next'), minh, { dropped: { sequence: first.name.sequence, hash: first.fileHash } })
    return { ...one, row }
  }

  test('counts as long as the other branch is not there: nobody makes work vanish by saying so', () => {
    const { row, judge } = forked((all) => (all[1] as BuiltSegment).segment)
    expect(row.slice(0, 2).map((built, index) => judge(built, row[index - 1]))).toEqual(['allowed', 'allowed'])
  })

  test('is that one file and not another of the same number', () => {
    const { row, judge, write } = forked((all) => (all[1] as BuiltSegment).segment)
    const other = write(minh, { after: row[0] as BuiltSegment, count: 1 })
    expect(judge(other, row[0])).toBe('allowed')
  })

  test('of somebody else is nobody’s to drop', () => {
    const { write, judge, tale } = office()
    const ofHoa = write(hoa)
    tale.succeed(author('Minh, next'), minh, { dropped: { sequence: 1, hash: ofHoa.segment.fileHash } })
    expect(judge(ofHoa)).toBe('allowed')
  })
})

test('of ten thousand segments each is judged in far less than a millisecond', () => {
  const { tale, write } = office() as { tale: Tale; write: (who: Author, part?: SealedPart) => BuiltSegment }
  for (let turn = 0; turn < 100; turn += 1) tale.enrol(tale.founder, author(`member ${turn}`), 'officer')
  for (let turn = 0; turn < 20; turn += 1) tale.epoch(tale.founder, [tale.founder], { number: turn + 2 })
  const roster = tale.roster()
  const { segment } = write(minh)
  const start = performance.now()
  for (let turn = 0; turn < 10_000; turn += 1) standingOf(roster, segment, undefined, nothingVouched, false)
  expect(performance.now() - start).toBeLessThan(2000)
})
