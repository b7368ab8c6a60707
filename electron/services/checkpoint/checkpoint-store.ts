/**
 * Checkpoints of this laptop and, on a new one, the checkpoint it begins from: FORMAT.md section 10. Guards: only a whole one counts, only
 * while its writer is an administrator; only one's own older ones are ever taken away.
 */
import { bytesToHex, hashOf } from '#shared/sync/bytes.ts'
import {
  buildCheckpointPart,
  type CheckpointHeader,
  type CheckpointRecord,
  encodeCheckpointRecord,
  partTargetBytes,
  readCheckpointPart,
  readCheckpointRecords
} from '#shared/sync/checkpoint.ts'
import { type FileName, filePath, parseFilePath } from '#shared/sync/file-name.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { maxSegmentFileBytes } from '#shared/sync/limits.ts'
import { currentRole } from '#shared/sync/member.ts'
import type { Sealing } from '#shared/sync/segment.ts'
import type { HeldFile } from '../replica/office-files.ts'
import type { RosterStore } from '../roster/roster-store.ts'

export interface Checkpoint {
  readonly id: string
  readonly device: string
  /** In order. */
  readonly parts: readonly FileName[]
  readonly records: number
  readonly positions: CheckpointHeader['positions']
  /** The form of its rows; empty where it does not say. */
  readonly rows: string
}

export interface CheckpointStore {
  /** The newest whole one that may be used. */
  readonly newest: () => Checkpoint | null
  readonly held: () => readonly HeldFile[]
  readonly holds: (path: string) => boolean
  /** Own parts of older checkpoints: they may go from a share. */
  readonly outdated: (name: FileName) => boolean
  readonly bytesOf: (name: FileName) => Promise<Uint8Array>
  /** Keeps a part that was fetched; false where it is not what its name says. */
  readonly take: (name: FileName, bytes: Uint8Array) => Promise<boolean>
  readonly read: (part: number) => Promise<CheckpointRecord[]>
  readonly begin: (positions: CheckpointHeader['positions'], rows: string) => void
  readonly put: (records: readonly CheckpointRecord[]) => Promise<void>
  /** Answers the number of records; null where nothing was begun, or there is no key to write with. */
  readonly finish: () => Promise<number | null>
}

interface Held extends HeldFile {
  readonly header: CheckpointHeader
}

