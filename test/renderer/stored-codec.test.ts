/** What a row or a document becomes on its way into IndexedDB. */
import { expect, test } from 'vitest'
import { plainCodec } from '../../renderer/database/stored-codec.ts'

test('of a document that came in a long message, the document is stored and not the message', () => {
  const message = new Uint8Array(1_000_000).fill(7)
  const stored = plainCodec.sealDocument(message.subarray(10, 20)) as Uint8Array
  expect(stored).toEqual(new Uint8Array(10).fill(7))
  expect(structuredClone(stored).buffer.byteLength).toBe(10)
})
