/** A laptop that belongs to the office, or did, as the roster has it: FORMAT.md section 4. */
import { type Role, roles } from './roles.ts'

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
  /** Number of the laptop that let it in; of one that goes on under a new number, the number before. */
  readonly letInBy: string
  /** The word that let it in counts no longer: it is put out, and what others had received of it before they knew is all that stands. */
  readonly isStruck: boolean
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

export const spanAt = (member: Member | undefined, sequence: number): RoleSpan | null =>
  member?.roles.findLast((span) => span.from <= sequence) ?? null

/** Null where the segment's writer is no member. */
export const roleAt = (member: Member | undefined, sequence: number): Role | null => spanAt(member, sequence)?.role ?? null
export const currentRole = (member: Member | undefined): Role | null =>
  member && !member.revoked ? (member.roles.at(-1)?.role ?? null) : null

/** Every number a laptop had, as far back as is known: its own first. */
export function lineageOf(members: ReadonlyMap<string, Member>, device: string): string[] {
  const numbers: string[] = []
  for (let one: string | null = device; one && !numbers.includes(one); one = members.get(one)?.predecessor ?? null)
    numbers.push(one)
  return numbers
}

export const isLowerRole = (one: Role, other: Role): boolean => roles.indexOf(one) < roles.indexOf(other)

/** A number, and all that came in by its word: those it goes on under, those it let in, and so on. */
export function rootedIn(members: ReadonlyMap<string, Member>, device: string): string[] {
  const found = new Set([device])
  for (const one of found) for (const { device: next, letInBy } of members.values()) if (letInBy === one) found.add(next)
  return Array.from(found)
}
