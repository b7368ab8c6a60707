/** Calls about who belongs to the office. Only administrators change it; the roster itself says so to everybody else's programs too. */
import { type Failure, fail, type Handlers, ok } from '#shared/bridge/contract.ts'
import { currentRole } from '#shared/sync/member.ts'
import { hashesIn, packHashesOf } from '#shared/sync/pack.ts'
import type { LaptopKeys } from '../keys/laptop-keys.ts'
import { changeRole, enrol, isLastAdministrator, revoke } from '../roster/administer.ts'
import { readRoster, requestNames } from '../roster/read-roster.ts'
import type { RosterStore } from '../roster/roster-store.ts'
import type { Desk } from './desk.ts'

type RosterCalls = Extract<keyof Handlers, `roster.${string}`>

interface Administration {
  readonly desk: Desk
  readonly roster: RosterStore
  readonly keys: LaptopKeys
}

/** `changed`: called after each change, so that others hear of it. */
export function rosterHandlers(desk: () => Desk | null, changed: () => void): Pick<Handlers, RosterCalls> {
  const asAdministrator = (): Administration | Failure => {
    const open = desk()
    if (!open) return fail('locked')
    const { roster, keys, device } = open
    if (!roster || !keys) return fail('no-office')
    if (currentRole(roster.roster().members.get(device)) !== 'administrator') return fail('role-not-allowed')
    return { desk: open, roster, keys }
  }
  return {
    'roster.read': async () => {
      const open = desk()
      if (!open) return fail('locked')
      if (!open.roster || !open.keys) return fail('no-office')
      return ok(await readRoster(open.roster, open.keys))
    },
    'roster.approve': async ({ device, role }) => {
      const administration = asAdministrator()
      if ('ok' in administration) return administration
      const { roster, keys } = administration
      const request = roster.requests().find((one) => one.device === device)
      if (!request) return fail('not-available')
      await enrol(roster, request, role, await requestNames(request, keys))
      changed()
      return ok(null)
    },
    'roster.change': async ({ device, role }) => {
      const administration = asAdministrator()
      if ('ok' in administration) return administration
      const { roster } = administration
      if (role !== 'administrator' && isLastAdministrator(roster, device)) return fail('last-administrator')
      if (currentRole(roster.roster().members.get(device)) === null) return fail('not-a-member')
      await changeRole(roster, device, role, administration.desk.replica.lastOf(device)?.name.sequence ?? 0)
      changed()
      return ok(null)
    },
    'roster.revoke': async ({ device }) => {
      const administration = asAdministrator()
      if ('ok' in administration) return administration
      const { roster } = administration
      if (isLastAdministrator(roster, device)) return fail('last-administrator')
      if (currentRole(roster.roster().members.get(device)) === null) return fail('not-a-member')
      const { replica } = administration.desk
      const chain = replica.segmentsOf(device)
      await revoke(roster, device, {
        afterSegment: chain.at(-1)?.name.sequence ?? 0,
        segments: chain.flatMap(hashesIn).map(([, hash]) => hash),
        packs: packHashesOf(chain)
      })
      changed()
      return ok(null)
    }
  }
}
