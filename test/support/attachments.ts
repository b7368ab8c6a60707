/** Files that people add to records, through the bridge as the page does it. */
import { createCipheriv, createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { StoredFile } from '#shared/bridge/attachment-calls.ts'
import type { Result } from '#shared/bridge/contract.ts'
import type { Laptop } from './laptop.ts'

const pieceBytes = 1024 * 1024

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Bytes like those of a photo: nothing in them can be packed, and each number makes others. */
export function photo(sizeBytes: number, number = 1): Uint8Array {
  const key = createHash('md5').update(`photo ${number}`).digest()
  return new Uint8Array(createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(new Uint8Array(sizeBytes)))
}

export interface AddOptions {
  /** Told before the bytes, as the page does when it has worked it out. */
  readonly sha256?: string
  readonly known?: { readonly blob: string; readonly key: string }
  readonly pieceBytes?: number
}

/** What the page does with a chosen file; the answer of the first call that fails, else of the last. */
export async function tryAdding(laptop: Laptop, bytes: Uint8Array, options: AddOptions = {}): Promise<Result<StoredFile>> {
  const { pieceBytes: each = pieceBytes, ...known } = options
  const begun = await laptop.call('attachment.begin', { name: 'ảnh.jpg', sizeBytes: bytes.length, ...known })
  if (!begun.ok) return begun
  if (begun.value.stored) return { ok: true, value: begun.value.stored }
  const { upload } = begun.value
  for (let at = 0; at < bytes.length; at += each) {
    const appended = await laptop.call('attachment.append', { upload, bytes: bytes.subarray(at, at + each) })
    if (!appended.ok) return appended
  }
  return laptop.call('attachment.finish', { upload })
}

export async function add(laptop: Laptop, bytes: Uint8Array, options: AddOptions = {}): Promise<StoredFile> {
  const added = await tryAdding(laptop, bytes, options)
  if (!added.ok) throw new Error(`${added.code} ${added.detail}`)
  expect(added.value).toMatchObject({ sha256: sha256(bytes), sizeBytes: bytes.length })
  return added.value
}

/** How it stands with one file. */
export async function stateOf(laptop: Laptop, { blob, key }: Pick<StoredFile, 'blob' | 'key'>) {
  const [state] = await laptop.get('attachment.states', { files: [{ blob, key }] })
  if (!state) throw new Error('no state')
  return state
}
