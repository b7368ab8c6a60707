/**
 * With 100,000 records and 20 laptops. sync.idle: an exchange with nothing new, its time and its calls to the file system. sync.bootstrap: a
 * new laptop, from its first exchange as a member to every row in IndexedDB in Chromium; against a bare Dexie `bulkPut` of the same rows.
 * sync.bytes: what a record takes on the share, packed, against its JSON.
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { rowPrint } from '#shared/sync/row-print.ts'
import { diskCallsOf } from '../count-disk-calls.ts'
import { compare, elapsedMs, type Print } from '../measure.ts'
import { enrolBenchLaptop, exchange, foundBenchOffice } from './bench-laptop.ts'
import type { Setting } from './bench-sync.ts'
import { makeBigOffice } from './big-office.ts'
import { openDeskPage, openPeerPage, untilRows } from './browser-desk.ts'
import { openPouchPair, pouchName } from './pouch-peer.ts'
import { benchRecords } from './records.ts'

const laptops = 20
const recordCount = Number(process.env.BENCH_RECORDS ?? 100_000)
const dexieScript = join(dirname(createRequire(import.meta.url).resolve('dexie')), 'dexie.min.js')
/** The issue's own limit: file-system calls of an exchange with nothing new. */
const mostCalls = 25

export async function benchBig({ browser, place }: Setting, print: Print): Promise<void> {
  const share = await place('share')
  const founder = await foundBenchOffice(await place('founder'), share)
  await exchange(founder)
  const big = await makeBigOffice(founder, share, laptops - 1, recordCount)
  await exchange(founder)
  const { positions } = await founder.get('session.describe', {})
  await founder.get('checkpoint.begin', { positions, rows: rowPrint() })
  for (let from = 0; from < big.whole.length; from += 500) {
    await founder.get('checkpoint.put', { records: big.whole.slice(from, from + 500) })
  }
  await founder.get('checkpoint.finish', {})
  await exchange(founder)

  const pair = await openPouchPair(await place('pouch'), benchRecords(1000))
  await pair.replicate()
  const idle = await compare(
    () => elapsedMs(() => exchange(founder)),
    () => elapsedMs(pair.replicate)
  )
  const calls = await diskCallsOf(() => exchange(founder))
  await pair.close()
  print([
    { name: 'sync.idle', ...idle, peerName: `${pouchName}, 1,000 documents`, unit: 'ms' },
    { name: 'sync.idle.calls', ours: calls, peer: mostCalls, peerName: 'the limit', unit: 'calls' },
    {
      name: 'sync.bytes',
      ours: big.historyBytes / recordCount,
      peer: big.jsonBytes / recordCount,
      peerName: 'JSON',
      unit: 'bytes'
    }
  ])

  const newcomer = await enrolBenchLaptop(founder, await place('newcomer'), share)
  const desk = await openDeskPage(browser, newcomer)
  const ours = await elapsedMs(async () => {
    const exchanging = exchange(newcomer)
    await untilRows(desk.page, recordCount)
    await exchanging
  })
  await desk.close()
  const rows = `[${big.whole.map(({ row }) => row).join(',')}]`
  const bare = await openPeerPage(browser, dexieScript, { 'rows.json': rows })
  const peer = await bare.page.evaluate(bulkPutOnce)
  await bare.close()
  await founder.host.close()
  await newcomer.host.close()
  print([{ name: 'sync.bootstrap', ours, peer, peerName: 'Dexie 4.4.7 bulkPut', unit: 'ms' }])
}

interface BareDexie {
  version: (number: number) => { stores: (schema: Record<string, string>) => void }
  table: (name: string) => { bulkPut: (rows: unknown[]) => Promise<unknown> }
}

/** Runs in the page: the rows are there as objects before the clock starts. */
async function bulkPutOnce(): Promise<number> {
  const Dexie = (globalThis as unknown as { Dexie: new (name: string, options: object) => BareDexie }).Dexie
  const rows = (await (await fetch('rows.json')).json()) as { id: string; kind: string }[]
  const database = new Dexie('bare', { chromeTransactionDurability: 'strict' })
  database.version(1).stores({ rows: 'id, kind' })
  const start = performance.now()
  await database.table('rows').bulkPut(rows.map((row) => ({ id: row.id, kind: row.kind, payload: row })))
  return performance.now() - start
}
