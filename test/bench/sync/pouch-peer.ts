/** PouchDB with its LevelDB store, as its users run it in Node. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { BenchRecord } from './records.ts'

interface Pouch {
  bulkDocs: (documents: readonly object[]) => Promise<unknown>
  replicate: { to: (other: Pouch) => Promise<{ ok: boolean }> }
  close: () => Promise<void>
}
interface PouchConstructor {
  new (path: string): Pouch
  readonly version: string
}

const PouchDB = createRequire(join(process.cwd(), 'test', 'bench', 'peers', 'package.json'))('pouchdb') as PouchConstructor
export const pouchName = `PouchDB ${PouchDB.version}`

export async function openPouchPair(folder: string, records: readonly BenchRecord[]) {
  const [from, to] = [new PouchDB(join(folder, 'from')), new PouchDB(join(folder, 'to'))]
  await from.bulkDocs(records.map(({ id, fields }) => ({ _id: id, ...fields })))
  return {
    replicate: async () => {
      const { ok } = await from.replicate.to(to)
      if (!ok) throw new Error('PouchDB did not replicate')
    },
    close: async () => {
      await from.close()
      await to.close()
    }
  }
}
