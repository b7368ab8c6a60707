/** The roster as the page shows it: names, roles, and who asks to be let in. */

import { z } from 'zod'
import type { RosterView } from '#shared/bridge/contract.ts'
import type { JoinRequest } from '#shared/sync/join-request.ts'
import { currentRole, type Member } from '#shared/sync/member.ts'
import { voiceCode } from '#shared/sync/voice-code.ts'
import { openText } from '../keys/key-file.ts'
import type { LaptopKeys } from '../keys/laptop-keys.ts'
import type { RosterStore } from './roster-store.ts'

const namesSchema = z.object({ person: z.string().max(120), laptop: z.string().max(120) })
const nobody = { person: '', laptop: '' }

export async function readRoster(store: RosterStore, keys: LaptopKeys): Promise<RosterView> {
  const { members, refused, needsEpoch, current } = store.roster()
  const { id, founder } = store.identity
  return {
    members: Array.from(members.values())
      .filter((member) => isShown(members, member))
      .map((member) => ({
        device: member.device,
        ...nobody,
        ...namesOf(store, member.device),
        role: currentRole(member),
        own: member.device === keys.device,
        revoked: member.revoked !== null,
        continues: member.predecessor
      })),
    requests: await Promise.all(
      store.requests().map(async (request) => ({
        device: request.device,
        ...(await requestNames(request, keys)),
        code: voiceCode(id, founder, request.signer, request.sealTo)
      }))
    ),
    refused: refused.length,
    needsEpoch,
    epoch: current?.number ?? 0
  }
}

/** Whom somebody let in that had been put out is no member, but one who asks again; a number that goes on from one put out is out with it. */
function isShown(members: ReadonlyMap<string, Member>, member: Member): boolean {
  const before = members.get(member.predecessor ?? '')
  return !member.isStruck || (before !== undefined && isShown(members, before))
}

function namesOf(store: RosterStore, device: string) {
  const names = store.namesOf(device)
  return names ? { person: names.person, laptop: names.laptop } : {}
}

/** What the newcomer wrote for the administrators; empty where it cannot be read or is no name. */
export async function requestNames(request: JoinRequest, keys: LaptopKeys): Promise<{ person: string; laptop: string }> {
  try {
    return namesSchema.parse(JSON.parse((await openText(request.sealedNames, keys.identities)) ?? ''))
  } catch {
    return nobody
  }
}
