/** sync.push: 1,000 new records from the journal to read back on the share. */
import { randomUUID } from 'node:crypto'
import { recordId } from '#shared/domain/record.ts'
import { createRecord } from '#shared/sync/engine.ts'
import { compare, elapsedMs, type Print } from '../measure.ts'
import { type BenchLaptop, exchange, foundBenchOffice } from './bench-laptop.ts'
import type { Setting } from './bench-sync.ts'
import { openPouchPair, pouchName } from './pouch-peer.ts'
import { type BenchRecord, benchRecords } from './records.ts'

const recordCount = 1000

export async function benchPush({ place }: Setting, print: Print): Promise<void> {
  const records = benchRecords(recordCount)
  const push = await compare(
    async () => {
      const share = await place('share')
      const laptop = await foundBenchOffice(await place('laptop'), share)
      await writeRecords(laptop, records)
      const time = await elapsedMs(() => exchange(laptop))
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
  print([{ name: 'sync.push', ...push, peerName: pouchName, unit: 'ms' }])
}

/** As the page writes them: one edit each. */
export async function writeRecords(laptop: BenchLaptop, records: readonly BenchRecord[]): Promise<void> {
  const { device, marks } = await laptop.get('session.describe', {})
  const session = randomUUID().replaceAll('-', '').slice(0, 16)
  for (const [index, { id, fields }] of records.entries()) {
    const stamp = { device, session, author: 'Bench', time: 1_800_000_000_000 }
    const made = createRecord(recordId('commitment', id.slice('commitment.'.length)), fields, stamp)
    const expectedNumber = marks.journaled + index + 1
    await laptop.get('journal.append', { expectedNumber, editId: randomUUID(), record: id, changes: [...made.changes] })
  }
}
