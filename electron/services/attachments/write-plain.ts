/** Writes an attachment's content to a disk, opened. Guards: the whole counts only when its SHA-256 is the one that its record names. */
import { createHash } from 'node:crypto'
import { constants, copyFile, type FileHandle, link, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Manifest, openChunk, plainBytesOf } from '#shared/sync/attachment.ts'
import { concatBytes, hexToBytes } from '#shared/sync/bytes.ts'
import type { CryptoPort } from '#shared/sync/crypto-port.ts'
import { errorCode } from '../files/error-code.ts'
import { flushFolder, temporaryName } from '../files/write-whole-file.ts'
import type { AttachmentStore } from './attachment-store.ts'

export interface PlainFile {
  readonly manifest: Manifest
  readonly key: string
  /** As the record has it. */
  readonly sha256: string
}

/** `missing`: a chunk was lost here since it was fetched, and can be fetched again. `damaged`: no fetching will help. */
export class PlainTrouble extends Error {
  readonly what: 'missing' | 'damaged'

  constructor(what: PlainTrouble['what'], detail: string) {
    super(detail)
    this.what = what
  }
}

/** Makes the file at `path`, which must not be there; nothing stays of one that could not be finished. For nobody else to read. */
export async function writePlain(store: AttachmentStore, crypto: CryptoPort, file: PlainFile, path: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(path, 'wx', 0o600)
    await writeChunks(store, crypto, file, handle)
    await handle.sync()
    await handle.close()
  } catch (error) {
    await handle?.close().catch(() => undefined)
    if (handle) await rm(path, { force: true }).catch(() => undefined)
    throw error
  }
}

async function writeChunks(store: AttachmentStore, crypto: CryptoPort, file: PlainFile, handle: FileHandle): Promise<void> {
  for await (const plain of checkedChunks(store, crypto, file)) await handle.writeFile(plain)
}

/** The whole of it in memory. */
export async function readPlain(store: AttachmentStore, crypto: CryptoPort, file: PlainFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const plain of checkedChunks(store, crypto, file)) chunks.push(plain)
  return concatBytes(...chunks)
}

/** The chunks in their order; throws behind the last one where the whole is not the file that the record names. */
async function* checkedChunks(store: AttachmentStore, crypto: CryptoPort, file: PlainFile): AsyncGenerator<Uint8Array> {
  const { manifest, sha256 } = file
  const whole = createHash('sha256')
  for (const number of manifest.chunks.keys()) {
    const plain = await readPlainChunk(store, crypto, file, number)
    whole.update(plain)
    yield plain
  }
  const found = whole.digest('hex')
  if (found !== sha256 || found !== manifest.sha256) throw new PlainTrouble('damaged', 'not the file that the record names')
}

export async function readPlainChunk(
  store: AttachmentStore,
  crypto: CryptoPort,
  { manifest, key }: Pick<PlainFile, 'manifest' | 'key'>,
  number: number
): Promise<Uint8Array> {
  const hash = manifest.chunks[number] ?? ''
  const sealed = await store.read(hash)
  if (!sealed) throw new PlainTrouble('missing', hash)
  const plain = openOrSay(() => openChunk(sealed, hexToBytes(key), number, crypto))
  if (plain.length !== plainBytesOf(manifest, number)) throw new PlainTrouble('damaged', `chunk ${number}`)
  return plain
}

function openOrSay(act: () => Uint8Array): Uint8Array {
  try {
    return act()
  } catch {
    throw new PlainTrouble('damaged', 'does not open with this key')
  }
}

/** What systems without hard links answer (FAT, some shares). */
const withoutLinks = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'ENOSYS', 'EINVAL', 'UNKNOWN'])

/** As `createWholeFile`, for a file that is too large to be held in memory: EEXIST when the name is taken. */
export async function createPlain(store: AttachmentStore, crypto: CryptoPort, file: PlainFile, path: string): Promise<void> {
  const temporary = temporaryName(path)
  await writePlain(store, crypto, file, temporary)
  try {
    await link(temporary, path)
  } catch (error) {
    if (!withoutLinks.has(errorCode(error))) throw error
    await copyFile(temporary, path, constants.COPYFILE_EXCL)
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
  await flushFolder(dirname(path))
}
