/**
 * sync.receive: 1,000 records that somebody sent, from the share to IndexedDB in Chromium; against PouchDB replicating 1,000 documents
 * between two IndexedDB stores in the same Chromium.
 */
import { join } from 'node:path'
import { compare, elapsedMs, type Print } from '../measure.ts'
import { enrolBenchLaptop, exchange, foundBenchOffice } from './bench-laptop.ts'
import { writeRecords } from './bench-push.ts'
import type { Setting } from './bench-sync.ts'
import { openDeskPage, openPeerPage, untilRows } from './browser-desk.ts'
import { pouchName } from './pouch-peer.ts'
import { benchRecords } from './records.ts'

const recordCount = 1000
const pouchScript = join(process.cwd(), 'test', 'bench', 'peers', 'node_modules', 'pouchdb', 'dist', 'pouchdb.min.js')

export async function benchReceive({ browser, place }: Setting, print: Print): Promise<void> {
  const share = await place('share')
  const sender = await foundBenchOffice(await place('sender'), share)
  const receiver = await enrolBenchLaptop(sender, await place('receiver'), share)
  await exchange(receiver)
  const desk = await openDeskPage(browser, receiver)
  const peer = await openPeerPage(browser, pouchScript)
  let sent = 0
  let round = 0
  const times = await compare(
    async () => {
      const records = benchRecords(sent + recordCount).slice(sent)
      await writeRecords(sender, records)
      await exchange(sender)
      sent += recordCount
      return elapsedMs(async () => {
        await exchange(receiver)
        await untilRows(desk.page, sent)
      })
    },
    () => {
      round += 1
      return peer.page.evaluate(replicateOnce, { round, records: benchRecords(recordCount) })
    }
  )
  await desk.close()
  await peer.close()
  await sender.host.close()
  await receiver.host.close()
  print([{ name: 'sync.receive', ...times, peerName: `${pouchName} in the page`, unit: 'ms' }])
}

interface Pouch {
  bulkDocs: (documents: readonly object[]) => Promise<unknown>
  replicate: { to: (other: Pouch) => Promise<{ ok: boolean }> }
}

/** Runs in the page. */
async function replicateOnce({ round, records }: { round: number; records: ReturnType<typeof benchRecords> }): Promise<number> {
  const PouchDB = (globalThis as unknown as { PouchDB: new (name: string) => Pouch }).PouchDB
  const [from, to] = [new PouchDB(`from-${round}`), new PouchDB(`to-${round}`)]
  await from.bulkDocs(records.map(({ id, fields }) => ({ _id: id, ...fields })))
  const start = performance.now()
  const { ok } = await from.replicate.to(to)
  if (!ok) throw new Error('PouchDB did not replicate')
  return performance.now() - start
}
