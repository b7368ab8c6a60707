/** One laptop's desk in one office: replica, roster, journal and exchange, opened in the order in which each needs the other. */
import { join } from 'node:path'
import type { Access, Office, Push } from '#shared/bridge/contract.ts'
import { identityFile, isTemporaryName } from '#shared/sync/file-name.ts'
import { currentRole } from '#shared/sync/member.ts'
import { readIdentity, type SealedIdentity } from '#shared/sync/replica-identity.ts'
import { isSealed, type Sealing } from '#shared/sync/segment.ts'
import { voiceCode } from '#shared/sync/voice-code.ts'
import { type Attachments, openAttachments } from '../attachments/attachments.ts'
import { type CheckpointStore, openCheckpoints } from '../checkpoint/checkpoint-store.ts'
import { type ExchangeService, openExchange } from '../exchange/exchange-service.ts'
import { rebirth } from '../exchange/rebirth.ts'
import { type Ledger, openLedger } from '../journal/ledger.ts'
import type { LaptopKeys } from '../keys/laptop-keys.ts'
import type { ProfileFolders } from '../profile/profile.ts'
import type { Quarantine } from '../quarantine/quarantine.ts'
import { folderOnDisk, removeTemporaries } from '../replica/folder-on-disk.ts'
import { type PackLimits, packLimits } from '../replica/pack-own.ts'
import { openReplica, type ReplicaStore } from '../replica/replica-store.ts'
import { openRoster, type RosterStore } from '../roster/roster-store.ts'

export interface Desk {
  readonly device: string
  readonly keys: LaptopKeys | null
  readonly replica: ReplicaStore
  /** Of a sealed office. */
  readonly roster: RosterStore | null
  readonly ledger: Ledger
  readonly checkpoints: CheckpointStore | null
  /** Of a sealed office. */
  readonly attachments: Attachments | null
  readonly exchange: ExchangeService
  readonly access: () => Access
  readonly close: () => Promise<void>
}

export interface DeskParts {
  readonly folders: ProfileFolders
  readonly device: string
  readonly keys: LaptopKeys | null
  readonly quarantine: Quarantine
  readonly now: () => number
  readonly packLimits?: PackLimits | undefined
  readonly push: (push: Push) => void
  readonly joined: (office: Office) => void
  readonly learned: () => void
  /** This laptop was copied and has new keys: the desk is opened anew with them. */
  readonly reborn: (keys: LaptopKeys) => void
}

export async function openDesk(parts: DeskParts): Promise<Desk> {
  const { folders, device, keys, quarantine } = parts
  await removeTemporaries(folders.replica, isTemporaryName)
  const folder = folderOnDisk(folders.replica)
  const identity = await sealedIdentityOf(folders)
  const roster = identity ? await openRoster(folder, identity, keys) : null
  await roster?.announceSuccession()
  const replica = await openReplica(folder, roster)
  for (const { file, bytes, fault } of [...(roster?.faults() ?? []), ...replica.faults()])
    await quarantine.keep(file, bytes, fault)

  const member = () => roster?.roster().members.get(device)
  const sealing = (): Sealing | null => {
    const current = roster?.roster().current
    const epoch = current ? roster?.keyOf(current.id) : null
    if (!roster || !keys || !epoch || currentRole(member()) === null) return null
    // A statement went bad here that our last segment builds on: until it is fetched again, what we wrote now would seem older than that.
    const last = replica.lastOf(device)?.header
    if (last && isSealed(last) && !last.roster.every(roster.roster().knows)) return null
    return { crypto: roster.crypto, signer: keys.signer, epoch, roster: roster.roster().heads }
  }
  // A journal belongs to one number: a laptop that goes on under new keys begins another.
  const journal = roster ? join(folders.journal, device) : folders.journal
  const ledger = await openLedger(journal, device, replica, quarantine, roster ? sealing : undefined)
  const checkpoints = roster ? await openCheckpoints(folder, roster, device, sealing) : null
  const attachments = roster
    ? await openAttachments({
        profile: folders.root,
        replica: folders.replica,
        device,
        roster,
        quarantine,
        push: parts.push,
        shareFolder: () => (access().state === 'member' ? exchange.shareFolder() : null)
      })
    : null
  const exchange: ExchangeService = await openExchange({
    folder: folders.root,
    device,
    replica,
    roster,
    ledger,
    checkpoints,
    attachments,
    learned: parts.learned,
    quarantine,
    now: parts.now,
    push: parts.push,
    joined: parts.joined,
    sealing,
    packLimits: parts.packLimits ?? packLimits,
    rebirth: roster && keys ? async (fork) => parts.reborn(await rebirth(folders, roster.identity.id, keys, fork)) : null
  })

  const access = (): Access => {
    if (!replica.identity()) return { state: 'none' }
    if (!roster || !keys) return { state: 'open' }
    const one = member()
    const role = currentRole(one)
    if (role !== null) return { state: 'member', role }
    const before = keys.succession ? roster.roster().members.get(keys.succession.from) : undefined
    if ((one && !one.isStruck) || before?.revoked) return { state: 'revoked' }
    const { id, founder } = roster.identity
    return { state: 'waiting', code: voiceCode(id, founder, keys.signer.publicKey, keys.sealTo) }
  }
  const close = async () => {
    await attachments?.close()
    await ledger.close()
  }
  return { device, keys, replica, roster, ledger, checkpoints, attachments, exchange, access, close }
}

/** Null where there is no office yet, or an open one. */
export async function sealedIdentityOf(folders: ProfileFolders): Promise<SealedIdentity | null> {
  const bytes = await folderOnDisk(folders.replica).read(identityFile, 1_000_000)
  const reading = bytes ? readIdentity(bytes) : null
  return reading?.state === 'ours' && reading.identity.kind === 'sealed' ? reading.identity : null
}
