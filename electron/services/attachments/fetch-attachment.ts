/**
 * Brings an attachment from a share: its manifest, then each chunk that is not here. Guards: nothing is kept that does not have the hash it
 * was asked for by, and what was kept is not fetched again, so that a dropped connection goes on where it stopped.
 */
import type { FailureCode } from '#shared/bridge/contract.ts'
import {
  type BlobKey,
  type Manifest,
  maxChunkFileBytes,
  maxManifestFileBytes,
  openManifest,
  plainBytesOf,
  sealedBytesOf
} from '#shared/sync/attachment.ts'
import { hexToBytes } from '#shared/sync/bytes.ts'
import type { CryptoPort } from '#shared/sync/crypto-port.ts'
import { filePath } from '#shared/sync/file-name.ts'
import { shareFailure } from '../exchange/share-failure.ts'
import { errorCode } from '../files/error-code.ts'
import { ownDiskFailure } from '../files/own-disk-failure.ts'
import type { Quarantine } from '../quarantine/quarantine.ts'
import { type AttachmentStore, sha256Of } from './attachment-store.ts'
import type { ReadableFolder } from './folder-with-retry.ts'
import { type ShareSight, sightOf } from './share-sight.ts'

export interface FetchParts {
  readonly store: AttachmentStore
  readonly crypto: CryptoPort
  readonly quarantine: Pick<Quarantine, 'keep'>
  readonly share: ReadableFolder
  /** Where the share lies, and what was seen there last, if anything. */
  readonly folder: string
  readonly sight: ShareSight | null
  /** What is not in it may have come since: the share is listed once more. Not after an exchange, which has just listed it. */
  readonly looksAgain: boolean
  /** Told of a newer listing. */
  readonly look: (sight: ShareSight) => void
  readonly signal: AbortSignal
  /** Bytes of the plain file that are here, and all of them. */
  readonly progress: (done: number, total: number) => void
}

export type Fetched =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string }

export async function fetchAttachment(parts: FetchParts, { blob, key }: BlobKey): Promise<Fetched> {
  const { store, signal, progress } = parts
  try {
    const take = taking(parts)
    const manifest = openManifest(await take(blob, maxManifestFileBytes), hexToBytes(key), parts.crypto)
    if (!manifest) return { ok: false, code: 'attachment-damaged', detail: 'the manifest does not open' }
    let done = bytesHere(store, manifest)
    progress(done, manifest.sizeBytes)
    for (const [number, hash] of manifest.chunks.entries()) {
      if (store.has(hash, sealedBytesOf(manifest, number))) continue
      stopIfCancelled(signal)
      await take(hash, maxChunkFileBytes)
      done += plainBytesOf(manifest, number)
      progress(done, manifest.sizeBytes)
    }
    return { ok: true, manifest }
  } catch (error) {
    if (error instanceof NotFetched) return { ok: false, code: error.code, detail: error.message }
    const code = errorCode(error)
    if (signal.aborted) return { ok: false, code: 'exchange-cancelled', detail: '' }
    // What the share did was answered on the way: what is thrown came from this laptop's own disk.
    return { ok: false, code: ownDiskFailure(error), detail: code }
  }
}

/** Bytes of the plain file whose chunks are here. */
export function bytesHere(store: AttachmentStore, manifest: Manifest): number {
  return manifest.chunks.reduce(
    (sum, hash, number) => sum + (store.has(hash, sealedBytesOf(manifest, number)) ? plainBytesOf(manifest, number) : 0),
    0
  )
}

class NotFetched extends Error {
  readonly code: FailureCode

  constructor(code: FailureCode, detail: string) {
    super(detail)
    this.code = code
  }
}

/** One file by its hash: from here, else from wherever the share has a good copy. The share is listed once, and again only for what is not in it. */
function taking(parts: FetchParts): (hash: string, maxBytes: number) => Promise<Uint8Array> {
  const { store, share, quarantine, signal } = parts
  let { sight } = parts
  let isFresh = sight !== null && !parts.looksAgain
  const ofShare = <Value>(work: Promise<Value>): Promise<Value> =>
    work.catch((error: unknown) => {
      if (signal.aborted) throw new NotFetched('exchange-cancelled', '')
      const code = errorCode(error) === 'ENOENT' ? 'share-missing' : shareFailure(error)
      throw new NotFetched(code, errorCode(error))
    })
  const look = async (): Promise<ShareSight> => {
    sight = sightOf(parts.folder, await ofShare(share.list()))
    isFresh = true
    parts.look(sight)
    return sight
  }
  const fromShare = async (
    hash: string,
    maxBytes: number,
    seen: ShareSight
  ): Promise<{ bytes: Uint8Array | null; bad: boolean }> => {
    let bad = false
    for (const name of seen.namesOf(hash)) {
      const bytes = await ofShare(share.read(filePath(name), maxBytes))
      if (bytes && sha256Of(bytes) === hash && (await store.keep(name, bytes))) return { bytes, bad: false }
      bad ||= bytes !== null
      await quarantine.keep(filePath(name), bytes, {
        reason: bytes ? 'altered' : 'not-readable',
        detail: bytes ? 'the contents do not match the name' : 'gone, a link, or too large'
      })
    }
    return { bytes: null, bad }
  }
  return async (hash, maxBytes) => {
    const here = await store.read(hash)
    if (here) return here
    let found = sight?.has(hash) ? await fromShare(hash, maxBytes, sight) : null
    if (!found?.bytes && !isFresh) found = await fromShare(hash, maxBytes, await look())
    if (found?.bytes) return found.bytes
    throw new NotFetched(found?.bad ? 'attachment-damaged' : 'attachment-missing', hash)
  }
}

function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new NotFetched('exchange-cancelled', '')
}
