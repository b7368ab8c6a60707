/**
 * The attachments of one laptop in one office, as the page works with them: add, see what is here, fetch, stop, take along. Guards: one
 * fetch of a file at a time, whoever wants it; nothing goes on once the desk is closed.
 */
import { join, resolve } from 'node:path'
import type { AttachmentState, PinnedGroup } from '#shared/bridge/attachment-calls.ts'
import { fail, ok, type Push, type Result } from '#shared/bridge/contract.ts'
import { type BlobKey, type Manifest, openManifest, sealedBytesOf } from '#shared/sync/attachment.ts'
import { hexToBytes } from '#shared/sync/bytes.ts'
import { errorCode } from '../files/error-code.ts'
import { ownDiskFailure } from '../files/own-disk-failure.ts'
import type { Quarantine } from '../quarantine/quarantine.ts'
import { folderOnDisk } from '../replica/folder-on-disk.ts'
import { folderWithTimeout } from '../replica/folder-with-timeout.ts'
import type { RosterStore } from '../roster/roster-store.ts'
import { clearUnfinished } from './add-attachment.ts'
import { type AttachmentStore, openAttachmentStore } from './attachment-store.ts'
import { bytesHere, type Fetched, fetchAttachment } from './fetch-attachment.ts'
import { folderWithRetry, type ReadableFolder } from './folder-with-retry.ts'
import { openPins } from './pinned.ts'
import { type ShareSight, sightOfPaths } from './share-sight.ts'
import { openUploads, type Uploads } from './uploads.ts'
import { createPlain, type PlainFile, PlainTrouble, readPlain, readPlainChunk, writePlain } from './write-plain.ts'

export type Wanted = BlobKey & { readonly sha256: string }

export interface Attachments {
  readonly store: AttachmentStore
  readonly uploads: Uploads
  readonly states: (files: readonly BlobKey[]) => Promise<AttachmentState[]>
  /** Resolves when the whole is here, or why it is not. */
  readonly fetch: (file: BlobKey) => Promise<Fetched>
  readonly cancel: (blob: string) => void
  /** Fetches what is missing and hands the opened content to `write`, twice where a chunk turned out to be bad here. */
  readonly take: <Value>(file: Wanted, write: (write: PlainWriter) => Promise<Value>) => Promise<Result<Value>>
  /** One chunk, opened; what is missing is fetched. `sha256` of the whole is the reader's to check. */
  readonly readChunk: (file: BlobKey, chunk: number) => Promise<Result<{ bytes: Uint8Array; chunks: number }>>
  readonly pin: (group: string, files: readonly BlobKey[]) => Promise<boolean>
  readonly unpin: (group: string) => Promise<void>
  readonly pinned: () => readonly PinnedGroup[]
  /** An exchange with this folder went through; these files stand there now. What is pinned is fetched from it. */
  readonly exchanged: (folder: string, paths: ReadonlySet<string>) => void
  readonly close: () => Promise<void>
}

/** Two ways to write one opened file: where nobody else writes, and where a name may be taken. */
export interface PlainWriter {
  readonly into: (path: string) => Promise<void>
  /** In memory: for what is printed. */
  readonly bytes: () => Promise<Uint8Array>
  readonly create: (path: string) => Promise<void>
}

export interface AttachmentsParts {
  readonly profile: string
  readonly replica: string
  readonly device: string
  readonly roster: Pick<RosterStore, 'crypto' | 'keys'>
  readonly quarantine: Quarantine
  readonly push: (push: Push) => void
  /** Empty where none is chosen; null where this laptop has no business on any. */
  readonly shareFolder: () => string | null
}

const operationTimeoutMs = 60_000

const shareAt = (folder: string, signal: AbortSignal): ReadableFolder =>
  folderWithRetry(folderWithTimeout(folderOnDisk(folder), operationTimeoutMs, signal), signal)

