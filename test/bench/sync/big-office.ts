/**
 * An office of ten years, made with the code that the laptops themselves run: twenty laptops, 5,000 records each, one edit an exchange for
 * the last of them, packed as they pack. And what an administrator's checkpoint of it holds.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entry } from '#shared/bridge/contract.ts'
import { recordId } from '#shared/domain/record.ts'
import type { CheckpointRecord } from '#shared/sync/checkpoint.ts'
import { createRecord } from '#shared/sync/engine.ts'
import { filePath, identityFile } from '#shared/sync/file-name.ts'
import { buildPack, type ToPack } from '#shared/sync/pack.ts'
import { readIdentity } from '#shared/sync/replica-identity.ts'
import { buildSegment, type Sealing } from '#shared/sync/segment.ts'
import { deviceOfKey } from '#shared/sync/signed-file.ts'
import { readKeyFile, unlockKeys } from '../../../electron/services/keys/laptop-keys.ts'
import { signerOf } from '../../../electron/services/keys/node-crypto.ts'
import { folderOnDisk } from '../../../electron/services/replica/folder-on-disk.ts'
import { enrol } from '../../../electron/services/roster/administer.ts'
import { openRoster } from '../../../electron/services/roster/roster-store.ts'
import { type BenchLaptop, benchPassphrase } from './bench-laptop.ts'
import { type BenchRecord, benchRecords, jsonBytes } from './records.ts'

export interface BigOffice {
  readonly records: readonly BenchRecord[]
  readonly whole: readonly CheckpointRecord[]
  readonly jsonBytes: number
  /** Bytes of packs and segments. */
  readonly historyBytes: number
}

const looseSegments = 16

export async function makeBigOffice(
  founder: BenchLaptop,
  share: string,
  laptops: number,
  recordCount: number
): Promise<BigOffice> {
  const replica = folderOnDisk(join(founder.profile, 'replica'))
  const identity = readIdentity((await replica.read(identityFile, 10_000)) ?? new Uint8Array())
  const file = await readKeyFile(founder.profile)
  const keys = file && (await unlockKeys(file, benchPassphrase, { memoryKiB: 64, passes: 1 }))
  if (identity.state !== 'ours' || identity.identity.kind !== 'sealed' || !keys) throw new Error('no office')
  // The founder's own roster, on the share: the founder pulls what is said there.
  const roster = await openRoster(folderOnDisk(share), identity.identity, keys)
  const signers = Array.from({ length: laptops }, () => signerOf(randomBytes(32)))
  const records = benchRecords(recordCount)
  const whole: CheckpointRecord[] = []
  let historyBytes = 0
  const each = Math.ceil(recordCount / laptops)
  const put = async (path: string, bytes: Uint8Array) => {
    await mkdir(join(share, path, '..'), { recursive: true })
    await writeFile(join(share, path), bytes)
  }
  for (const [at, signer] of signers.entries()) {
    const device = deviceOfKey(signer.publicKey)
    await enrol(roster, { device, signer: signer.publicKey, sealTo: keys.sealTo }, 'officer', { person: `Máy ${at}`, laptop: '' })
    const current = roster.roster().current
    const epoch = current ? roster.keyOf(current.id) : null
    if (!epoch) throw new Error('no key')
    const sealing: Sealing = { crypto: roster.crypto, signer, epoch, roster: roster.roster().heads }
    const session = randomUUID().replaceAll('-', '').slice(0, 16)
    const entries = records.slice(at * each, (at + 1) * each).map(({ id, fields }, index): Entry => {
      const made = createRecord(recordId('commitment', id.slice('commitment.'.length)), fields, {
        device,
        session,
        author: `Máy ${at}`,
        time: 1_800_000_000_000
      })
      whole.push({ id: made.row.id, row: JSON.stringify(made.row), document: made.document })
      return {
        device,
        number: index + 1,
        editId: randomUUID(),
        author: `Máy ${at}`,
        time: 1_800_000_000_000,
        record: id,
        changes: made.changes
      }
    })
    // One edit a segment: what ten years of exchanges leave behind.
    const packed: ToPack[] = []
    let previous: string | null = null
    for (const entry of entries) {
      const input = {
        office: identity.identity.id,
        device,
        sequence: entry.number,
        previous,
        firstNumber: entry.number,
        entries: [entry],
        seen: {}
      }
      const built = buildSegment(input, sealing)
      previous = built.segment.fileHash
      if (entry.number <= entries.length - looseSegments) packed.push({ segment: built.segment, entries: [entry] })
      else {
        await put(built.path, built.bytes)
        historyBytes += built.bytes.length
      }
    }
    const pack = buildPack(identity.identity.id, null, packed, sealing)
    await put(filePath(pack.name), pack.bytes)
    historyBytes += pack.bytes.length
  }
  return { records, whole, jsonBytes: jsonBytes(records), historyBytes }
}
