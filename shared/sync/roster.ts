/**
 * Who belongs to the office: the statements of the roster turned into one answer, the same on every laptop that holds the same
 * statements, in whatever order they came: FORMAT.md section 4. A pure function of values.
 *
 * Guards: nobody is let in but by somebody who was an administrator as far as that somebody knew; of two administrators who put each
 * other out, the one who was there first stays.
 */
import type { Role } from './roles.ts'
import type { Statement } from './roster-statement.ts'
import { deviceOfKey } from './signed-file.ts'

export interface Member {
  readonly device: string
  readonly signer: string
  readonly sealTo: string
  /** Role of a segment: the last one whose `from` is not above its sequence. */
  readonly roles: readonly { readonly from: number; readonly role: Role }[]
  /** Set when revoked: segments behind this one are not taken in. */
  readonly revoked: { readonly afterSegment: number; readonly statement: string } | null
  /** Hash of the statement that let it in. */
  readonly enrolledBy: string
  readonly predecessor: string | null
  readonly successors: readonly string[]
}

export interface Epoch {
  readonly id: string
  readonly number: number
  readonly check: string
  /** Laptops that were given the key. */
  readonly sealedTo: ReadonlySet<string>
  readonly statement: string
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
  /** Members who were not given the newest key. */
  readonly needKeys: readonly string[]
  readonly recovery: { readonly signer: string; readonly sealTo: string } | null
  /** First segments of branches that were written anew under another key: `device/sequence/hash`. */
  readonly dropped: ReadonlySet<string>
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
}

export const droppedKey = (device: string, sequence: number, hash: string): string => `${device}/${sequence}/${hash}`

/** Null where the segment's writer is no member. */
export function roleAt(member: Member | undefined, sequence: number): Role | null {
  return member?.roles.findLast((span) => span.from <= sequence)?.role ?? null
}
export const currentRole = (member: Member | undefined): Role | null =>
  member && !member.revoked ? (member.roles.at(-1)?.role ?? null) : null

export function evaluateRoster(office: OfficeRoot, held: readonly Statement[]): Roster {
  const { ordered, waiting } = inCausalOrder(held)
  const past = pastOf(ordered)
  const voided = new Set<string>()
  let valid = judge(office, ordered, past, voided)
  // Each round one administrator's word puts another one's later words out of force; the one who was there first is heard first.
  for (let cut = nextCut(ordered, past, valid, voided); cut; cut = nextCut(ordered, past, valid, voided)) {
    for (const { hash } of cut) voided.add(hash)
    valid = judge(office, ordered, past, voided)
  }
  const accepted = ordered.filter((one) => valid.has(one.hash))
  const view = apply(accepted, past)
  const followed = new Set(ordered.flatMap((one) => basisOf(one)))
  const knows = (hash: string) => past.has(hash)
  return {
    ...view,
    heads: ordered.map((one) => one.hash).filter((hash) => !followed.has(hash)),
    refused: ordered.filter((one) => !valid.has(one.hash)),
    waiting,
    knows,
    includes: (heads, hash) => heads.some((head) => head === hash || past.get(head)?.has(hash))
  }
}

const basisOf = ({ header }: Statement): readonly string[] =>
  header.previous ? [...header.parents, header.previous] : header.parents

/** What everything builds on comes first; statements that do not know of each other, in order of their hashes. */
function inCausalOrder(held: readonly Statement[]): { ordered: Statement[]; waiting: Statement[] } {
  const left = new Map(held.map((one) => [one.hash, one]))
  const ordered: Statement[] = []
  const done = new Set<string>()
  for (;;) {
    const ready = Array.from(left.values())
      .filter((one) => basisOf(one).every((hash) => done.has(hash)))
      .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    if (ready.length === 0) return { ordered, waiting: Array.from(left.values()) }
    for (const one of ready) {
      left.delete(one.hash)
      done.add(one.hash)
      ordered.push(one)
    }
  }
}