export async function openAttachments(parts: AttachmentsParts): Promise<Attachments> {
  const { roster, quarantine, push } = parts
  const { crypto } = roster
  const folder = folderOnDisk(parts.replica)
  const unfinished = join(parts.profile, 'unfinished')
  await clearUnfinished(unfinished, folder)
  const store = await openAttachmentStore(folder, parts.device, quarantine)
  const firstKey = () => [...roster.keys()].sort((a, b) => a.number - b.number)[0]?.key ?? null
  const pins = await openPins(parts.profile, firstKey, crypto)

  const manifests = new Map<string, Manifest>()
  const jobs = new Map<string, { readonly done: Promise<Fetched>; readonly stop: AbortController }>()
  const sights = new Map<string, ShareSight>()
  let lastFolder = ''
  let isClosed = false
  let ahead: Promise<void> | null = null
  /** Where the next round of fetching ahead goes to. */
  let aheadFrom: string | null = null

  const shareFolder = () => {
    const share = parts.shareFolder()
    return share ? resolve(share) : ''
  }
  /** Where a file may be fetched from: the share, else the stick that was exchanged with last. */
  const places = () =>
    parts.shareFolder() === null ? [] : Array.from(new Set([shareFolder(), lastFolder])).filter((one) => one !== '')

  const manifestHere = async ({ blob, key }: BlobKey): Promise<Manifest | null> => {
    const known = manifests.get(`${blob}/${key}`)
    if (known) return known
    if (!store.has(blob)) return null
    const bytes = await store.read(blob)
    const manifest = bytes && openManifest(bytes, hexToBytes(key), crypto)
    if (manifest) manifests.set(`${blob}/${key}`, manifest)
    return manifest
  }
  const uploads = openUploads({ unfinished, folder, store, crypto }, manifestHere)
  const isWhole = (manifest: Manifest) => manifest.chunks.every((hash, at) => store.has(hash, sealedBytesOf(manifest, at)))

  const fetchFrom = async (
    file: BlobKey,
    from: readonly string[],
    looksAgain: boolean,
    stop: AbortController
  ): Promise<Fetched> => {
    const here = await manifestHere(file)
    if (here && isWhole(here)) return { ok: true, manifest: here }
    let refusal: Fetched = { ok: false, code: 'attachment-missing', detail: '' }
    for (const place of from) {
      const fetched = await fetchAttachment(
        {
          store,
          crypto,
          quarantine,
          share: shareAt(place, stop.signal),
          folder: place,
          sight: sights.get(place) ?? null,
          looksAgain,
          look: (sight) => sights.set(place, sight),
          signal: stop.signal,
          progress: (done, total) => push({ type: 'attachment-progress', blob: file.blob, done, total })
        },
        file
      )
      if (fetched.ok || stop.signal.aborted) return fetched
      if (place === from[0]) refusal = fetched
    }
    return refusal
  }
  const fetch = (file: BlobKey, from = places(), looksAgain = true): Promise<Fetched> => {
    if (isClosed) return Promise.resolve({ ok: false, code: 'exchange-cancelled', detail: '' })
    const job = `${file.blob}/${file.key}`
    const running = jobs.get(job)
    if (running) return running.done
    const stop = new AbortController()
    const done = fetchFrom(file, from, looksAgain, stop).finally(() => jobs.delete(job))
    jobs.set(job, { done, stop })
    return done
  }
  const fetchAhead = async (from: string): Promise<void> => {
    for (const file of pins.files()) {
      if (isClosed) return
      const fetched = await fetch(file, [from], false)
      // What is not there yet comes another time; a share or a disk that failed fails for the next file too.
      if (!fetched.ok && !fetched.code.startsWith('attachment-') && fetched.code !== 'exchange-cancelled') return
    }
  }
  /** One round at a time; in the background, so that neither an exchange nor a person's own fetch waits for it. */
  const goAhead = (from: string | undefined): void => {
    if (from === undefined || pins.files().length === 0) return
    aheadFrom = from
    ahead ??= (async () => {
      await Promise.resolve()
      while (aheadFrom !== null && !isClosed) {
        const next: string = aheadFrom
        aheadFrom = null
        await fetchAhead(next).catch(() => undefined)
      }
      ahead = null
    })()
  }

  return {
    store,
    uploads,
    states: async (files) => {
      const sight = sights.get(shareFolder()) ?? null
      const states: AttachmentState[] = []
      for (const file of files) {
        const manifest = await manifestHere(file)
        states.push({
          blob: file.blob,
          hereBytes: manifest ? bytesHere(store, manifest) : 0,
          totalBytes: manifest?.sizeBytes ?? null,
          onShare: sight && [file.blob, ...(manifest?.chunks ?? [])].every((hash) => sight.has(hash)),
          fetching: jobs.has(`${file.blob}/${file.key}`)
        })
      }
      return states
    },
    fetch: (file) => fetch(file),
    cancel: (blob) => {
      for (const [job, { stop }] of jobs) if (job.startsWith(blob)) stop.abort()
    },
    take: async (file, write) => {
      for (let attempt = 1; ; attempt += 1) {
        const fetched = await fetch(file)
        if (!fetched.ok) return fail(fetched.code, fetched.detail)
        const plain: PlainFile = { manifest: fetched.manifest, key: file.key, sha256: file.sha256 }
        try {
          return ok(
            await write({
              into: (path) => writePlain(store, crypto, plain, path),
              bytes: () => readPlain(store, crypto, plain),
              create: (path) => createPlain(store, crypto, plain, path)
            })
          )
        } catch (error) {
          if (error instanceof PlainTrouble) {
            if (error.what === 'missing' && attempt === 1) continue
            return fail('attachment-damaged', error.message)
          }
          return fail(ownDiskFailure(error), errorCode(error))
        }
      }
    },
    readChunk: async (file, chunk) => {
      for (let attempt = 1; ; attempt += 1) {
        const fetched = await fetch(file)
        if (!fetched.ok) return fail(fetched.code, fetched.detail)
        const { manifest } = fetched
        if (chunk >= manifest.chunks.length) return fail('bad-arguments', `chunk ${chunk}`)
        try {
          const bytes = await readPlainChunk(store, crypto, { manifest, key: file.key }, chunk)
          return ok({ bytes, chunks: manifest.chunks.length })
        } catch (error) {
          if (error instanceof PlainTrouble && error.what === 'missing' && attempt === 1) continue
          return fail('attachment-damaged', error instanceof Error ? error.message : '')
        }
      }
    },
    pin: async (group, files) => {
      if (!(await pins.pin(group, files))) return false
      goAhead(places()[0])
      return true
    },
    unpin: (group) => pins.unpin(group),
    pinned: () => Object.entries(pins.groups()).map(([group, files]) => ({ group, blobs: files.map((one) => one.blob) })),
    exchanged: (path, paths) => {
      lastFolder = resolve(path)
      for (const other of sights.keys()) if (other !== shareFolder()) sights.delete(other)
      sights.set(lastFolder, sightOfPaths(lastFolder, paths))
      goAhead(lastFolder)
    },
    close: async () => {
      isClosed = true
      for (const { stop } of jobs.values()) stop.abort()
      await Promise.all([...Array.from(jobs.values(), (job) => job.done), ahead, uploads.close()])
    }
  }
}
