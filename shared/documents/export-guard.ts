/** Guards: a record with a secret mark never goes into a document made here (see the handling guard). */
import { type HandlingMark, isSecret } from '../domain/handling-mark.ts'
import type { Row } from '../sync/row.ts'

export class ExportRefused extends Error {
  readonly record: string

  constructor(record: string) {
    super(`handling mark forbids export: ${record}`)
    this.name = 'ExportRefused'
    this.record = record
  }
}

/** Throws when the dossier itself is secret; other secret records are left out and named. */
export function guardExport(delegation: Row): void {
  if (isSecret(delegation.data.mark as HandlingMark)) throw new ExportRefused(String(delegation.data.title))
}

export const mayPrint = (row: Row): boolean => !isSecret(row.data.mark as HandlingMark) && row.data.deleted !== true
