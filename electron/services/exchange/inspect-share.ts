/**
 * What a folder is to us, without changing anything in it: FORMAT.md section 2 and 7. Guards: an empty folder, another office's share
 * and an older copy of ours are told apart, and the root of a share is never made.
 */
import { resolve } from 'node:path'
import type { Office, ShareState } from '#shared/bridge/contract.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { readIdentity } from '#shared/sync/replica-identity.ts'
import { identityFile, isTemporaryName, parseSegmentPath } from '#shared/sync/segment-name.ts'
import { errorCode } from '../files/error-code.ts'
import { shareFailure } from './share-failure.ts'

/** Windows ends a path at 260 characters; our part takes up to 78 and a temporary name 13 more. */
const maxRootLength = 260 - 78 - 14

export interface ShareKnowledge {
  readonly office: Office | null
  readonly device: string
  /** Highest own sequence once verified on this share; 0 when it was never used. */
  readonly ownVerified: number
  /** This folder has been our share before. */
  readonly usedBefore: boolean
}

export async function inspectShare(path: string, share: FolderPort, knowledge: ShareKnowledge): Promise<ShareState> {
  try {
    const whole = resolve(path)
    if (whole.length > maxRootLength) return { state: 'unusable', code: 'share-path-too-long' }
    if (!(await share.isFolder())) return { state: 'unusable', code: 'share-not-a-folder' }
    const identity = await share.read(identityFile, 1_000_000)
    const files = await share.list()
    if (!identity) {
      const ours = files.some((file) => parseSegmentPath(file.path) !== null)
      const empty = files.every((file) => isTemporaryName(file.path))
      if (ours) return { state: 'unusable', code: 'share-identity-damaged' }
      if (!empty) return { state: 'unusable', code: 'share-not-ours' }
      return knowledge.usedBefore ? { state: 'unusable', code: 'share-was-ours-now-empty' } : { state: 'empty' }
    }
    const reading = readIdentity(identity)
    if (reading.state === 'newer') return { state: 'unusable', code: 'share-newer-version' }
    if (reading.state === 'unreadable') return { state: 'unusable', code: 'share-identity-damaged' }
    if (!knowledge.office) return { state: 'joinable', office: reading.office }
    if (reading.office.id !== knowledge.office.id) return { state: 'unusable', code: 'share-other-office' }
    const own = files.flatMap((file) => {
      const name = parseSegmentPath(file.path)
      return name?.device === knowledge.device ? [name.sequence] : []
    })
    return { state: 'ready', office: reading.office, rolledBack: Math.max(0, ...own) < knowledge.ownVerified }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { state: 'unusable', code: 'share-missing' }
    return { state: 'unusable', code: shareFailure(error) }
  }
}
