/** Calls about attachments: who may, and where an opened or saved file goes. */
import { join, resolve } from 'node:path'
import { type Failure, fail, type Handlers, ok, type Result } from '#shared/bridge/contract.ts'
import { isViewable } from '#shared/domain/attachment.ts'
import { mayWrite } from '#shared/sync/roles.ts'
import { safeFileName } from '#shared/text/safe-file-name.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { OpenedFolder } from '../attachments/opened-folder.ts'
import { createNumbered, whyNotInto } from '../files/create-numbered.ts'
import type { Desk } from './desk.ts'

type AttachmentCalls = Extract<keyof Handlers, `attachment.${string}`>

export interface AttachmentHandlerParts {
  readonly desk: () => Desk | null
  readonly opened: OpenedFolder
  /** Hands a file to the system's own program. */
  readonly openFile: (path: string) => Promise<void>
  /** Where documents go; the default one may be made. */
  readonly documents: () => { readonly folder: string; readonly mayMake: boolean }
  /** Told of each copy that may be shown afterwards. */
  readonly saved: (path: string) => void
}

/** A name may have 255 bytes, with its number and a temporary ending. */
const nameLimits = { maxBytes: 220 }

export function attachmentHandlers(parts: AttachmentHandlerParts): Pick<Handlers, AttachmentCalls> {
  const { desk, opened } = parts
  const whose = (use: 'write' | 'read'): Attachments | Failure => {
    const open = desk()
    if (!open) return fail('locked')
    const access = open.access()
    if (access.state === 'none') return fail('no-office')
    if (access.state === 'waiting') return fail('not-a-member')
    if (!open.attachments) return fail('attachments-need-keys')
    if (use === 'read') return open.attachments
    if (access.state === 'revoked') return fail('revoked')
    return access.state === 'member' && mayWrite(access.role) ? open.attachments : fail('role-not-allowed')
  }
  const having = async <Value>(
    use: 'write' | 'read',
    act: (attachments: Attachments) => Promise<Result<Value>>
  ): Promise<Result<Value>> => {
    const attachments = whose(use)
    return 'ok' in attachments ? attachments : act(attachments)
  }
  return {
    'attachment.begin': ({ sizeBytes, sha256, known }) =>
      having('write', (one) => one.uploads.begin({ sizeBytes, sha256, known })),
    'attachment.append': ({ upload, bytes }) => having('write', (one) => one.uploads.append(upload, bytes)),
    'attachment.finish': ({ upload }) => having('write', (one) => one.uploads.finish(upload)),
    'attachment.abort': ({ upload }) =>
      having('write', async (one) => {
        await one.uploads.abort(upload)
        return ok(null)
      }),
    'attachment.states': ({ files }) => having('read', async (one) => ok(await one.states(files))),
    'attachment.fetch': (file) =>
      having('read', async (one) => {
        const fetched = await one.fetch(file)
        return fetched.ok ? ok(null) : fail(fetched.code, fetched.detail)
      }),
    'attachment.read': ({ chunk, ...file }) => having('read', (one) => one.readChunk(file, chunk)),
    'attachment.cancel': ({ blob }) =>
      having('read', async (one) => {
        one.cancel(blob)
        return ok(null)
      }),
    'attachment.open': ({ name, ...file }) =>
      having('read', async (one) => {
        if (!isViewable(name)) return fail('attachment-not-viewable')
        const written = await one.take(file, async ({ into }) => {
          const path = join(await opened.makePlace(), safeFileName(name, nameLimits))
          await into(path)
          return path
        })
        if (!written.ok) return written
        try {
          await parts.openFile(written.value)
          return ok(null)
        } catch {
          return fail('not-available')
        }
      }),
    'attachment.save': ({ name, folder: asked, ...file }) =>
      having('read', async (one) => {
        const { folder, mayMake } = asked === '' ? parts.documents() : { folder: asked, mayMake: false }
        const into = resolve(folder)
        const refusal = await whyNotInto(into, mayMake)
        if (refusal) return fail(refusal, into)
        const safe = safeFileName(name, nameLimits)
        const dot = safe.lastIndexOf('.')
        const [stem, ending] = dot > 0 ? [safe.slice(0, dot), safe.slice(dot)] : [safe, '']
        const taken = await one.take(file, ({ create }) => createNumbered(into, stem, ending, create))
        if (!taken.ok) return taken
        if (!taken.value.ok) return fail(taken.value.code, taken.value.path)
        // Shown in its folder or opened, as an exported document is; what could run as a program is left to the person.
        if (isViewable(name)) parts.saved(taken.value.path)
        return ok({ path: taken.value.path })
      }),
    'attachment.pin': ({ group, files }) =>
      having('read', async (one) => ((await one.pin(group, files)) ? ok(null) : fail('attachments-too-many'))),
    'attachment.unpin': ({ group }) =>
      having('read', async (one) => {
        await one.unpin(group)
        return ok(null)
      }),
    'attachment.pinned': () => having('read', async (one) => ok([...one.pinned()]))
  }
}
