/**
 * Which statements of a roster count: FORMAT.md section 4.
 *
 * Guards: nobody is let in but by somebody who was an administrator as far as that somebody knew; of two administrators who put each
 * other out, the one who was there first stays.
 */
import { maxSuccessions } from './limits.ts'
import { isLowerRole } from './member.ts'
import type { Role } from './roles.ts'
import type { Knew, Order, Ordered } from './roster-order.ts'
import type { Statement } from './roster-statement.ts'
import { deviceOfKey } from './signed-file.ts'

export interface OfficeRoot {
  readonly id: string
  /** Signing key of the laptop that founded the office. */
  readonly founder: string
  /** Signing key that follows from the printed one. */
  readonly recovery: string
}

export interface Judgement {
  /** Hashes of what counts. */
  readonly valid: ReadonlySet<string>
  /** Of what its author might say by all its author knew: what counts, and what somebody else's word put out of force. */
  readonly said: ReadonlySet<string>
  /** Of what was said and does not count, the word that put it out of force, or that put its author's entry out of force. */
  readonly struckBy: ReadonlyMap<string, string>
}

export function judgeStatements(office: OfficeRoot, order: Order): Judgement {
  const judge = (voided: ReadonlySet<string>) => judgeAll(office, order, voided)
  const saidAtFirst = judge(new Set())
  const { valid, cuts } = withoutVoided(order, saidAtFirst, judge)
  // What builds on a revocation that does not count counts all the same.
  const said = new Set([...saidAtFirst, ...valid])
  const struckBy = new Map<string, string>()
  const entries = new Map<string, string>()
  for (const { hash, body, header } of order.ordered) {
    if (!said.has(hash)) continue
    const by = cuts.get(hash) ?? struckBy.get(entries.get(header.device) ?? '')
    // Of a succession, the number it goes on from may have been struck, not the new one.
    const before = body.kind === 'succeed' ? struckBy.get(entries.get(body.from) ?? '') : undefined
    const word = by ?? before
    if (!valid.has(hash) && word) struckBy.set(hash, word)
    const entering = body.kind === 'enrol' ? body.device : body.kind === 'succeed' || body.kind === 'found' ? header.device : null
    if (entering && !entries.has(entering)) entries.set(entering, hash)
  }
  return { valid, said, struckBy }
}

interface Standing {
  role: Role | null
  /** The statement that gave the role, for telling later from meanwhile. */
  by: string
  /** Every number of the same laptop. */
  readonly lineage: Set<string>
  readonly isRecovery: boolean
}

/** What each laptop may do, statement by statement. */
function note(standings: Map<string, Standing>, { hash, body, header }: Statement, knew: Knew): void {
  const enter = (device: string, role: Role, lineage = new Set<string>(), isRecovery = false) => {
    if (standings.has(device)) return
    standings.set(device, { role, by: hash, lineage: lineage.add(device), isRecovery })
  }
  switch (body.kind) {
    case 'found':
      enter(header.device, 'administrator')
      enter(deviceOfKey(body.recovery.signer), 'administrator', new Set(), true)
      break
    case 'enrol':
      enter(body.device, body.role)
      break
    case 'succeed': {
      const from = standings.get(body.from)
      if (from?.role) enter(header.device, from.role, from.lineage)
      break
    }
    case 'role': {
      const standing = standings.get(body.device)
      if (!standing?.role || standing.isRecovery) break
      // Of two words that did not know of each other the lower one holds.
      const isLater = knew(hash, standing.by)
      if (isLater || isLowerRole(body.role, standing.role)) Object.assign(standing, { role: body.role, by: hash })
      break
    }
    case 'revoke': {
      const standing = standings.get(body.device)
      if (standing && !standing.isRecovery) Object.assign(standing, { role: null, by: hash })
      break
    }
    case 'epoch':
    case 'keys':
      break
    default:
      body satisfies never
  }
}

/** Which statements count when those in `voided` do not: each is judged by what its author knew. */
function judgeAll(office: OfficeRoot, { ordered, knew, knownTo }: Order, voided: ReadonlySet<string>): Set<string> {
  const valid = new Set<string>()
  const accepted: Ordered[] = []
  const rolling = new Map<string, Standing>()
  const bringing = ordered.filter((one) => numberOf(one) !== null)
  /** A number that skips ahead would leave none for those that come after. */
  const isAheadOfItsPast = (one: Ordered): boolean => {
    const number = numberOf(one)
    return number !== null && number > bringing.filter((other) => knew(one.hash, other.hash)).length + 1
  }
  for (const [at, one] of ordered.entries()) {
    if (voided.has(one.hash)) continue
    // Whoever knew all that came before, which is nearly everybody, is judged by what has been counted up on the way.
    const knowsAll = knownTo(one.hash) === at
    const known = knowsAll ? accepted : accepted.filter((other) => knew(one.hash, other.hash))
    const standings = knowsAll ? rolling : new Map<string, Standing>()
    if (!knowsAll) for (const other of known) note(standings, other, knew)
    if (!maySay(office, one, standings) || isAheadOfItsPast(one)) continue
    valid.add(one.hash)
    accepted.push(one)
    note(rolling, one, knew)
  }
  return valid
}

