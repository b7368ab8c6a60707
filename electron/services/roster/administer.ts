/** What an administrator does to the roster: FORMAT.md section 4. Each is one statement, with the data keys that go with it. */

import type { JoinRequest } from '#shared/sync/join-request.ts'
import { maxVouched } from '#shared/sync/limits.ts'
import { currentRole, type Member } from '#shared/sync/member.ts'
import type { Role } from '#shared/sync/roles.ts'
import { epochCheck, type Names } from '#shared/sync/roster-statement.ts'
import type { RosterStore, Speaker } from './roster-store.ts'

/** Lets a laptop in, and gives it every data key there has been: what was written before it came is part of the work. */
export async function enrol(
  store: RosterStore,
  { device, signer, sealTo }: Pick<JoinRequest, 'device' | 'signer' | 'sealTo'>,
  role: Role,
  names: Names,
  as?: Speaker
): Promise<void> {
  const keyFile = await store.sealKeys(store.keys(), [sealTo], as)
  await store.say({ kind: 'enrol', device, signer, sealTo, role, keyFile, epochs: idsOf(store.keys()) }, names, as)
}

/** `afterSegment`: the last segment of that laptop that we hold; what it writes from then on counts with the new role. */
export async function changeRole(store: RosterStore, device: string, role: Role, afterSegment: number): Promise<void> {
  await store.say({ kind: 'role', device, role, afterSegment }, null)
}

/**
 * Puts a laptop out: its later files are not taken in, and everybody else gets a new data key. `held`: its last segment, and the hashes of
 * its segments up to that and of its packs, as far as they are here.
 */
export async function revoke(
  store: RosterStore,
  device: string,
  held: { readonly afterSegment: number; readonly segments: readonly string[]; readonly packs: readonly string[] }
): Promise<void> {
  const epoch = await newEpoch(store, (member) => member.device !== device)
  const last = (hashes: readonly string[]) => hashes.slice(-maxVouched)
  const { afterSegment, segments, packs } = held
  await store.say({ kind: 'revoke', device, afterSegment, segments: last(segments), packs: last(packs), ...epoch }, null)
}

/**
 * What two administrators who had not heard of each other left undone: a newest key that somebody who was put out still has, a member
 * who was not given it. `used`: ids of the keys that what is held was written with. Who is no administrator does only what no
 * administrator can: hands on a key that none of them has. Answers whether anything was done.
 */
export async function tendRoster(store: RosterStore, used: ReadonlySet<string>): Promise<boolean> {
  const { needsEpoch, members, epochs, current } = store.roster()
  const isAdministrator = (device: string) => currentRole(members.get(device)) === 'administrator'
  const role = currentRole(members.get(store.own ?? ''))
  if (role === null) return false
  if (needsEpoch && role === 'administrator') {
    await store.say({ kind: 'epoch', ...(await newEpoch(store, () => true)) }, null)
    return true
  }
  if (role === 'administrator' && !(current && store.keyOf(current.id))) {
    // The file that brings it went bad before anybody had it, or is late: whoever made it knows sooner, the others wait longer.
    if (!current || !store.missesKeyFile(current)) return false
    if (timesMissed(store, current.id) <= (store.isOwnWord(current) ? missesOfMaker : missesOfOthers)) return false
    await store.say({ kind: 'epoch', ...(await newEpoch(store, () => true)) }, null)
    return true
  }
  // One that does not count matters only where somebody wrote with it in good faith.
  const matters = store.keys().filter(({ id }) => !epochs.get(id)?.isVoid || used.has(id))
  const isOrphan = (id: string) => !Array.from(epochs.get(id)?.sealedTo ?? []).some(isAdministrator)
  const toGive = role === 'administrator' ? matters : matters.filter(({ id }) => isOrphan(id))
  const hasAll = (device: string) => toGive.every(({ id }) => epochs.get(id)?.sealedTo.has(device) ?? true)
  const lost = role === 'administrator' ? store.withoutKeyFile() : new Set<string>()
  const lacks = (device: string) => !hasAll(device) || (lost.has(device) && device !== store.own)
  let isDone = false
  for (const { device, sealTo, revoked } of members.values()) {
    if (revoked || !lacks(device) || (role !== 'administrator' && !isAdministrator(device))) continue
    const keyFile = await store.sealKeys(store.keys(), [sealTo])
    await store.say({ kind: 'keys', device, keyFile, epochs: idsOf(store.keys()) }, null)
    isDone = true
  }
  return isDone
}

/** Exchanges in which the file did not come. A folder that a program keeps in step may bring a word long before its key. */
const missesOfMaker = 1
const missesOfOthers = 9

const missed = new WeakMap<RosterStore, { readonly epoch: string; readonly times: number }>()
function timesMissed(store: RosterStore, epoch: string): number {
  const before = missed.get(store)
  const times = (before?.epoch === epoch ? before.times : 0) + 1
  missed.set(store, { epoch, times })
  return times
}

const idsOf = (keys: readonly { readonly id: string }[]): string[] => keys.map(({ id }) => id)

async function newEpoch(store: RosterStore, isReceiver: (member: Member) => boolean) {
  const receivers = Array.from(store.roster().members.values()).filter((member) => !member.revoked && isReceiver(member))
  const epoch = store.makeEpoch()
  const keyFile = await store.sealKeys(
    [epoch],
    receivers.map(({ sealTo }) => sealTo)
  )
  return {
    epoch: { id: epoch.id, number: epoch.number, check: epochCheck(epoch.key) },
    keyFile,
    sealedTo: receivers.map(({ device }) => device)
  }
}

/** An office without an administrator could let nobody in or out any more but with the printed key. */
export function isLastAdministrator(store: RosterStore, device: string): boolean {
  const administrators = Array.from(store.roster().members.values()).filter((one) => currentRole(one) === 'administrator')
  return administrators.length === 1 && administrators[0]?.device === device
}
