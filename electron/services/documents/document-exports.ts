/**
 * Exports of one run of the app: gathers the files that stand in a document, writes it, says how far it is, and stops when asked to. Guards:
 * nothing is written when it was stopped; a paper that cannot be read leaves a line that says so, and the rest comes out.
 */

import type { StoredFile } from '#shared/bridge/attachment-calls.ts'
import { type Args, fail, type Handlers, ok, type Push, type Result } from '#shared/bridge/contract.ts'
import type { KeptFile, WrittenFile } from '#shared/bridge/document-calls.ts'
import type { KeptPacket } from '#shared/documents/packet/options.ts'
import { safeFileName } from '#shared/text/safe-file-name.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { Uploads } from '../attachments/uploads.ts'
import { type DocumentFiles, type PagesFile, type PictureFile, pagesFile, pictureFile } from './document-files.ts'
import { exportBundle, exportDocument } from './export-document.ts'
import { renderDocx } from './render-docx.ts'
import { renderPdf } from './render-pdf.ts'

type DocumentCalls = Extract<keyof Handlers, `documents.${string}`>

export interface DocumentExportsParts {
  /** Null where the office has none. */
  readonly attachments: () => Attachments | null
  readonly push: (push: Push) => void
  readonly now: () => Date
  readonly into: (folder: string) => { readonly folder: string; readonly mayMakeFolder: boolean }
  /** Told of each file that may be shown afterwards. */
  readonly saved: (path: string) => void
}

const askAgainMs = 120_000

type WithFiles = Pick<Args<'documents.export'>, 'pictures' | 'papers'>

export function createDocumentExports(parts: DocumentExportsParts): Pick<Handlers, DocumentCalls> {
  /** One set at a time: of an export that was given up nothing stays. */
  let held: { readonly set: string; readonly files: Map<string, PictureFile> } = { set: '', files: new Map() }
  /** As they were read for the last export, which often is the next format's too. */
  let papers = new Map<string, PagesFile>()
  /** Papers that could not be had, and since when: a share that hangs is not asked again for each copy. */
  const lacking = new Map<string, number>()
  let running: AbortController | null = null

  const picturesOf = (set: string | null): ReadonlyMap<string, PictureFile> =>
    set !== null && set === held.set ? held.files : new Map()
  const paperOf = async (paper: WithFiles['papers'][number]): Promise<PagesFile | null> => {
    const known = papers.get(paper.sha256)
    if (known) return known
    if (parts.now().getTime() - (lacking.get(paper.sha256) ?? Number.NEGATIVE_INFINITY) < askAgainMs) return null
    const read = await parts.attachments()?.take(paper, ({ bytes }) => bytes())
    const pages = read?.ok ? await pagesFile(read.value) : null
    if (pages) lacking.delete(paper.sha256)
    else lacking.set(paper.sha256, parts.now().getTime())
    return pages
  }

  /** `steps`: how many documents come after the files. Null once it was stopped. */
  const exporting = async <Value>(
    { pictures, papers: wanted }: WithFiles,
    steps: number,
    write: (files: DocumentFiles, step: (done: number) => boolean) => Promise<Result<Value>>
  ): Promise<Result<Value>> => {
    running?.abort()
    const stop = new AbortController()
    running = stop
    // A file on its way from a share is given up with it.
    stop.signal.addEventListener('abort', () => {
      for (const { blob } of wanted) parts.attachments()?.cancel(blob)
    })
    const total = wanted.length + steps
    let done = 0
    const tell = () => parts.push({ type: 'export-progress', done, total })
    const kept = new Map<string, PagesFile>()
    const files = new Map<string, PictureFile | PagesFile>(picturesOf(pictures))
    for (const paper of wanted) {
      tell()
      if (stop.signal.aborted) return fail('export-cancelled')
      const pages = await paperOf(paper)
      if (pages) {
        kept.set(paper.sha256, pages)
        files.set(paper.sha256, pages)
      }
      done += 1
    }
    papers = kept
    tell()
    const step = (finished: number): boolean => {
      done = wanted.length + finished
      tell()
      return !stop.signal.aborted
    }
    if (stop.signal.aborted) return fail('export-cancelled')
    const written = await write(files, step)
    if (running === stop) running = null
    return written
  }
  const shown = async (written: Promise<Result<WrittenFile>>): Promise<Result<WrittenFile>> => {
    const result = await written
    if (result.ok) parts.saved(result.value.path)
    return result
  }

  return {
    'documents.picture': async ({ set, file, bytes, widthPx, heightPx }) => {
      const picture = pictureFile(bytes, widthPx, heightPx)
      if (!picture) return fail('bad-arguments', 'neither JPEG nor PNG')
      if (held.set !== set) held = { set, files: new Map() }
      held.files.set(file, picture)
      return ok(null)
    },
    'documents.export': ({ folder, pictures, papers, ...document }) =>
      shown(
        exporting({ pictures, papers }, 1, (files, step) =>
          exportDocument({ ...document, ...parts.into(folder), files, goesOn: () => step(0) }, parts.now())
        )
      ),
    'documents.exportBundle': ({ folder, pictures, papers, ...bundle }) =>
      shown(
        exporting({ pictures, papers }, bundle.parts.length, (files, step) =>
          exportBundle({ ...bundle, ...parts.into(folder), files, goesOn: step }, parts.now())
        )
      ),
    'documents.keep': async ({ model, packet, fileName, pictures, papers }) => {
      const uploads = parts.attachments()?.uploads
      if (!uploads) return fail('attachments-need-keys')
      return exporting({ pictures, papers }, 3, async (files, step) => {
        const kept: KeptFile[] = []
        for (const [index, { ending, type, bytes }] of (await keptForms({ model, packet }, files, parts.now())).entries()) {
          if (!step(index)) return fail('export-cancelled')
          const stored = await store(uploads, bytes)
          if (!stored.ok) return stored
          kept.push({ ...stored.value, name: `${safeFileName(fileName, { maxLetters: 120 })}.${ending}`, type })
        }
        return ok({ files: kept })
      })
    },
    'documents.preview': async ({ model, pictures }) => ok({ bytes: await renderPdf(model, parts.now(), picturesOf(pictures)) }),
    'documents.cancel': async () => {
      running?.abort()
      return ok(null)
    }
  }
}

async function keptForms(kept: KeptPacket, files: DocumentFiles, now: Date) {
  const { model } = kept
  return [
    { ending: 'pdf', type: 'application/pdf', bytes: await renderPdf(model, now, files) },
    {
      ending: 'docx',
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytes: await renderDocx(model, now, files)
    },
    { ending: 'json', type: 'application/json', bytes: new TextEncoder().encode(JSON.stringify(kept)) }
  ]
}

async function store(uploads: Uploads, bytes: Uint8Array): Promise<Result<StoredFile>> {
  const begun = await uploads.begin({ sizeBytes: bytes.length })
  if (!begun.ok) return begun
  const { upload } = begun.value
  if (upload === null) return ok(begun.value.stored)
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const taken = await uploads.append(upload, bytes.subarray(at, at + pieceBytes))
    if (!taken.ok) return taken
  }
  return uploads.finish(upload)
}
const pieceBytes = 1024 * 1024
