/** What each laptop is, by the statements that count: FORMAT.md section 4. */
import { maxSuccessions } from './limits.ts'
import { isLowerRole, type Member, type RoleSpan } from './member.ts'
import type { Role } from './roles.ts'
import type { Knew, Ordered } from './roster-order.ts'
import type { StatementBody } from './roster-statement.ts'

interface Draft {
  device: string
  signer: string
  sealTo: string
  roles: RoleSpan[]
  revoked: Member['revoked']
  enrolledBy: string
  letInBy: string
  isStruck: boolean
  predecessor: string | null
  /** Every number of the same laptop, shared by all of them. */
  lineage: string[]
  successors: string[]
}

export function membersOf(accepted: readonly Ordered[], knew: Knew): ReadonlyMap<string, Member> {
  const members = new Map<string, Draft>()
  const enter = (
    device: string,
    part: { readonly signer: string; readonly sealTo: string },
    role: Role,
    by: string,
    letInBy: string,
    from: Draft | null = null
  ) => {
    const lineage = from?.lineage ?? []
    // Said at once, without one knowing of the other, they are as many as said one after the other.
    if (members.has(device) || lineage.length > maxSuccessions) return
    lineage.push(device)
    from?.successors.push(device)
    const roles = [{ from: 1, role, by, before: null }]
    const predecessor = from?.device ?? null
    const entry = { enrolledBy: by, letInBy, isStruck: false, predecessor, lineage, successors: [] }
    members.set(device, { device, ...part, roles, revoked: null, ...entry })
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
        enter(header.device, { signer: header.signer, sealTo: body.sealTo }, 'administrator', hash, header.device)
        break
      case 'enrol':
        if (members.has(body.device)) enrolTwice(members.get(body.device), body.role, hash)
        else enter(body.device, body, body.role, hash, header.device)
        break
      case 'succeed': {
        const from = members.get(body.from)
        const role = from?.roles.at(-1)?.role
        if (!from || !role) break
        enter(header.device, { signer: header.signer, sealTo: body.sealTo }, role, hash, from.device, from)
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
  const both = isLowerRole(role, first.role) ? { ...other, before: first } : { ...first, before: first.before ?? other }
  member.roles = [both, ...later]
}

function giveRole(member: Draft | undefined, from: number, role: Role, by: string, knew: Knew): void {
  const last = member?.roles.at(-1)
  if (!member || !last) return
  const isLater = knew(by, last.by)
  if (!isLater && !isLowerRole(role, last.role)) return
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

/**
 * Those who were let in by a word that counts no longer, and by no other one. They are put out from the beginning: what others had received
 * of them before they knew of the word that struck theirs stands, since their own work may build on it.
 */
export function struckMembers(
  ordered: readonly Ordered[],
  counting: ReadonlyMap<string, Member>,
  struckBy: ReadonlyMap<string, string>
): ReadonlyMap<string, Member> {
  const struck = new Map<string, Member>()
  for (const { hash, body, header } of ordered) {
    const statement = struckBy.get(hash)
    if (statement === undefined || (body.kind !== 'enrol' && body.kind !== 'succeed')) continue
    const isNew = body.kind === 'enrol'
    const device = isNew ? body.device : header.device
    const from = isNew ? null : (counting.get(body.from) ?? struck.get(body.from))
    const role = isNew ? body.role : from?.roles.at(-1)?.role
    if (!role || counting.has(device) || struck.has(device)) continue
    struck.set(device, {
      device,
      signer: isNew ? body.signer : header.signer,
      sealTo: body.sealTo,
      roles: [{ from: 1, role, by: hash, before: null }],
      revoked: { afterSegment: 0, statement, segments: new Map(), packs: new Set() },
      enrolledBy: hash,
      letInBy: isNew ? header.device : body.from,
      isStruck: true,
      predecessor: from?.device ?? null,
      successors: []
    })
  }
  return struck
}
