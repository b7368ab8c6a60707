/**
 * How a laptop comes into a sealed office: it founds one, asks to be let in, or enters with the printed key. Guards: keys lie on the
 * disk before anything is said with them, and what was cut off can be done again.
 */
import { randomBytes } from 'node:crypto'
import { type Failure, fail } from '#shared/bridge/contract.ts'
import { bytesToHex } from '#shared/sync/bytes.ts'
import { identityFile } from '#shared/sync/file-name.ts'
import { buildJoinRequest } from '#shared/sync/join-request.ts'
import { currentRole } from '#shared/sync/member.ts'
import { type SealedIdentity, sealedIdentity, writeIdentity } from '#shared/sync/replica-identity.ts'
import { epochCheck, recoveryText } from '#shared/sync/roster-statement.ts'
import { deviceOfKey } from '#shared/sync/signed-file.ts'
import { sealText } from '../keys/key-file.ts'
import type { LaptopKeys } from '../keys/laptop-keys.ts'
import { makeRecoveryKey, type RecoveryKey } from '../keys/recovery-key.ts'
import type { ProfileFolders } from '../profile/profile.ts'
import { folderOnDisk } from '../replica/folder-on-disk.ts'
import { enrol } from '../roster/administer.ts'
import { openRoster } from '../roster/roster-store.ts'
import type { Desk } from './desk.ts'

export interface Newcomer {
  readonly person: string
  readonly laptop: string
}

/**
 * An office begins, in this laptop's own folder: its number, its first data key, its founder as the first administrator. The identity
 * file comes last: without it there is no office, and the founding begins again. Answers the recovery key's text, which is kept nowhere.
 */
export async function foundOffice(
  folders: ProfileFolders,
  keys: LaptopKeys,
  office: string,
  { person, laptop }: Newcomer
): Promise<string> {
  const folder = folderOnDisk(folders.replica)
  const recovery = await makeRecoveryKey()
  const nonce = randomBytes(16).toString('hex')
  const identity = sealedIdentity(keys.signer.publicKey, recovery.signer.publicKey, nonce)
  const roster = await openRoster(folder, identity, keys)
  const epoch = roster.makeEpoch()
  const keyFile = await roster.sealKeys([epoch], [keys.sealTo, recovery.sealTo])
  await roster.found(
    {
      kind: 'found',
      sealTo: keys.sealTo,
      recovery: {
        signer: recovery.signer.publicKey,
        sealTo: recovery.sealTo,
        proof: bytesToHex(recovery.signer.sign(recoveryText(identity.id)))
      },
      epoch: { id: epoch.id, number: epoch.number, check: epochCheck(epoch.key) },
      keyFile
    },
    { person, laptop, office },
    epoch
  )
  await folder.createOnce(identityFile, writeIdentity(identity))
  return recovery.text
}

/** This laptop's folder becomes a replica of that office; who may read it is for the office to say. */
export async function takeIdentity(folders: ProfileFolders, identity: SealedIdentity): Promise<void> {
  await folderOnDisk(folders.replica).createOnce(identityFile, writeIdentity(identity))
}

/** Writes the request beside the roster, its names sealed to those who decide. `desk` has pulled the roster from where it asks. */
export async function askToJoin(desk: Desk, { person, laptop }: Newcomer): Promise<void> {
  const { roster, keys } = desk
  if (!roster || !keys || roster.files().some((name) => name.ending === 'join' && name.device === keys.device)) return
  const deciders = Array.from(roster.roster().members.values()).filter((member) => currentRole(member) === 'administrator')
  const sealTo = deciders.map((member) => member.sealTo)
  const names = sealTo.length > 0 ? await sealText(JSON.stringify({ person, laptop }), sealTo) : new Uint8Array()
  await roster.keepRequest(buildJoinRequest(roster.identity.id, keys.sealTo, names, keys.signer))
}

/** In the name of the printed key, this laptop is let in as an administrator. */
export async function enterWith(desk: Desk, recovery: RecoveryKey, { person, laptop }: Newcomer): Promise<Failure | null> {
  const { roster, keys } = desk
  if (!roster || !keys) return fail('no-office')
  if (roster.roster().recovery?.sealTo !== recovery.sealTo) return fail('recovery-key-wrong')
  await roster.openAllWith(recovery.text)
  const { device, signer, sealTo } = keys
  const as = { device: deviceOfKey(recovery.signer.publicKey), signer: recovery.signer }
  await enrol(roster, { device, signer: signer.publicKey, sealTo }, 'administrator', { person, laptop }, as)
  return null
}
