/** Every record of a replica or of the sample office, merged by the same engine as in the page's worker. */
import { stat } from 'node:fs/promises'
import { isRecordId } from '#shared/domain/record.ts'
import { mergeChanges } from '#shared/sync/engine.ts'
import { folderInMemory } from '#shared/sync/folder-in-memory.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { writeIdentity } from '#shared/sync/replica-identity.ts'
import type { Row } from '#shared/sync/row.ts'
import { identityFile } from '#shared/sync/segment-name.ts'
import { folderOnDisk } from '../services/replica/folder-on-disk.ts'
import { openReplica, type ReplicaStore } from '../services/replica/replica-store.ts'
import { readyEngine } from '../services/sample/ready-engine.ts'
import { buildSampleSegment } from '../services/sample/sample-office.ts'

export async function readRecords(replica: string | null, sampleFolder: string): Promise<Row[]> {
  await readyEngine()
  const store = await openReplica(replica === null ? await sampleReplica(sampleFolder) : await existingFolder(replica))
  if (!store.office()) throw new Error(`${replica} is not a replica of an office: it has no readable replica.json.`)
  if (store.office()?.sealed) throw new Error(`${replica} belongs to an office with keys: its records open in the app only.`)
  return rowsOf(store)
}

async function sampleReplica(sampleFolder: string): Promise<FolderPort> {
  const sample = await buildSampleSegment(sampleFolder)
  const folder = folderInMemory()
  await folder.write(identityFile, writeIdentity({ kind: 'open', ...sample.office }))
  await folder.write(sample.path, sample.bytes)
  return folder
}

export async function existingFolder(path: string): Promise<FolderPort> {
  const info = await stat(path).catch(() => null)
  if (!info?.isDirectory()) throw new Error(`${path} is not a folder that can be read.`)
  return folderOnDisk(path)
}

export async function rowsOf(store: ReplicaStore): Promise<Row[]> {
  const changes = new Map<string, Uint8Array[]>()
  for (const segment of store.segments()) {
    for (const entry of await store.entriesOf(segment)) {
      if (entry.refused) continue
      changes.set(entry.record, [...(changes.get(entry.record) ?? []), ...entry.changes])
    }
  }
  return Array.from(changes).flatMap(([id, all]) => {
    const row = isRecordId(id) ? mergeChanges(id, null, all).row : null
    return row ? [{ ...row, ownEntry: 0 }] : []
  })
}
