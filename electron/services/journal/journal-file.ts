/**
 * The journal's file: FORMAT.md section 6. Guards: an entry that was acknowledged is on the disk; a torn last append is cut away and
 * nothing before it is lost.
 */
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Entry } from '#shared/bridge/contract.ts'
import { decodeEntry, encodeEntry } from '#shared/sync/entry.ts'
import { maxChangeBytes } from '#shared/sync/limits.ts'
import { errorCode } from '../files/error-code.ts'
import { flushFolder } from '../files/write-whole-file.ts'

const frameHead = 8
const maxFrameBytes = maxChangeBytes * 2

export const journalPath = (folder: string, sequence: number): string => join(folder, `${String(sequence).padStart(8, '0')}.log`)

export interface JournalReading {
  readonly entries: readonly Entry[]
  /** Length up to which the file is good. */
  readonly goodBytes: number
  /** There are bytes behind the good part that are not just a torn last append. */
  readonly damaged: boolean
}

/** Reads every whole frame; a missing file is an empty journal. */
export async function readJournal(path: string, device: string): Promise<JournalReading> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return Buffer.alloc(0)
    throw error
  })
  const entries: Entry[] = []
  let offset = 0
  while (offset + frameHead <= bytes.length) {
    const length = bytes.readUInt32LE(offset)
    const end = offset + frameHead + length
    if (length === 0 || length > maxFrameBytes || end > bytes.length) break
    const payload = bytes.subarray(offset + frameHead, end)
    if (crc32(payload) !== bytes.readUInt32LE(offset + 4)) break
    entries.push(decodeEntry(device, payload))
    offset = end
  }
  return { entries, goodBytes: offset, damaged: offset < bytes.length && hasFrameAfter(bytes, offset) }
}

/** A torn append is the last thing in the file; a readable frame behind the bad place means damage in the middle. */
function hasFrameAfter(bytes: Buffer, from: number): boolean {
  for (let at = from + 1; at + frameHead < bytes.length; at += 1) {
    const length = bytes.readUInt32LE(at)
    const end = at + frameHead + length
    if (length === 0 || length > maxFrameBytes || end > bytes.length) continue
    if (crc32(bytes.subarray(at + frameHead, end)) === bytes.readUInt32LE(at + 4)) return true
  }
  return false
}

export interface JournalFile {
  /** Resolves when the entry is on the disk. A failed append leaves the file as it was. */
  readonly append: (entry: Entry) => Promise<void>
  readonly sizeBytes: () => number
  readonly close: () => Promise<void>
}

export async function openJournal(path: string, goodBytes: number): Promise<JournalFile> {
  const file: FileHandle = await open(path, 'a+')
  let length = goodBytes
  let torn = false
  /** Bytes of a failed append must be gone before the next one, or they would stand in the middle and hide it. */
  const mend = async () => {
    torn = true
    await file.truncate(length)
    torn = false
  }
  try {
    if ((await file.stat()).size !== goodBytes) await file.truncate(goodBytes)
    await file.sync()
  } catch (error) {
    await file.close()
    throw error
  }
  await flushFolder(dirname(path))
  return {
    append: async (entry) => {
      const frame = frameOf(entry)
      // The reader would take it for damage.
      if (frame.length > frameHead + maxFrameBytes) throw new RangeError(`an edit of ${frame.length} bytes`)
      if (torn) await mend()
      try {
        await file.appendFile(frame)
        await file.datasync()
        length += frame.length
      } catch (error) {
        await mend().catch(() => undefined)
        throw error
      }
    },
    sizeBytes: () => length,
    close: () => file.close()
  }
}

function frameOf(entry: Entry): Buffer {
  const payload = encodeEntry(entry)
  const frame = Buffer.alloc(frameHead + payload.length)
  frame.writeUInt32LE(payload.length, 0)
  frame.writeUInt32LE(crc32(payload), 4)
  frame.set(payload, frameHead)
  return frame
}
