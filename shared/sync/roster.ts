/**
 * Who belongs to the office: the statements of the roster turned into one answer, the same on every laptop that holds the same
 * statements, in whatever order they came: FORMAT.md section 4. A pure function of values.
 *
 * Guards: nobody is let in but by somebody who was an administrator as far as that somebody knew; of two administrators who put each
 * other out, the one who was there first stays.
 */
import { causalOrder } from './causal-order.ts'
import { maxRosterHeads, maxSuccessions } from './limits.ts'
import { type Role, roles } from './roles.ts'
import type { Statement, StatementBody } from './roster-statement.ts'
import type { Acknowledgement } from './segment.ts'
import { deviceOfKey } from './signed-file.ts'

export interface RoleSpan {
  /** The sequence of the first segment it holds for. */
  readonly from: number
  readonly role: Role
  /** Hash of the statement that gave it. */
  readonly by: string
  /** The one that it took the place of; null for the first. */
  readonly before: RoleSpan | null
}

export interface Member {
  readonly device: string
  readonly signer: string
  readonly sealTo: string
  /** Role of a segment: the last one whose `from` is not above its sequence. */
  readonly roles: readonly RoleSpan[]
  /** Set when revoked: segments behind this one are not taken in. */
  readonly revoked: Revocation | null
  /** Hash of the statement that let it in. */
  readonly enrolledBy: string
  readonly predecessor: string | null
  readonly successors: readonly string[]
}

export interface Revocation {
  readonly afterSegment: number
  readonly statement: string
  /** The last segments that count: sequence to hash. A copy of that laptop may have written others under the same numbers. */
  readonly segments: ReadonlyMap<number, string>
  /** Hashes of the packs that still count. */
  readonly packs: ReadonlySet<string>
}

export interface Epoch {
  readonly id: string
  readonly number: number
  readonly check: string
  /** Laptops that were given the key. */
  readonly sealedTo: ReadonlySet<string>
  readonly statement: string
  /** Whoever made it turned out to be no administrator: it opens what was written with it meanwhile, and is not written with. */
  readonly isVoid: boolean
}

export interface Roster {
  readonly members: ReadonlyMap<string, Member>
  /** Statements that no other one follows: what a new file names as its basis. */
  readonly heads: readonly string[]
  readonly epochs: ReadonlyMap<string, Epoch>
  /** The key to write with; null before the founding statement. */
  readonly current: Epoch | null
  /** Somebody who was put out still has the newest key: an administrator makes another. */
  readonly needsEpoch: boolean
  /** Members who were not given every key that counts. */
  readonly needKeys: readonly string[]
  readonly recovery: { readonly signer: string; readonly sealTo: string; readonly proof: string } | null
  /** First segments of branches that were written anew under another key: `device/sequence/hash`. */
  readonly dropped: ReadonlySet<string>
  /** What was acknowledged on them, said once more: by which laptop, in segments from which one on. */
  readonly saidAgain: readonly {
    readonly device: string
    readonly sequence: number
    readonly words: readonly Acknowledgement[]
  }[]
  readonly isValid: (hash: string) => boolean
  /** Its author might say so by all its author knew; what was written with a key of it must stay readable. */
  readonly wasSaid: (hash: string) => boolean
  /** Held, but its author was no administrator, or had been put out. */
  readonly refused: readonly Statement[]
  /** Held, but something it builds on has not arrived. */
  readonly waiting: readonly Statement[]
  readonly knows: (hash: string) => boolean
  /** Whether whoever knew `heads` knew `hash`. */
  readonly includes: (heads: readonly string[], hash: string) => boolean
}

export interface OfficeRoot {
  readonly id: string
  /** Signing key of the laptop that founded the office. */
  readonly founder: string
  /** Signing key that follows from the printed one. */
  readonly recovery: string
}

export const droppedKey = (device: string, sequence: number, hash: string): string => `${device}/${sequence}/${hash}`

export const spanAt = (member: Member | undefined, sequence: number): RoleSpan | null =>
  member?.roles.findLast((span) => span.from <= sequence) ?? null

/** Null where the segment's writer is no member. */
export const roleAt = (member: Member | undefined, sequence: number): Role | null => spanAt(member, sequence)?.role ?? null
export const currentRole = (member: Member | undefined): Role | null =>
  member && !member.revoked ? (member.roles.at(-1)?.role ?? null) : null

/** Every number a laptop had, as far back as is known: its own first. */
export function lineageOf({ members }: Pick<Roster, 'members'>, device: string): string[] {
  const numbers: string[] = []
  for (let one: string | null = device; one && !numbers.includes(one); one = members.get(one)?.predecessor ?? null)
    numbers.push(one)
  return numbers
}

