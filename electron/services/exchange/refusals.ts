/**
 * Files of a share that were looked at and not taken in, with what that rested on: not fetched again until it changes. Guards: a file is
 * judged by what it is, once; a bad copy is looked at each time, since a good one may take its place.
 */
import { isNamedBy } from '#shared/sync/bytes.ts'
import { type FileName, filePath } from '#shared/sync/file-name.ts'
import type { Fault } from '#shared/sync/segment.ts'
import { dependsOnRoster } from '../replica/judge.ts'
import type { ReplicaStore } from '../replica/replica-store.ts'
import type { RosterStore } from '../roster/roster-store.ts'

export interface Refusals {
  /** `fault`: null for what waits for something. */
  readonly remember: (name: FileName, bytes: Uint8Array, fault: Fault | null) => void
  readonly forget: (name: FileName) => void
  /** Nothing that it rested on has changed. */
  readonly isStill: (name: FileName) => boolean
  /** It was not taken in when it was last looked at: of a pack, its segments are taken instead. */
  readonly wasRefused: (name: FileName) => boolean
}

const inItself = 'itself'
const copy = 'copy'

export function openRefusals(replica: ReplicaStore, roster: RosterStore | null): Refusals {
  const known = new Map<string, { readonly basis: string; readonly reason: Fault['reason'] | null }>()
  /** What a verdict of that reason rests on, as it is now. */
  const basisNow = (name: FileName, reason: Fault['reason'] | null): string =>
    [
      roster?.print() ?? '',
      replica.lastOf(name.device)?.fileHash ?? '',
      // What others vouch for comes with others' segments.
      reason === 'revoked-signer' ? replica.segments().length : ''
    ].join(' ')
  const isOfPlace = (reason: Fault['reason'] | null) =>
    reason === null || reason === 'broken-chain' || dependsOnRoster.has(reason)
  return {
    remember: (name, bytes, fault) => {
      const reason = fault?.reason ?? null
      const basis = !isNamedBy(bytes, name.hash) ? copy : isOfPlace(reason) ? basisNow(name, reason) : inItself
      known.set(filePath(name), { basis, reason })
    },
    forget: (name) => known.delete(filePath(name)),
    isStill: (name) => {
      const one = known.get(filePath(name))
      return one !== undefined && (one.basis === inItself || one.basis === basisNow(name, one.reason))
    },
    wasRefused: (name) => known.has(filePath(name))
  }
}
