/**
 * The exchange against PouchDB replicating the same records between two stores on the same disk.
 * sync.push: 1,000 new records from the journal to read back on the share. sync.idle: an exchange with nothing new.
 * sync.bytes: bytes on the share a record, against its JSON.
 */
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recordId } from '#shared/domain/record.ts'
import { createRecord } from '#shared/sync/engine.ts'
import { type Host, openHost } from '../../../electron/services/host/host.ts'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import { compare, elapsedMs, type Measurement } from '../measure.ts'
import { openPouchPair, pouchName } from './pouch-peer.ts'
import { type BenchRecord, benchRecords, jsonBytes } from './records.ts'

const recordCount = 1000

export async function benchSync(): Promise<Measurement[]> {
  await readyEngine()
  const records = benchRecords(recordCount)
  const folder = await mkdtemp(join(tmpdir(), 'desk-bench-'))
  let round = 0
  const place = async (name: string) => {
    round += 1
    const path = join(folder, `${name}-${round}`)
    await mkdir(path)
    return path
  }
  let shareBytes = 0

  const push = await compare(
    async () => {
      const laptop = await laptopWith(records, await place('laptop'), await place('share'))
      const time = await elapsedMs(() => mustExchange(laptop.host))
      shareBytes = await folderBytes(laptop.share)
      await laptop.host.close()
      return time
    },
    async () => {
      const pair = await openPouchPair(await place('pouch'), records)
      const time = await elapsedMs(pair.replicate)
      await pair.close()
      return time
    }
  )
  const laptop = await laptopWith(records, await place('laptop'), await place('share'))
  await mustExchange(laptop.host)
  const pair = await openPouchPair(await place('pouch'), records)
  await pair.replicate()
  const idle = await compare(
    () => elapsedMs(() => mustExchange(laptop.host)),
    () => elapsedMs(pair.replicate)
  )
  await laptop.host.close()
  await pair.close()
  await rm(folder, { recursive: true, force: true })
  return [
    { name: 'sync.push', ...push, peerName: pouchName, unit: 'ms' },
    { name: 'sync.idle', ...idle, peerName: pouchName, unit: 'ms' },
    {
      name: 'sync.bytes',
      ours: shareBytes / recordCount,
      peer: jsonBytes(records) / recordCount,
      peerName: 'JSON',
      unit: 'bytes'
    }
  ]
}

async function laptopWith(
  records: readonly BenchRecord[],
  profile: string,
  share: string
): Promise<{ host: Host; share: string }> {
  const host = await openHost({
    profile,
    sampleFolder: '',
    version: 'bench',
    desktop: { shell: 'browser', chooseFolder: async () => null, open: async () => undefined },
    now: () => Date.now()
  })
  await host.handlers['office.create']({ name: 'Bench' })
  await host.handlers['exchange.connect']({ path: share, setUp: true })
  const described = await host.handlers['session.describe']({})
  const device = described.ok ? described.value.device : ''
  for (const [index, { id, fields }] of records.entries()) {
    const made = createRecord(recordId('commitment', id.slice('commitment.'.length)), fields, {
      device,
      author: 'Bench',
      time: 1_800_000_000_000
    })
    const entry = { expectedNumber: index + 1, editId: randomUUID(), record: id, changes: [...made.changes] }
    const answer = await host.handlers['journal.append'](entry)
    if (!answer.ok) throw new Error(answer.code)
  }
  return { host, share }
}

async function mustExchange(host: Host): Promise<void> {
  const answer = await host.handlers['exchange.run']({})
  if (!answer.ok) throw new Error(`${answer.code} ${answer.detail}`)
  if (answer.value.trouble) throw new Error(answer.value.trouble)
}

async function folderBytes(folder: string): Promise<number> {
  let bytes = 0
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    bytes += entry.isDirectory() ? await folderBytes(path) : (await stat(path)).size
  }
  return bytes
}
