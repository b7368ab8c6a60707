/**
 * A laptop whose program was changed: it has its keys open, writes straight into a folder (the share), and follows no rule. Whatever it
 * writes is signed and sealed as it should be.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Entry, Positions } from '#shared/bridge/contract.ts'
import { bytesToHex, hashOf } from '#shared/sync/bytes.ts'
import type { EpochKey, Signer } from '#shared/sync/crypto-port.ts'
import { type FileName, filePath } from '#shared/sync/file-name.ts'
import { readIdentity, type SealedIdentity } from '#shared/sync/replica-identity.ts'
import { buildStatement, type StatementBody, successionText } from '#shared/sync/roster-statement.ts'
import { type BuiltSegment, buildSegment } from '#shared/sync/segment.ts'
import { deviceOfKey } from '#shared/sync/signed-file.ts'
import { type LaptopKeys, readKeyFile, unlockKeys } from '../../electron/services/keys/laptop-keys.ts'
import { nodeCrypto } from '../../electron/services/keys/node-crypto.ts'
import { folderOnDisk } from '../../electron/services/replica/folder-on-disk.ts'
import { openReplica } from '../../electron/services/replica/replica-store.ts'
import { openRoster, type RosterStore } from '../../electron/services/roster/roster-store.ts'
import { type Laptop, quickPassphrase } from './laptop.ts'
import type { Author } from './roster-tale.ts'
import { passphrase } from './sealed-office.ts'

export interface Saying {
  readonly by?: Pick<Author, 'signer'>
  /** Ends of the roster it pretends to know; all unless told otherwise. */
  readonly parents?: readonly string[]
  readonly sequence?: number
  readonly previous?: string | null
}

export interface Writing {
  readonly by?: Pick<Author, 'signer'>
  readonly after?: BuiltSegment | null
  readonly entries?: readonly Omit<Entry, 'number' | 'device'>[]
  readonly seen?: Positions
  readonly epoch?: EpochKey
  readonly roster?: readonly string[]
}

export interface ChangedProgram {
  readonly keys: LaptopKeys
  readonly identity: SealedIdentity
  readonly device: string
  /** What the folder says, read with this laptop's keys. */
  readonly roster: () => Promise<RosterStore>
  /** Puts a statement into the folder; answers its hash. */
  readonly say: (statement: StatementBody, how?: Saying) => Promise<string>
  /** Puts the next segment of its row into the folder. */
  readonly write: (how?: Writing) => Promise<BuiltSegment>
  /** What the old key signs for a new one. */
  readonly proofFor: (signer: Signer) => string
}

export async function keysOf(laptop: Pick<Laptop, 'profile'>): Promise<LaptopKeys> {
  const file = await readKeyFile(laptop.profile)
  const keys = file && (await unlockKeys(file, passphrase, quickPassphrase))
  if (!keys) throw new Error('no keys')
  return keys
}

export async function identityIn(folder: string): Promise<SealedIdentity> {
  const bytes = await folderOnDisk(folder).read('replica.json', 10_000)
  const reading = bytes && readIdentity(bytes)
  if (reading?.state !== 'ours' || reading.identity.kind !== 'sealed') throw new Error('no sealed office')
  return reading.identity
}

export async function changedProgram(laptop: Pick<Laptop, 'profile'>, share: string): Promise<ChangedProgram> {
  const keys = await keysOf(laptop)
  const identity = await identityIn(share)
  const folder = folderOnDisk(share)
  const roster = () => openRoster(folder, identity, keys)
  return {
    keys,
    identity,
    device: keys.device,
    roster,
    proofFor: ({ publicKey }) => bytesToHex(keys.signer.sign(successionText(identity.id, publicKey))),
    say: async (statement, { by = keys, parents, sequence, previous } = {}) => {
      const store = await roster()
      const device = deviceOfKey(by.signer.publicKey)
      const own = store.files().filter((name) => name.ending === 'ros' && name.device === device)
      const built = buildStatement(
        {
          office: identity.id,
          sequence: sequence ?? Math.max(0, ...own.map((name) => name.sequence)) + 1,
          previous: previous ?? null,
          parents: parents ?? store.roster().heads,
          statement,
          names: null
        },
        by.signer,
        null,
        nodeCrypto
      )
      await putFile(share, built.name, built.bytes)
      // What no laptop reads lies there all the same.
      return hashOf(built.bytes)
    },
    write: async ({ by = keys, after, entries = [], seen = {}, epoch, roster: heads } = {}) => {
      const store = await roster()
      const device = deviceOfKey(by.signer.publicKey)
      const held = (await openReplica(folder, store)).lastOf(device)
      const before = after === undefined ? held : after?.segment
      const current = store.roster().current
      const key = epoch ?? (current && store.keyOf(current.id)) ?? store.keys().at(-1)
      if (!key) throw new Error('no data key')
      const firstNumber = before ? before.header.firstNumber + before.header.count : 1
      const built = buildSegment(
        {
          office: identity.id,
          device,
          sequence: (before?.header.sequence ?? 0) + 1,
          previous: before?.fileHash ?? null,
          firstNumber,
          entries: entries.map((entry, index) => ({ ...entry, device, number: firstNumber + index })),
          seen
        },
        { crypto: nodeCrypto, signer: by.signer, epoch: key, roster: heads ?? store.roster().heads }
      )
      await putFile(share, { ...built.segment.name, ending: 'seg' }, built.bytes)
      return built
    }
  }
}

/** Into a folder, as anybody may who can write there. */
export async function putFile(root: string, name: FileName, bytes: Uint8Array): Promise<void> {
  const path = join(root, filePath(name))
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes)
}

/** Paths below a folder, sorted. */
export async function filesIn(root: string, ending = ''): Promise<string[]> {
  const names = await readdir(root, { recursive: true })
  return names.filter((name) => name.includes('.') && name.endsWith(ending)).sort()
}

/** Takes files away from a folder and gives them back. */
export async function withhold(root: string, paths: readonly string[]): Promise<() => Promise<void>> {
  const folder = folderOnDisk(root)
  const kept = await Promise.all(paths.map(async (path) => [path, await folder.read(path, 100_000_000)] as const))
  for (const path of paths) await rm(join(root, path))
  return async () => {
    for (const [path, bytes] of kept) if (bytes) await writeFile(join(root, path), bytes)
  }
}

let serial = 0
/** An entry with bytes that no engine reads, as most of these tests need. */
export function someEntry(part: Partial<Omit<Entry, 'number' | 'device'>> = {}): Omit<Entry, 'number' | 'device'> {
  serial += 1
  return {
    editId: `edit-changed-${serial}`,
    author: 'somebody',
    time: Date.UTC(2026, 10, 23),
    record: 'event.ha-noi-2026',
    changes: [new TextEncoder().encode(`changed ${serial}`)],
    ...part
  }
}
