/** A laptop's journal, replica and quarantine without the host around them: for tests that stand between them and a disk or a share. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Office, Push } from '#shared/bridge/contract.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { isTemporaryName } from '#shared/sync/segment-name.ts'
import { openRefusals } from '../../electron/services/exchange/refusals.ts'
import { type ExchangeOutcome, runExchange } from '../../electron/services/exchange/run-exchange.ts'
import { type Ledger, openLedger } from '../../electron/services/journal/ledger.ts'
import { openProfile, profileFolders } from '../../electron/services/profile/profile.ts'
import { openQuarantine, type Quarantine } from '../../electron/services/quarantine/quarantine.ts'
import { folderOnDisk, removeTemporaries } from '../../electron/services/replica/folder-on-disk.ts'
import { packLimits } from '../../electron/services/replica/pack-own.ts'
import { openReplica, type ReplicaStore } from '../../electron/services/replica/replica-store.ts'
import { countingClock } from './laptop.ts'
import { testOffice } from './make-segments.ts'

export interface BareLaptop {
  readonly profile: string
  readonly replicaFolder: string
  readonly journalFolder: string
  readonly device: string
  readonly replica: ReplicaStore
  readonly ledger: Ledger
  readonly quarantine: Quarantine
  /** Writes one edit; the number it got. */
  readonly write: (text?: string) => Promise<number | null>
  readonly exchange: (
    share: FolderPort,
    options?: { signal?: AbortSignal; progress?: (push: Push) => void; turn?: number }
  ) => Promise<ExchangeOutcome>
}

export interface BareLaptopOptions {
  readonly office?: Pick<Office, 'id' | 'name' | 'sample'> | null
  /** Stands between the replica and its folder. */
  readonly through?: (folder: FolderPort) => FolderPort
  readonly device?: string
}

let opened = 0

/** In the order of `openDesk`, of an office without keys. */
export async function openBareLaptop(profile: string, options: BareLaptopOptions = {}): Promise<BareLaptop> {
  const { office = testOffice, through = (folder) => folder } = options
  const folders = profileFolders(profile)
  if (options.device) {
    await mkdir(profile, { recursive: true })
    await writeFile(join(profile, 'profile.json'), JSON.stringify({ device: options.device }))
  }
  const { device } = await openProfile(folders)
  const now = countingClock()
  opened += 1
  // A page's edit ids are its own, on a copied laptop too.
  const page = `${device.slice(0, 8)}-${opened}`
  const quarantine = openQuarantine(folders.quarantine, now)
  await removeTemporaries(folders.replica, isTemporaryName)
  const replica = await openReplica(through(folderOnDisk(folders.replica)))
  if (office && !replica.office()) await replica.adopt(office)
  for (const { file, bytes, fault } of replica.faults()) await quarantine.keep(file, bytes, fault)
  const ledger = await openLedger(folders.journal, device, replica, quarantine)
  const lookedUpTo = { path: null }
  onTestFinished(() => ledger.close().catch(() => undefined))
  return {
    profile,
    replicaFolder: folders.replica,
    journalFolder: folders.journal,
    device,
    replica,
    ledger,
    quarantine,
    write: (text = 'hội đàm') => {
      const number = ledger.last() + 1
      const changes = [new TextEncoder().encode(`${device.slice(0, 4)} ${number} ${text}`)]
      const appended = ledger.append(number, {
        editId: `edit-${page}-${number}`,
        author: 'Lan',
        time: now(),
        record: 'event.hanoi',
        changes
      })
      return appended.then((done) => done?.number ?? null)
    },
    exchange: (share, { signal = new AbortController().signal, progress = () => undefined, turn = 0 } = {}) =>
      runExchange({
        device,
        replica,
        roster: null,
        checkpoints: null,
        learned: () => undefined,
        ledger,
        quarantine,
        share,
        now,
        signal,
        progress,
        turn,
        refused: openRefusals(replica, null),
        unclear: { times: 0 },
        takenOver: new Set(),
        lookedUpTo,
        sealing: () => null,
        packLimits,
        daysFound: async () => 0,
        rebirth: null
      })
  }
}
