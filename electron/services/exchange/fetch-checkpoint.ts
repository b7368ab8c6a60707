/**
 * A new laptop fetches the checkpoint it begins from, before all history: FORMAT.md section 10. What cannot be fetched is no trouble: the
 * history says the same, only later.
 */
import { type FileName, filePath, parseFilePath } from '#shared/sync/file-name.ts'
import type { ListedFile } from '#shared/sync/folder-port.ts'
import { maxSegmentFileBytes } from '#shared/sync/limits.ts'
import { currentRole } from '#shared/sync/member.ts'
import type { CheckpointStore } from '../checkpoint/checkpoint-store.ts'
import type { RosterStore } from '../roster/roster-store.ts'
import { stopIfCancelled } from './copy-files.ts'
import type { ExchangeParts } from './run-exchange.ts'

export async function fetchCheckpoint(
  { share, signal, progress }: Pick<ExchangeParts, 'share' | 'signal' | 'progress'>,
  store: CheckpointStore,
  roster: RosterStore,
  listed: readonly ListedFile[]
): Promise<void> {
  const rows = new Map<string, FileName[]>()
  for (const file of listed) {
    const name = file.isLink ? null : parseFilePath(file.path)
    if (name?.ending !== 'snap' || currentRole(roster.roster().members.get(name.device)) !== 'administrator') continue
    rows.set(name.device, [...(rows.get(name.device) ?? []), name])
  }
  const names = Array.from(rows.values())
    .flat()
    .filter((name) => !store.holds(filePath(name)))
  for (const [index, name] of names.entries()) {
    stopIfCancelled(signal)
    progress({ type: 'exchange-progress', done: index, total: names.length, step: 'pull' })
    const bytes = await share.read(filePath(name), maxSegmentFileBytes).catch(() => null)
    if (bytes) await store.take(name, bytes)
  }
}
