/** What a changed program could do with a laptop's own keys. */
import { hashOf } from '#shared/sync/bytes.ts'
import { type FileName, parseFilePath } from '#shared/sync/file-name.ts'
import { readSegmentFile, type SealedHeader, type Segment } from '#shared/sync/segment.ts'
import { sealedIdentityOf } from '../../electron/services/host/desk.ts'
import { type LaptopKeys, readKeyFile, unlockKeys } from '../../electron/services/keys/laptop-keys.ts'
import { nodeCrypto } from '../../electron/services/keys/node-crypto.ts'
import { profileFolders } from '../../electron/services/profile/profile.ts'
import { folderOnDisk } from '../../electron/services/replica/folder-on-disk.ts'
import { openRoster, type RosterStore } from '../../electron/services/roster/roster-store.ts'
import { quickPassphrase } from '../support/laptop.ts'
import { passphrase } from './machine.ts'
import type { Person } from './office.ts'
import { filesOn, type Share } from './shares.ts'

export interface Program {
  readonly keys: LaptopKeys
  readonly roster: RosterStore
  /** Its own segments on the share, in order. */
  readonly segments: readonly Segment[]
}

export async function programOf({ machine }: Person, share: Share): Promise<Program> {
  const folders = profileFolders(`/sim/${machine.name}-disk/profile`)
  const file = await readKeyFile(folders.root)
  const keys = file && (await unlockKeys(file, passphrase, quickPassphrase))
  const identity = await sealedIdentityOf(folders)
  if (!keys || !identity) throw new Error(`${machine.name} has no keys`)
  const roster = await openRoster(folderOnDisk(folders.replica), identity, keys)
  const segments = Array.from(filesOn(share)).flatMap(([path, { data }]) => {
    const name = parseFilePath(path)
    if (name?.device !== keys.device || name.ending !== 'seg') return []
    const { ending: _, ...segmentName } = name
    const reading = readSegmentFile(segmentName, data, identity.id, nodeCrypto)
    return reading.ok ? [reading.value.segment] : []
  })
  return { keys, roster, segments: segments.sort((a, b) => a.name.sequence - b.name.sequence) }
}

export const sealedHeader = (segment: Segment): SealedHeader => segment.header as SealedHeader
export const hashPart = (bytes: Uint8Array): string => hashOf(bytes).slice(0, 32)
export type { FileName }