type Past = ReadonlyMap<string, ReadonlySet<string>>

function pastOf(ordered: readonly Statement[]): Past {
  const past = new Map<string, Set<string>>()
  for (const one of ordered) {
    const before = new Set<string>()
    for (const hash of basisOf(one)) {
      before.add(hash)
      for (const older of past.get(hash) ?? []) before.add(older)
    }
    past.set(one.hash, before)
  }
  return past
}

/** Which statements count when those in `voided` do not. */
function judge(office: OfficeRoot, ordered: readonly Statement[], past: Past, voided: ReadonlySet<string>): Set<string> {
  const valid = new Set<string>()
  const accepted: Statement[] = []
  for (const one of ordered) {
    if (voided.has(one.hash)) continue
    const before = past.get(one.hash) ?? new Set()
    const known = accepted.filter((other) => before.has(other.hash))
    if (!maySay(office, one, known)) continue
    valid.add(one.hash)
    accepted.push(one)
  }
  return valid
}

function maySay(office: OfficeRoot, one: Statement, known: readonly Statement[]): boolean {
  const { body, header } = one
  if (body.kind === 'found') return header.signer === office.founder && header.sequence === 1 && header.parents.length === 0
  if (body.kind === 'succeed') return roleIn(body.from, known) !== null && roleIn(header.device, known) === null
  return roleIn(header.device, known) === 'administrator'
}

/** The role a laptop has after these statements, in causal order. */
function roleIn(device: string, known: readonly Statement[]): Role | null {
  let role: Role | null = null
  for (const { body, header } of known) {
    if (body.kind === 'found' && (header.device === device || deviceOfKey(body.recovery.signer) === device))
      role = 'administrator'
    else if (body.kind === 'enrol' && body.device === device && role === null) role = body.role
    else if (body.kind === 'succeed' && header.device === device) role = roleIn(body.from, known)
    else if (body.kind === 'role' && body.device === device && role !== null) role = body.role
    else if (body.kind === 'revoke' && body.device === device) return null
  }
  return role
}

/** The next words that a valid revocation puts out of force; null where there are none left. */
function nextCut(
  ordered: readonly Statement[],
  past: Past,
  valid: ReadonlySet<string>,
  voided: ReadonlySet<string>
): Statement[] | null {
  const accepted = ordered.filter((one) => valid.has(one.hash))
  // By how early its author came in.
  const seniority = (device: string) =>
    accepted.findIndex(
      ({ body, header }) =>
        (body.kind === 'found' && (header.device === device || deviceOfKey(body.recovery.signer) === device)) ||
        (body.kind === 'enrol' && body.device === device) ||
        (body.kind === 'succeed' && header.device === device)
    )
  const revocations = accepted
    .filter((one) => one.body.kind === 'revoke')
    .sort((a, b) => seniority(a.header.device) - seniority(b.header.device) || (a.hash < b.hash ? -1 : 1))
  for (const one of revocations) {
    if (one.body.kind !== 'revoke') continue
    const { device, afterStatement } = one.body
    const before = past.get(one.hash)
    const cut = ordered.filter(
      (other) =>
        other.header.device === device &&
        other.header.sequence > afterStatement &&
        valid.has(other.hash) &&
        !voided.has(other.hash) &&
        !before?.has(other.hash)
    )
    if (cut.length > 0) return cut
  }
  return null
}

interface Draft {
  device: string
  signer: string
  sealTo: string
  roles: { from: number; role: Role }[]
  revoked: Member['revoked']
  enrolledBy: string
  predecessor: string | null
  successors: string[]
}