export function evaluateRoster(office: OfficeRoot, held: readonly Statement[]): Roster {
  const given = new Map(held.map((one) => [one.hash, one]))
  const order = causalOrder(held.map((one) => ({ ...one, basis: basisOf(one) })))
  const asGiven = (some: readonly Ordered[]) => some.flatMap((one) => given.get(one.hash) ?? [])
  const judge = (voided: ReadonlySet<string>) => judgeAll(office, order, voided)
  const saidAtFirst = judge(new Set())
  const valid = withoutVoided(order, saidAtFirst, judge)
  // What builds on a revocation that does not count counts all the same.
  const said = new Set([...saidAtFirst, ...valid])
  const accepted = order.ordered.filter((one) => valid.has(one.hash))
  const members = membersOf(accepted, order.knew)
  const epochs = epochsOf(accepted, order, false)
  const followed = new Set(accepted.flatMap((one) => one.basis))
  const founding = accepted.find((one) => one.body.kind === 'found')?.body
  // Whoever wrote with a key that turned out to be no administrator's did so in good faith: it opens, and is not written with.
  const readable = epochsOf(
    order.ordered.filter((one) => said.has(one.hash)),
    order,
    true
  )
  const branches = accepted.flatMap(({ body }) =>
    body.kind === 'succeed' && body.dropped ? [{ device: body.from, ...body.dropped }] : []
  )
  return {
    members,
    epochs: new Map([...readable, ...epochs]),
    ...keysOf(members, epochs),
    recovery: founding?.kind === 'found' ? founding.recovery : null,
    dropped: new Set(branches.map(({ device, sequence, hash }) => droppedKey(device, sequence, hash))),
    saidAgain: branches.flatMap(({ device, sequence, said }) => (said ? [{ device, sequence, words: said }] : [])),
    // What has no effect is no basis either: else anybody could make more ends than a header holds.
    // More than a header holds come together in two steps.
    heads: accepted
      .map((one) => one.hash)
      .filter((hash) => !followed.has(hash))
      .slice(0, maxRosterHeads),
    isValid: (hash) => valid.has(hash),
    wasSaid: (hash) => said.has(hash),
    refused: asGiven(order.ordered.filter((one) => !valid.has(one.hash))),
    waiting: asGiven(order.waiting),
    knows: order.has,
    includes: (heads, hash) => heads.some((head) => head === hash || order.knew(head, hash))
  }
}

type Ordered = Statement & { readonly basis: readonly string[] }
type Order = ReturnType<typeof causalOrder<Ordered>>
type Knew = Order['knew']

const basisOf = ({ header }: Statement): readonly string[] =>
  header.previous ? [...header.parents, header.previous] : header.parents

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
      if (isLater || isLower(body.role, standing.role)) Object.assign(standing, { role: body.role, by: hash })
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

const isLower = (one: Role, other: Role): boolean => roles.indexOf(one) < roles.indexOf(other)

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
 * everybody. A revocation that turns out not to count takes its effect with it.
 */
