/**
 * The view in IndexedDB: FORMAT.md section 8. It can be thrown away and built again from the host's entries at any time.
 * Stored shapes only grow; a new version gets its own `version()` step.
 */
import { Dexie, type EntityTable } from 'dexie'

export interface StoredRow {
  id: string
  kind: string
  payload: unknown
}
export interface StoredDocument {
  id: string
  payload: unknown
}
export interface StoredPosition {
  device: string
  /** Last entry of the device that this view holds. */
  number: number
}
export interface StoredNote {
  key: string
  value: string
}

export class DeskDatabase extends Dexie {
  declare rows: EntityTable<StoredRow, 'id'>
  declare documents: EntityTable<StoredDocument, 'id'>
  declare positions: EntityTable<StoredPosition, 'device'>
  declare notes: EntityTable<StoredNote, 'key'>

  constructor(name = 'cooperation-desk') {
    // Strict: a finished transaction is on the disk, not in a write cache.
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ rows: 'id, kind', documents: 'id', positions: 'device', notes: 'key' })
  }
}
