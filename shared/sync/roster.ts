/**
 * Who belongs to the office: the statements of the roster turned into one answer, the same on every laptop that holds the same
 * statements, in whatever order they came: FORMAT.md section 4. A pure function of values.
 */
import { causalOrder } from './causal-order.ts'
import { maxRosterHeads } from './limits.ts'
import type { Member } from './member.ts'
import { judgeStatements, type OfficeRoot } from './roster-judgement.ts'
import { membersOf, struckMembers } from './roster-members.ts'
import { basisOf, type Order, type Ordered } from './roster-order.ts'
import type { Statement } from './roster-statement.ts'
import type { Acknowledgement } from './segment.ts'

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

export const droppedKey = (device: string, sequence: number, hash: string): string => `${device}/${sequence}/${hash}`

export function evaluateRoster(office: OfficeRoot, held: readonly Statement[]): Roster {
  const given = new Map(held.map((one) => [one.hash, one]))
  const order = causalOrder(held.map((one) => ({ ...one, basis: basisOf(one) })))
  const asGiven = (some: readonly Ordered[]) => some.flatMap((one) => given.get(one.hash) ?? [])
  const { valid, said, struckBy } = judgeStatements(office, order)
  const accepted = order.ordered.filter((one) => valid.has(one.hash))
  const counting = membersOf(accepted, order.knew)
  const members = new Map([...struckMembers(order.ordered, counting, struckBy), ...counting])
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
