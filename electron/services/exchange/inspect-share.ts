/**
 * What a folder is to us, without changing anything in it: FORMAT.md section 2 and 7. Guards: an empty folder, another office's share
 * and an older copy of ours are told apart, and the root of a share is never made.
 */
import { resolve } from 'node:path'
import type { Office, ShareState } from '#shared/bridge/contract.ts'
import { identityFile, isOfCarrier, isOfSystem, isTemporaryName, parseFilePath } from '#shared/sync/file-name.ts'
import type { FolderPort, ListedFile } from '#shared/sync/folder-port.ts'
import { type Identity, readIdentity } from '#shared/sync/replica-identity.ts'
import { errorCode } from '../files/error-code.ts'
import { shareFailure } from './share-failure.ts'

/** Windows ends a path at 260 characters; our part takes up to 79 and a temporary name 13 more. */
const maxRootLength = 260 - 79 - 14

export interface ShareKnowledge {
  readonly identity: Identity | null
  readonly office: Office | null
  readonly device: string
  /** Highest own sequence once verified on this share; 0 when it was never used. */
  readonly ownVerified: number
  /** This folder has been our share before. */
  readonly usedBefore: boolean
}

export interface Inspection {
  readonly state: ShareState
  readonly listed: readonly ListedFile[]
  /** Of an office that this laptop could become part of. */
  readonly found: Identity | null
}

export async function inspectShare(path: string, share: FolderPort, knowledge: ShareKnowledge): Promise<Inspection> {
  const unusable = (code: Extract<ShareState, { state: 'unusable' }>['code']): Inspection => ({
    state: { state: 'unusable', code },
    listed: [],
    found: null
  })
  try {
    const whole = resolve(path)
    if (whole.length > maxRootLength) return unusable('share-path-too-long')
    const listed = await share.list()
    const bytes = await share.read(identityFile, 1_000_000)
    if (!bytes) {
      const ours = listed.some((file) => parseFilePath(file.path) !== null)
      const empty = listed.every(({ path }) => isTemporaryName(path) || isOfCarrier(path) || isOfSystem(path))
      if (ours) return unusable('share-identity-damaged')
      if (!empty) return unusable('share-not-ours')
      return knowledge.usedBefore ? unusable('share-was-ours-now-empty') : { state: { state: 'empty' }, listed, found: null }
    }
    const reading = readIdentity(bytes)
    if (reading.state === 'newer') return unusable('share-newer-version')
    if (reading.state === 'unreadable') return unusable('share-identity-damaged')
    const { identity } = reading
    if (!knowledge.identity || !knowledge.office) return { state: stateForNewcomer(identity), listed, found: identity }
    if (identity.id !== knowledge.identity.id || identity.kind !== knowledge.identity.kind) return unusable('share-other-office')
    const own = listed.flatMap((file) => {
      const name = parseFilePath(file.path)
      return name?.device === knowledge.device && name.ending === 'seg' ? [name.sequence] : []
    })
    const rolledBack = Math.max(0, ...own) < knowledge.ownVerified
    return { state: { state: 'ready', office: knowledge.office, rolledBack }, listed, found: identity }
  } catch (error) {
    return unusable(errorCode(error) === 'ENOENT' ? 'share-missing' : shareFailure(error))
  }
}

function stateForNewcomer(identity: Identity): ShareState {
  if (identity.kind === 'sealed') return { state: 'askable' }
  const { id, name, sample } = identity
  return { state: 'joinable', office: { id, name, sample, sealed: false } }
}
