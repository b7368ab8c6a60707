/**
 * The files that stand in a document, on their way to the host: pictures made small enough for print, papers by their name. Guards: a photo
 * comes upright and without the place and time that a camera wrote into it; a file that is not here leaves its place to a line that says so.
 */

import type { DocumentModel } from '#shared/documents/model.ts'
import type { Attachment } from '#shared/domain/attachment.ts'
import { attachmentLists, readAttachment } from '#shared/domain/attachment.ts'
import type { Row } from '#shared/sync/row.ts'
import { call } from '../desk-client.ts'
import { itemsOf } from '../selectors.ts'

export interface HandedOver {
  readonly pictures: string | null
  readonly papers: Pick<Attachment, 'blob' | 'key' | 'sha256'>[]
}
export const nothingToHandOver: HandedOver = { pictures: null, papers: [] }

/** 160 mm at 300 dots an inch; a portrait needs less, and is printed from the same file. */
const longestEdgePx = 1900
/** What one call carries. */
const largestPictureBytes = 1024 * 1024

/** `step` is told how many of how many are done; answering false stops, and then nothing more is read. */
export async function handOver(
  models: readonly DocumentModel[],
  rows: ReadonlyMap<string, Row>,
  step: (done: number, total: number) => boolean
): Promise<HandedOver | null> {
  const blocks = models.flatMap((model) => model.blocks)
  const named = (type: 'picture' | 'pages') =>
    Array.from(new Set(blocks.flatMap((block) => (block.type === type ? [block.file] : []))))
  const pictures = named('picture')
  const papers = named('pages')
  if (pictures.length + papers.length === 0) return nothingToHandOver
  const known = attachmentsByHash(rows)
  const set = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('')
  for (const [index, hash] of pictures.entries()) {
    if (!step(index, pictures.length)) return null
    const file = known.get(hash)
    const picture = file ? await printable(file).catch(() => null) : null
    if (picture) await call('documents.picture', { set, file: hash, ...picture })
  }
  if (!step(pictures.length, pictures.length)) return null
  return {
    pictures: pictures.length > 0 ? set : null,
    papers: papers.flatMap((hash) => {
      const file = known.get(hash)
      return file ? [{ blob: file.blob, key: file.key, sha256: file.sha256 }] : []
    })
  }
}

function attachmentsByHash(rows: ReadonlyMap<string, Row>): ReadonlyMap<string, Attachment> {
  const found = new Map<string, Attachment>()
  for (const row of rows.values()) {
    const list = attachmentLists[row.kind]
    for (const item of list ? itemsOf(row, list) : []) {
      const file = readAttachment(item)
      if (file) found.set(file.sha256, file)
    }
  }
  return found
}

/** The whole content of a file; null where it is not to be had, or is not what the record says. */
export async function readFile(file: Attachment): Promise<Uint8Array<ArrayBuffer> | null> {
  const whole = new Uint8Array(file.sizeBytes)
  let at = 0
  for (let chunk = 0, chunks = 1; chunk < chunks; chunk += 1) {
    const read = await call('attachment.read', { blob: file.blob, key: file.key, chunk })
    if (!read.ok || at + read.value.bytes.length > whole.length) return null
    whole.set(read.value.bytes, at)
    at += read.value.bytes.length
    chunks = read.value.chunks
  }
  const hash = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', whole)), (byte) =>
    byte.toString(16).padStart(2, '0')
  )
  return at === whole.length && hash.join('') === file.sha256 ? whole : null
}

interface Printable {
  readonly bytes: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
}

/** Drawn anew: upright, no larger than paper needs, a JPEG whatever it was. */
async function printable(file: Attachment): Promise<Printable | null> {
  const bytes = await readFile(file)
  if (!bytes) return null
  const bitmap = await createImageBitmap(new Blob([bytes]), { imageOrientation: 'from-image' })
  try {
    for (let edge = longestEdgePx, quality = 0.85; edge > 200; edge = Math.round(edge * 0.75), quality = 0.8) {
      const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height))
      const [widthPx, heightPx] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))]
      const canvas = new OffscreenCanvas(widthPx, heightPx)
      const paper = canvas.getContext('2d')
      if (!paper) return null
      paper.fillStyle = 'white'
      paper.fillRect(0, 0, widthPx, heightPx)
      paper.drawImage(bitmap, 0, 0, widthPx, heightPx)
      const drawn = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality })).arrayBuffer())
      if (drawn.length <= largestPictureBytes) return { bytes: drawn, widthPx, heightPx }
    }
    return null
  } finally {
    bitmap.close()
  }
}
