/** Files that are being added, by the name the page knows each by. Guards: what fails in the middle is taken back whole, and said. */
import { randomBytes } from 'node:crypto'
import type { AttachmentBegun, StoredFile } from '#shared/bridge/attachment-calls.ts'
import { type Failure, fail, ok, type Result } from '#shared/bridge/contract.ts'
import { type BlobKey, type Manifest, maxAttachmentBytes } from '#shared/sync/attachment.ts'
import { errorCode } from '../files/error-code.ts'
import { ownDiskFailure } from '../files/own-disk-failure.ts'
import { type Adding, type AddingParts, addAttachment } from './add-attachment.ts'

export interface Announcement {
  readonly sizeBytes: number
  readonly sha256?: string | undefined
  /** Of a record that has a file of this SHA-256 already. */
  readonly known?: BlobKey | undefined
}

export interface Uploads {
  readonly begin: (announced: Announcement) => Promise<Result<AttachmentBegun>>
  readonly append: (upload: string, bytes: Uint8Array) => Promise<Result<null>>
  readonly finish: (upload: string) => Promise<Result<StoredFile>>
  readonly abort: (upload: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** A page that was closed in the middle leaves one behind: beyond these, the oldest is given up. */
const maxUploads = 16

/** `manifestHere`: null where it is not on this laptop, or the key does not open it. */
export function openUploads(parts: AddingParts, manifestHere: (file: BlobKey) => Promise<Manifest | null>): Uploads {
  const uploads = new Map<string, Adding>()
  const finished = new Map<string, StoredFile>()
  let isClosed = false

  const ofDisk = (error: unknown): Failure => fail(ownDiskFailure(error), errorCode(error))
  const drop = async (upload: string) => {
    const adding = uploads.get(upload)
    uploads.delete(upload)
    await adding?.abort().catch(() => undefined)
  }
  const using = async <Value>(upload: string, act: (adding: Adding) => Promise<Result<Value>>): Promise<Result<Value>> => {
    const adding = uploads.get(upload)
    if (!adding) return fail('attachment-gone')
    const result = await act(adding).catch(ofDisk)
    if (!result.ok) await drop(upload)
    return result
  }
  /** What is stored already under this SHA-256, as far as that can be told from here. */
  const storedBefore = async ({ sizeBytes, sha256, known }: Announcement): Promise<StoredFile | null> => {
    if (sha256 === undefined) return null
    const before = finished.get(sha256)
    if (before?.sizeBytes === sizeBytes) return before
    if (!known) return null
    const manifest = await manifestHere(known)
    const isOther = manifest ? manifest.sha256 !== sha256 || manifest.sizeBytes !== sizeBytes : parts.store.has(known.blob)
    return isOther ? null : { blob: known.blob, key: known.key, sha256, sizeBytes }
  }
  return {
    begin: async (announced) => {
      if (isClosed) return fail('attachment-gone')
      if (announced.sizeBytes > maxAttachmentBytes) return fail('attachment-too-large')
      const stored = await storedBefore(announced)
      if (stored) return ok({ upload: null, stored })
      const [oldest] = uploads.keys()
      if (uploads.size >= maxUploads && oldest !== undefined) await drop(oldest)
      const upload = randomBytes(8).toString('hex')
      try {
        const { sizeBytes, sha256 = null } = announced
        uploads.set(upload, await addAttachment(parts, { sizeBytes, sha256 }))
        return ok({ upload, stored: null })
      } catch (error) {
        return ofDisk(error)
      }
    },
    append: (upload, bytes) =>
      using(upload, async (adding) => ((await adding.append(bytes)) ? ok(null) : fail('attachment-changed'))),
    finish: (upload) =>
      using(upload, async (adding) => {
        const done = await adding.finish()
        if (done === 'changed') return fail('attachment-changed')
        uploads.delete(upload)
        finished.set(done.sha256, done)
        return ok(done)
      }),
    abort: drop,
    close: async () => {
      isClosed = true
      await Promise.all(Array.from(uploads.keys(), drop))
    }
  }
}