export async function openCheckpoints(
  folder: FolderPort,
  roster: RosterStore,
  device: string,
  sealing: () => Sealing | null
): Promise<CheckpointStore> {
  const held = new Map<string, Held>()
  const unsealing = { crypto: roster.crypto, keyOf: roster.keyOf }
  const office = roster.identity.id

  const hold = (name: FileName, bytes: Uint8Array): boolean => {
    const reading = readCheckpointPart(name, bytes, office, roster.crypto)
    if (!reading.ok) return false
    held.set(filePath(name), { name, header: reading.value.header, fileHash: hashOf(bytes), sizeBytes: bytes.length })
    return true
  }
  for (const file of await folder.list()) {
    const name = file.isLink ? null : parseFilePath(file.path)
    if (name?.ending !== 'snap') continue
    const bytes = await folder.read(file.path, maxSegmentFileBytes).catch(() => null)
    if (bytes) hold(name, bytes)
  }

  const wholeOnes = (): Checkpoint[] => {
    const byId = new Map<string, Held[]>()
    for (const one of held.values()) {
      const key = `${one.header.device} ${one.header.checkpoint}`
      byId.set(key, [...(byId.get(key) ?? []), one])
    }
    return Array.from(byId.values()).flatMap((parts) => {
      parts.sort((a, b) => a.header.part - b.header.part)
      const last = parts.at(-1)
      const isWhole = last?.header.parts === parts.length && parts.every(({ header }, at) => header.part === at + 1)
      if (!last || !isWhole) return []
      const records = parts.reduce((sum, { header }) => sum + header.records, 0)
      const { checkpoint, positions, rows = '' } = last.header
      return [{ id: checkpoint, device: last.header.device, parts: parts.map(({ name }) => name), records, positions, rows }]
    })
  }
  const lastSequence = ({ parts }: Checkpoint) => parts.at(-1)?.sequence ?? 0
  const newestOf = (owner: string) =>
    wholeOnes()
      .filter((one) => one.device === owner)
      .sort((a, b) => lastSequence(b) - lastSequence(a))[0]
  /** By how much is inside: clocks are not asked. */
  const newest = (): Checkpoint | null => {
    const { members } = roster.roster()
    const usable = wholeOnes().filter((one) => currentRole(members.get(one.device)) === 'administrator')
    const entries = ({ positions }: Checkpoint) => Object.values(positions).reduce((sum, number) => sum + number, 0)
    return usable.sort((a, b) => entries(b) - entries(a))[0] ?? null
  }
  const bytesOf = async (name: FileName): Promise<Uint8Array> => {
    const bytes = await folder.read(filePath(name), maxSegmentFileBytes)
    if (!bytes) throw Object.assign(new Error(`gone: ${filePath(name)}`), { code: 'ENOENT' })
    return bytes
  }
  const ownSequence = () => Math.max(0, ...Array.from(held.values(), ({ name }) => (name.device === device ? name.sequence : 0)))

  interface Writing {
    readonly id: string
    readonly positions: CheckpointHeader['positions']
    readonly rows: string
    part: number
    records: number
    waiting: Uint8Array[]
    bytes: number
  }
  let writing: Writing | null = null
  const closePart = async (isLast: boolean): Promise<boolean> => {
    const seal = sealing()
    if (!writing || !seal) return false
    writing.part += 1
    const { id, positions, rows, part, waiting } = writing
    const input = {
      office,
      device,
      sequence: ownSequence() + 1,
      checkpoint: id,
      part,
      parts: isLast ? part : null,
      positions,
      rows
    }
    const { name, bytes } = buildCheckpointPart(input, waiting, seal)
    await folder.write(filePath(name), bytes)
    hold(name, bytes)
    writing.waiting = []
    writing.bytes = 0
    return true
  }

  return {
    newest,
    held: () => {
      const own = newestOf(device)
      return own ? Array.from(held.values()).filter(({ header }) => header.device === device && header.checkpoint === own.id) : []
    },
    holds: (path) => held.has(path),
    outdated: (name) => {
      const own = newestOf(device)
      return (
        name.ending === 'snap' && name.device === device && own !== undefined && name.sequence < (own.parts[0]?.sequence ?? 0)
      )
    },
    bytesOf,
    take: async (name, bytes) => {
      if (!hold(name, bytes)) return false
      await folder.write(filePath(name), bytes)
      return true
    },
    read: async (part) => {
      const name = newest()?.parts[part - 1]
      if (!name) return []
      const file = readCheckpointPart(name, await bytesOf(name), office, roster.crypto)
      const records = file.ok ? readCheckpointRecords(file.value, unsealing) : file
      if (!records.ok) throw Object.assign(new Error(`checkpoint no longer reads: ${records.fault.reason}`), { code: 'EIO' })
      return records.value
    },
    begin: (positions, rows) => {
      writing = { id: bytesToHex(roster.crypto.random(8)), positions, rows, part: 0, records: 0, waiting: [], bytes: 0 }
    },
    put: async (records) => {
      for (const record of records) {
        if (!writing) return
        const encoded = encodeCheckpointRecord(record)
        writing.waiting.push(encoded)
        writing.bytes += encoded.length
        writing.records += 1
        if (writing.bytes >= partTargetBytes) await closePart(false)
      }
    },
    finish: async () => {
      const records = writing?.records ?? null
      const done = await closePart(true)
      writing = null
      return done ? records : null
    }
  }
}
