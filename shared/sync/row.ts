/** A record as the page reads it: plain data, with what two people disagree about beside it. */

import type { RecordData, RecordId, RecordKind, Scalar } from '../domain/record.ts'
import type { Problem } from '../domain/validate.ts'

export interface ConflictValue {
  readonly value: Scalar
  readonly device: string
  readonly author: string
  readonly time: number
}

/** Two or more values given to one field by people who had not seen each other's. The record shows the first one meanwhile. */
export interface Conflict {
  readonly field: string
  readonly item: { readonly list: string; readonly id: string } | null
  readonly values: readonly ConflictValue[]
}

export interface Row {
  readonly id: RecordId
  readonly kind: RecordKind
  readonly data: RecordData
  readonly conflicts: readonly Conflict[]
  /** Names this exact version. */
  readonly heads: readonly string[]
  readonly updated: { readonly author: string; readonly device: string; readonly time: number }
  /** Rules that the record breaks as it arrived: shown, never dropped. */
  readonly problems: readonly Problem[]
  /** Number of this laptop's own last entry for the record; 0 when it never wrote to it. */
  readonly ownEntry: number
}
