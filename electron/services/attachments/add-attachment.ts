/**
 * Takes in a file that a person adds, piece by piece. Guards: whole or not at all. Every chunk is written down in a list before it is
 * written, and counts only when the list is gone: what was cut off in between is cleared away at the next start.
 */
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoredFile } from '#shared/bridge/attachment-calls.ts'
import { chunkBytes, contentKeyBytes, sealChunk, sealManifest } from '#shared/sync/attachment.ts'
import { bytesToHex } from '#shared/sync/bytes.ts'
import type { CryptoPort } from '#shared/sync/crypto-port.ts'
import { filePath, parseFilePath } from '#shared/sync/file-name.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { flushFolder } from '../files/write-whole-file.ts'
import { inTurn } from '../journal/in-turn.ts'
import type { HeldFile } from '../replica/office-files.ts'
import { type AttachmentFile, type AttachmentStore, isAttachmentFile, sha256Of } from './attachment-store.ts'

/** `changed`: not the bytes that were announced; the file was written to while it was read. */
export type Finished = StoredFile | 'changed'

export interface Adding {
  /** False where more comes than was announced. */
  readonly append: (bytes: Uint8Array) => Promise<boolean>
  readonly finish: () => Promise<Finished>
  readonly abort: () => Promise<void>
}

export interface AddingParts {
  /** Where the lists of what is not finished lie. */
  readonly unfinished: string
  readonly folder: FolderPort
  readonly store: AttachmentStore
  readonly crypto: CryptoPort
}

export interface Announced {
  readonly sizeBytes: number
  /** Of the whole; null where it was not worked out before. */
  readonly sha256: string | null
}

export async function addAttachment(parts: AddingParts, { sizeBytes, sha256 }: Announced): Promise<Adding> {
  const { unfinished, folder, store, crypto } = parts
  const key = crypto.random(contentKeyBytes)
  const whole = createHash('sha256')
  const chunks: string[] = []
  const named: AttachmentFile[] = []
  const written: HeldFile[] = []
  const turn = inTurn()
  let rest = new Uint8Array()
  let taken = 0
  await mkdir(unfinished, { recursive: true })
  const listPath = join(unfinished, `${randomBytes(8).toString('hex')}.txt`)
  await appendFlushed(listPath, '')
  await flushFolder(unfinished)

  const write = async (sealed: Uint8Array): Promise<string> => {
    const hash = sha256Of(sealed)
    const name = store.nameFor(hash)
    named.push(name)
    await appendFlushed(listPath, `${filePath(name)}\n`)
    await folder.write(filePath(name), sealed)
    written.push({ name, fileHash: hash, sizeBytes: sealed.length })
    return hash
  }
  const takeChunk = async (plain: Uint8Array): Promise<void> => {
    chunks.push(await write(sealChunk(plain, key, chunks.length, crypto)))
  }
  const endList = async () => {
    await rm(listPath, { force: true })
    await flushFolder(unfinished)
  }
  /** What cannot be taken away now stays on its list until the next start. */
  const abort = async () => {
    for (const name of named) await folder.remove(filePath(name))
    await endList()
  }
  return {
    append: (bytes) =>
      turn(async () => {
        taken += bytes.length
        if (taken > sizeBytes) return false
        whole.update(bytes)
        let pending = joined(rest, bytes)
        for (; pending.length >= chunkBytes; pending = pending.subarray(chunkBytes)) {
          await takeChunk(pending.subarray(0, chunkBytes))
        }
        rest = pending.slice()
        return true
      }),
    finish: () =>
      turn(async () => {
        const found = whole.digest('hex')
        if (taken !== sizeBytes || (sha256 !== null && sha256 !== found)) return 'changed'
        if (rest.length > 0) await takeChunk(rest)
        const manifest = { sizeBytes, sha256: found, chunkBytes, chunks }
        const blob = await write(sealManifest(manifest, key, crypto))
        await endList()
        store.count(written)
        return { blob, key: bytesToHex(key), sha256: found, sizeBytes }
      }),
    abort: () => turn(abort)
  }
}

async function appendFlushed(path: string, text: string): Promise<void> {
  const file = await open(path, 'a')
  try {
    await file.appendFile(new TextEncoder().encode(text))
    await file.sync()
  } finally {
    await file.close()
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** Before anything is listed: takes away what a laptop that was switched off in the middle had written. */
export async function clearUnfinished(unfinished: string, folder: FolderPort): Promise<void> {
  for (const list of await readdir(unfinished).catch(() => [])) {
    try {
      const lines = (await readFile(join(unfinished, list), 'utf8')).split('\n')
      for (const path of lines) if (isAttachmentFile(parseFilePath(path))) await folder.remove(path)
      await rm(join(unfinished, list), { force: true })
    } catch {
      // Held by a virus scanner, say: tried again at the next start, and no reason not to open.
    }
  }
}