function apply(accepted: readonly Statement[], past: Past) {
  const members = new Map<string, Draft>()
  const epochs = new Map<string, Epoch & { readonly sealedTo: Set<string> }>()
  const dropped = new Set<string>()
  let recovery: Roster['recovery'] = null
  const enter = (
    device: string,
    part: Pick<Draft, 'signer' | 'sealTo' | 'roles' | 'enrolledBy'>,
    predecessor: string | null = null
  ) => {
    if (!members.has(device)) members.set(device, { device, ...part, revoked: null, predecessor, successors: [] })
  }
  for (const { hash, body, header } of accepted) {
    if (body.kind === 'found' || body.kind === 'revoke' || body.kind === 'epoch') {
      const to = body.kind === 'found' ? [header.device] : body.sealedTo
      const { id, number, check } = body.epoch
      if (!epochs.has(id)) epochs.set(id, { id, number, check, sealedTo: new Set(to), statement: hash })
    }
    switch (body.kind) {
      case 'found':
        enter(header.device, {
          signer: header.signer,
          sealTo: body.sealTo,
          roles: [{ from: 1, role: 'administrator' }],
          enrolledBy: hash
        })
        recovery = { signer: body.recovery.signer, sealTo: body.recovery.sealTo }
        break
      case 'enrol':
        enter(body.device, { signer: body.signer, sealTo: body.sealTo, roles: [{ from: 1, role: body.role }], enrolledBy: hash })
        break
      case 'succeed': {
        const from = members.get(body.from)
        const role = from?.roles.at(-1)?.role
        if (!from || !role) break
        enter(
          header.device,
          { signer: header.signer, sealTo: body.sealTo, roles: [{ from: 1, role }], enrolledBy: hash },
          body.from
        )
        from.successors.push(header.device)
        // The same laptop: what it was given before, it still has.
        for (const epoch of epochs.values()) if (epoch.sealedTo.has(body.from)) epoch.sealedTo.add(header.device)
        if (body.dropped) dropped.add(droppedKey(body.from, body.dropped.sequence, body.dropped.hash))
        break
      }
      case 'role': {
        const member = members.get(body.device)
        member?.roles.push({ from: body.afterSegment + 1, role: body.role })
        member?.roles.sort((a, b) => a.from - b.from)
        break
      }
      case 'revoke': {
        const member = members.get(body.device)
        if (!member) break
        const afterSegment = Math.min(body.afterSegment, member.revoked?.afterSegment ?? Number.POSITIVE_INFINITY)
        member.revoked = { afterSegment, statement: hash }
        break
      }
      case 'epoch':
      case 'keys':
        break
      default:
        body satisfies never
    }
    if (body.kind === 'enrol' || body.kind === 'keys') {
      const before = past.get(hash)
      for (const epoch of epochs.values()) if (before?.has(epoch.statement)) epoch.sealedTo.add(body.device)
    }
  }
  // Who goes on under a new key that the revoking administrator had not heard of is out as well.
  for (const member of members.values()) {
    const parent = member.predecessor ? members.get(member.predecessor) : undefined
    if (!parent?.revoked || member.revoked || past.get(parent.revoked.statement)?.has(member.enrolledBy)) continue
    member.revoked = { afterSegment: 0, statement: parent.revoked.statement }
  }
  return {
    members: members as ReadonlyMap<string, Member>,
    epochs: epochs as ReadonlyMap<string, Epoch>,
    dropped,
    recovery,
    ...keysOf(members, epochs)
  }
}

function keysOf(members: ReadonlyMap<string, Member>, epochs: ReadonlyMap<string, Epoch>) {
  const byAge = Array.from(epochs.values()).sort((a, b) => b.number - a.number || (a.id < b.id ? -1 : 1))
  const isClean = (epoch: Epoch) => Array.from(epoch.sealedTo).every((device) => !members.get(device)?.revoked)
  const clean = byAge.find(isClean)
  const current = clean ?? byAge[0] ?? null
  const present = Array.from(members.values()).filter((member) => !member.revoked)
  return {
    current,
    needsEpoch: byAge.length > 0 && !clean,
    needKeys: current ? present.map(({ device }) => device).filter((device) => !current.sealedTo.has(device)) : []
  }
}