function withoutVoided(
  order: Order,
  said: ReadonlySet<string>,
  judge: (voided: ReadonlySet<string>) => Set<string>
): Set<string> {
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
    const voided = new Set<string>()
    const acted = new Set<Ordered>()
    let valid = judge(voided)
    for (;;) {
      // From the first one again each time: what one puts out of force may bring an earlier one back.
      const next = cutting.find((one) => !acted.has(one) && !dead.has(one.hash) && valid.has(one.hash))
      if (!next) break
      acted.add(next)
      const cut = cutBy(order, next, entered)
      if (cut.every((other) => voided.has(other.hash))) continue
      for (const { hash } of cut) voided.add(hash)
      valid = judge(voided)
    }
    const undone = Array.from(acted).filter((one) => !valid.has(one.hash))
    if (undone.length === 0) return valid
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

interface Draft {
  device: string
  signer: string
  sealTo: string
  roles: RoleSpan[]
  revoked: Member['revoked']
  enrolledBy: string
  predecessor: string | null
  /** Every number of the same laptop, shared by all of them. */
  lineage: string[]
  successors: string[]
}

function membersOf(accepted: readonly Ordered[], knew: Knew): ReadonlyMap<string, Member> {
  const members = new Map<string, Draft>()
  const enter = (
    device: string,
    part: { readonly signer: string; readonly sealTo: string },
    role: Role,
    by: string,
    from: Draft | null = null
  ) => {
    const lineage = from?.lineage ?? []
    // Said at once, without one knowing of the other, they are as many as said one after the other.
    if (members.has(device) || lineage.length > maxSuccessions) return
    lineage.push(device)
    from?.successors.push(device)
    const roles = [{ from: 1, role, by, before: null }]
    const predecessor = from?.device ?? null
    members.set(device, { device, ...part, roles, revoked: null, enrolledBy: by, predecessor, lineage, successors: [] })
  }
  /** A number it goes on under without the author knowing has what the old one is given. */
  const unheard = (device: string, hash: string): Draft[] =>
    (members.get(device)?.successors ?? []).flatMap((next) => {
      const draft = members.get(next)
      return draft && !knew(hash, draft.enrolledBy) ? [draft, ...unheard(next, hash)] : []
    })
  for (const { hash, body, header } of accepted) {
    switch (body.kind) {
      case 'found':
        enter(header.device, { signer: header.signer, sealTo: body.sealTo }, 'administrator', hash)
        break
      case 'enrol':
        if (members.has(body.device)) enrolTwice(members.get(body.device), body.role, hash)
        else enter(body.device, body, body.role, hash)
        break
      case 'succeed': {
        const from = members.get(body.from)
        const role = from?.roles.at(-1)?.role
        if (!from || !role) break
        enter(header.device, { signer: header.signer, sealTo: body.sealTo }, role, hash, from)
        break
      }
      case 'role':
        giveRole(members.get(body.device), body.afterSegment + 1, body.role, hash, knew)
        for (const next of unheard(body.device, hash)) giveRole(next, 1, body.role, hash, knew)
        break
      case 'revoke':
        putOut(members.get(body.device), body, hash)
        break
      case 'epoch':
      case 'keys':
        break
      default:
        body satisfies never
    }
  }
  return members
}

/**
 * Two administrators let it in, neither of whom had heard of the other: the lower of the two roles holds, and what others received before
 * they knew counts with the higher one. The same whichever is heard first.
 */
function enrolTwice(member: Draft | undefined, role: Role, by: string): void {
  const [first, ...later] = member?.roles ?? []
  if (!member || !first || first.by !== member.enrolledBy || first.role === role) return
  const other: RoleSpan = { from: first.from, role, by, before: null }
  const both = isLower(role, first.role) ? { ...other, before: first } : { ...first, before: first.before ?? other }
  member.roles = [both, ...later]
}

function giveRole(member: Draft | undefined, from: number, role: Role, by: string, knew: Knew): void {
  const last = member?.roles.at(-1)
  if (!member || !last) return
  const isLater = knew(by, last.by)
  if (!isLater && !isLower(role, last.role)) return
  // A later word holds from its number on, whatever an earlier one said about numbers to come.
  member.roles = [...member.roles.filter((span) => span.from < from), { from, role, by, before: last }]
}

function putOut(member: Draft | undefined, said: Extract<StatementBody, { kind: 'revoke' }>, statement: string): void {
  if (!member) return
  const before = member.revoked
  const packs = new Set([...(before?.packs ?? []), ...(said.packs ?? [])])
  const { afterSegment, segments = [] } = said
  const numbered = segments.map((hash, at) => [afterSegment - segments.length + 1 + at, hash] as const)
  // The narrower word holds; packs that either of the two authors held stay.
  member.revoked =
    before && before.afterSegment <= afterSegment
      ? { ...before, packs }
      : { afterSegment, statement, segments: new Map(numbered), packs }
}

function epochsOf(accepted: readonly Ordered[], { knew }: Order, isVoid: boolean): Map<string, Epoch> {
  const epochs = new Map<string, Epoch & { readonly sealedTo: Set<string> }>()
  const authors = new Map<string, string>()
  const seniorityOf = (device: string) =>
    accepted.findIndex(({ body, header }) => (body.kind === 'enrol' ? body.device : header.device) === device)
  for (const { hash, body, header } of accepted) {
    if (body.kind === 'found' || body.kind === 'revoke' || body.kind === 'epoch') {
      const to = body.kind === 'found' ? [header.device] : body.sealedTo
      const { id, number, check } = body.epoch
      // One id with two meanings: the author who came in first is believed.
      const known = epochs.get(id)
      if (!known || (known.check !== check && seniorityOf(header.device) < seniorityOf(authors.get(id) ?? '')))
        epochs.set(id, { id, number, check, sealedTo: new Set(to), statement: hash, isVoid })
      if (!known) authors.set(id, header.device)
    }
  }
  // After all of them are known: a key that was given need not be one that its giver's words build on.
  for (const { hash, body } of accepted) {
    if (body.kind !== 'enrol' && body.kind !== 'keys') continue
    const isGiven = ({ id, statement }: Epoch) => body.epochs?.includes(id) ?? knew(hash, statement)
    for (const epoch of epochs.values()) if (isGiven(epoch)) epoch.sealedTo.add(body.device)
  }
  for (const { hash, body, header } of accepted) {
    if (body.kind !== 'succeed') continue
    // The same laptop: what it was given under the old number, by somebody who knew of no other, it has.
    for (const epoch of epochs.values()) {
      if (epoch.sealedTo.has(body.from) && !knew(epoch.statement, hash)) epoch.sealedTo.add(header.device)
    }
  }
  return epochs
}

function keysOf(members: ReadonlyMap<string, Member>, epochs: ReadonlyMap<string, Epoch>) {
  const newestFirst = Array.from(epochs.values()).sort((a, b) => b.number - a.number || (a.id < b.id ? -1 : 1))
  const isClean = (epoch: Epoch) => Array.from(epoch.sealedTo).every((device) => !members.get(device)?.revoked)
  const clean = newestFirst.find(isClean)
  const current = clean ?? newestFirst[0] ?? null
  const present = Array.from(members.values()).filter((member) => !member.revoked)
  return {
    current,
    needsEpoch: newestFirst.length > 0 && !clean,
    needKeys: present.map(({ device }) => device).filter((device) => newestFirst.some((epoch) => !epoch.sealedTo.has(device)))
  }
}
