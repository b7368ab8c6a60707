/** Every file of a delegation: of its papers and of its meetings, each once. */
import { type Attachment, attachmentLists, readAttachment } from '#shared/domain/attachment.ts'
import type { Row } from '#shared/sync/row.ts'
import { itemsOf } from '../selectors.ts'

export function filesOfTrip(delegation: string, ...rows: readonly (readonly Row[])[]): Attachment[] {
  const found = new Map<string, Attachment>()
  for (const row of rows.flat()) {
    if (row.data.delegationId !== delegation) continue
    for (const item of itemsOf(row, attachmentLists[row.kind] ?? '')) {
      const file = readAttachment(item)
      if (file) found.set(file.blob, file)
    }
  }
  return Array.from(found.values())
}
