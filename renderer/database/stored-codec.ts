/**
 * What rows and documents pass on their way into and out of IndexedDB. Plain today; encryption at rest will be another codec here, so
 * nothing else reads or writes `payload`.
 */
import type { Row } from '#shared/sync/row.ts'

export interface StoredCodec {
  readonly sealRow: (row: Row) => unknown
  readonly openRow: (payload: unknown) => Row
  readonly sealDocument: (bytes: Uint8Array) => unknown
  readonly openDocument: (payload: unknown) => Uint8Array
}

export const plainCodec: StoredCodec = {
  sealRow: (row) => row,
  openRow: (payload) => payload as Row,
  // What is stored of a view is the whole buffer it looks into: of one document in a message, the message.
  sealDocument: (bytes) => (bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()),
  openDocument: (payload) => payload as Uint8Array
}