/** Of the data key that a statement brings. */
const numberOf = ({ body }: Statement): number | null =>
  body.kind === 'found' || body.kind === 'revoke' || body.kind === 'epoch' ? body.epoch.number : null

function maySay(office: OfficeRoot, { body, header }: Statement, standings: ReadonlyMap<string, Standing>): boolean {
  if (body.kind === 'found') {
    const isFirst = header.sequence === 1 && header.parents.length === 0
    return isFirst && header.signer === office.founder && body.recovery.signer === office.recovery
  }
  const author = standings.get(header.device)
  // Whoever belongs to the office may hand on a key that it was given; which key it is, the roster has said before.
  if (body.kind === 'keys') return author?.role != null
  if (body.kind !== 'succeed') return author?.role === 'administrator'
  const from = standings.get(body.from)
  return from !== undefined && from.role !== null && !author && !from.isRecovery && from.lineage.size <= maxSuccessions
}

/**
 * What counts once every revocation that counts has had its effect: of what the laptop said, only what the author of the revocation knew
 * stands, since whoever was put out could write more under an old number. The one who came in first is heard first, the recovery key before
 * everybody. A revocation that turns out not to count takes its effect with it. `cuts`: what was put out of force, and by which word.
 */
function withoutVoided(
  order: Order,
  said: ReadonlySet<string>,
  judge: (voided: ReadonlySet<string>) => Set<string>
): { valid: Set<string>; cuts: Map<string, string> } {
  const entered = new Map<string, number>()
  for (const [at, { body, header, hash }] of order.ordered.entries()) {
    if (!said.has(hash)) continue
    const device = body.kind === 'enrol' ? body.device : header.device
    if (body.kind === 'found') entered.set(deviceOfKey(body.recovery.signer), recoverySeniority)
    // Under a new number it is the same laptop, and was there as long.
    const since = body.kind === 'succeed' ? (entered.get(body.from) ?? at) : at
    if (['found', 'enrol', 'succeed'].includes(body.kind) && !entered.has(device)) entered.set(device, since)
  }
  const seniority = ({ header }: Statement) => entered.get(header.device) ?? order.ordered.length
  // Making an administrator less than one ends what it may say, as putting it out does.
  const cutting = order.ordered
    .filter(({ body }) => body.kind === 'revoke' || (body.kind === 'role' && body.role !== 'administrator'))
    .sort((a, b) => seniority(a) - seniority(b) || (a.hash < b.hash ? -1 : 1))
  const dead = new Set<string>()
  for (;;) {
    const cuts = new Map<string, string>()
    const acted = new Set<Ordered>()
    let valid = judge(new Set())
    for (;;) {
      // From the first one again each time: what one puts out of force may bring an earlier one back.
      const next = cutting.find((one) => !acted.has(one) && !dead.has(one.hash) && valid.has(one.hash))
      if (!next) break
      acted.add(next)
      const cut = cutBy(order, next, entered)
      if (cut.every((other) => cuts.has(other.hash))) continue
      for (const { hash } of cut) if (!cuts.has(hash)) cuts.set(hash, next.hash)
      valid = judge(new Set(cuts.keys()))
    }
    const undone = Array.from(acted).filter((one) => !valid.has(one.hash))
    if (undone.length === 0) return { valid, cuts }
    for (const { hash } of undone) dead.add(hash)
  }
}

/** What the laptop said, and what it goes on under, without the author of these words knowing. */
function cutBy({ ordered, knew }: Order, one: Ordered, entered: ReadonlyMap<string, number>): Ordered[] {
  const { body } = one
  if (body.kind !== 'revoke' && body.kind !== 'role') return []
  if (entered.get(body.device) === recoverySeniority) return []
  const numbers = new Set([body.device])
  for (const { body: other, header, hash } of ordered) {
    if (body.kind === 'revoke' && other.kind === 'succeed' && numbers.has(other.from) && !knew(one.hash, hash))
      numbers.add(header.device)
  }
  /** Said after a later word had made it an administrator (again). */
  const isRaisedAgain = (other: Ordered) =>
    body.kind === 'role' &&
    ordered.some(
      (word) =>
        word.body.kind === 'role' &&
        word.body.device === body.device &&
        word.body.role === 'administrator' &&
        word.header.device !== body.device &&
        knew(word.hash, one.hash) &&
        knew(other.hash, word.hash)
    )
  return ordered.filter((other) => {
    const isSuccession = other.body.kind === 'succeed' && body.kind === 'role'
    return (
      numbers.has(other.header.device) && other !== one && !isSuccession && !knew(one.hash, other.hash) && !isRaisedAgain(other)
    )
  })
}

/** The printed key was there before everybody. */
const recoverySeniority = -1
