/** Packets that went out: each a paper of the dossier whose files are exactly what its reader has. */
import { fail, ok, type Result } from '#shared/bridge/contract.ts'
import type { WrittenFile } from '#shared/bridge/document-calls.ts'
import type { BuiltDocument } from '#shared/documents/build-document.ts'
import { type KeptPacket, keptPacketSchema, type PacketOptions } from '#shared/documents/packet/options.ts'
import { type Attachment, readAttachment } from '#shared/domain/attachment.ts'
import type { Row } from '#shared/sync/row.ts'
import { call, createNew, edit, newId, newItemId } from '../../app/desk-client.ts'
import { type HandedOver, readFile } from '../../app/export/document-files.ts'
import { localDay } from '../../app/local-day.ts'
import { itemsOf } from '../../app/selectors.ts'

export interface PacketVersion {
  readonly paper: Row
  readonly version: number
  readonly files: readonly Attachment[]
}

/** The latest first. */
export function versionsOf(rows: readonly Row[], delegationId: string): PacketVersion[] {
  return rows
    .filter(
      (row) =>
        row.kind === 'paper' &&
        row.data.deleted !== true &&
        row.data.type === 'packet' &&
        row.data.delegationId === delegationId &&
        typeof row.data.version === 'number'
    )
    .map((paper) => ({
      paper,
      version: paper.data.version as number,
      files: itemsOf(paper, 'files').flatMap((item) => readAttachment(item) ?? [])
    }))
    .sort((a, b) => b.version - a.version)
}

/** The files first: a version must never name what is not there. Answers nothing to show, or why it was not kept. */
export async function keepVersion(
  delegation: Row,
  packet: PacketOptions & { readonly version: number },
  { model, fileName }: BuiltDocument,
  handed: HandedOver,
  title: string
): Promise<Result<WrittenFile> | null> {
  const kept = await call('documents.keep', {
    model,
    packet,
    fileName: `${fileName.slice(0, 250)} - ${packet.version}`,
    ...handed
  })
  if (!kept.ok) return kept
  const id = newId('paper')
  const fields = {
    title,
    type: 'packet',
    version: packet.version,
    delegationId: delegation.id,
    date: localDay(new Date()),
    mark: packet.mark ?? delegation.data.mark ?? 'none'
  }
  if (!(await createNew(id, fields))) return fail('internal', title)
  const operations = kept.value.files.map((file) => ({
    op: 'put' as const,
    list: 'files',
    item: { id: newItemId(), ...file, caption: null, credit: null }
  }))
  return (await edit(id, ...operations)) ? null : fail('internal', title)
}

/** What went out, as it was: null where it is not to be had here. */
export async function keptPacketOf({ files }: PacketVersion): Promise<Result<KeptPacket>> {
  const file = files.find((one) => one.name.endsWith('.json'))
  const bytes = file && (await readFile(file))
  if (!bytes) return fail('attachment-missing')
  try {
    return ok(keptPacketSchema.parse(JSON.parse(new TextDecoder().decode(bytes))))
  } catch {
    return fail('attachment-damaged')
  }
}
