/**
 * Files on their way from a person's disk into a record. They go one after the other beside whatever else the person does, and on whatever
 * screen she is. Guards: a record names a file only when the whole of it is stored on this laptop.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { create } from 'zustand'
import type { StoredFile } from '#shared/bridge/attachment-calls.ts'
import type { FailureCode } from '#shared/bridge/contract.ts'
import { attachmentLists, readAttachment, storedName } from '#shared/domain/attachment.ts'
import { type HandlingMark, isSecret } from '#shared/domain/handling-mark.ts'
import type { Item } from '#shared/domain/record.ts'
import { maxAttachmentBytes } from '#shared/sync/attachment.ts'
import { call, edit, newItemId } from '../desk-client.ts'
import { useDesk } from '../desk-store.ts'
import { itemsOf } from '../selectors.ts'
import { askAgain } from './attachment-view.ts'

const pieceBytes = 1024 * 1024

/** `unreadable`: the browser could not read it; `already`: this record has it; `refused`: the record did not take it. */
export type UploadTrouble = FailureCode | 'unreadable' | 'already' | 'refused'

export interface Upload {
  readonly id: string
  readonly record: string
  readonly list: string
  readonly file: File
  readonly phase: 'waiting' | 'reading' | 'storing'
  readonly doneBytes: number
  readonly trouble: UploadTrouble | null
}

export const useUploads = create<{ readonly uploads: readonly Upload[] }>(() => ({ uploads: [] }))

export function addFiles(record: string, list: string, files: readonly File[]): void {
  const added = files.map(
    (file): Upload => ({ id: newItemId(), record, list, file, phase: 'waiting', doneBytes: 0, trouble: null })
  )
  useUploads.setState(({ uploads }) => ({ uploads: [...uploads, ...added] }))
  void work()
}

/** Stops one that is on its way, or takes away what is said about one that failed. */
export function dropUpload(id: string): void {
  useUploads.setState(({ uploads }) => ({ uploads: uploads.filter((one) => one.id !== id) }))
}

export function retryUpload(id: string): void {
  change(id, { trouble: null, phase: 'waiting', doneBytes: 0 })
  void work()
}

const find = (id: string): Upload | undefined => useUploads.getState().uploads.find((one) => one.id === id)

function change(id: string, part: Partial<Upload>): void {
  useUploads.setState(({ uploads }) => ({ uploads: uploads.map((one) => (one.id === id ? { ...one, ...part } : one)) }))
}

let working = false
async function work(): Promise<void> {
  if (working) return
  working = true
  for (;;) {
    const next = useUploads.getState().uploads.find((one) => one.phase === 'waiting' && one.trouble === null)
    if (!next) break
    const trouble = await carry(next).catch((error: unknown): UploadTrouble => {
      if (error instanceof Dropped) return 'exchange-cancelled'
      return 'unreadable'
    })
    if (trouble === null) dropUpload(next.id)
    else change(next.id, { trouble })
  }
  working = false
}

/** The person took it back meanwhile. */
class Dropped extends Error {}

async function carry({ id, record, list, file }: Upload): Promise<UploadTrouble | null> {
  const row = useDesk.getState().rows.get(record)
  if (isSecret((row?.data.mark ?? 'none') as HandlingMark)) return 'handling-mark'
  if (file.size > maxAttachmentBytes) return 'attachment-too-large'
  // A folder that was dropped looks like an empty file until it is read.
  if (file.size === 0) await file.arrayBuffer()
  const hash = sha256.create()
  await eachPiece(id, file, 'reading', async (piece) => {
    hash.update(piece)
    return null
  })
  const print = bytesToHex(hash.digest())
  const known = storedBefore(print, file.size)
  if (itemsOf(row, list).some((item) => item.sha256 === print)) return 'already'
  const begun = await call('attachment.begin', {
    name: storedName(file.name),
    sizeBytes: file.size,
    sha256: print,
    ...(known && { known })
  })
  if (!begun.ok) return begun.code
  const stored = begun.value.stored ?? (await send(id, file, begun.value.upload))
  if (typeof stored === 'string') return stored
  const item: Item = {
    id: newItemId(),
    name: storedName(file.name),
    type: file.type.slice(0, 200) || null,
    sizeBytes: stored.sizeBytes,
    sha256: stored.sha256,
    blob: stored.blob,
    key: stored.key,
    caption: null,
    credit: null
  }
  const saved = await edit(record, { op: 'put', list, item })
  askAgain()
  // Why it was refused stands above the screen already.
  return saved ? null : 'refused'
}

async function send(id: string, file: File, upload: string): Promise<StoredFile | FailureCode> {
  try {
    const refused = await eachPiece(id, file, 'storing', async (bytes) => {
      const appended = await call('attachment.append', { upload, bytes })
      return appended.ok ? null : appended.code
    })
    if (refused) return refused
    const finished = await call('attachment.finish', { upload })
    return finished.ok ? finished.value : finished.code
  } catch (error) {
    await call('attachment.abort', { upload })
    throw error
  }
}

async function eachPiece(
  id: string,
  file: File,
  phase: 'reading' | 'storing',
  take: (piece: Uint8Array) => Promise<FailureCode | null>
): Promise<FailureCode | null> {
  change(id, { phase, doneBytes: 0 })
  for (let at = 0; at < file.size; at += pieceBytes) {
    const piece = new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer())
    const refused = await take(piece)
    if (!find(id)) throw new Dropped()
    if (refused) return refused
    change(id, { doneBytes: at + piece.length })
  }
  return null
}

/** Where any record has a file of these bytes: it need not be stored again. */
function storedBefore(print: string, sizeBytes: number): { blob: string; key: string } | null {
  for (const row of useDesk.getState().rows.values()) {
    const list = attachmentLists[row.kind]
    if (!list) continue
    for (const item of itemsOf(row, list)) {
      const file = item.sha256 === print ? readAttachment(item) : null
      if (file?.sizeBytes === sizeBytes) return { blob: file.blob, key: file.key }
    }
  }
  return null
}
