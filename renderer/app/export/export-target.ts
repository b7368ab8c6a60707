/** What the export dialog is open for: one record, or the office's registers and tables. */
import { type DocumentKind, kindsFor, type SubjectKind } from '#shared/documents/build-document.ts'
import type { Row } from '#shared/sync/row.ts'
import { useDesk } from '../desk-store.ts'

export type ExportTarget =
  | { readonly of: 'record'; readonly id: string }
  | { readonly of: 'office'; readonly first: DocumentKind }

export const openExport = (target: ExportTarget): void => useDesk.setState({ exporting: target })

const subjectsOf: Readonly<Partial<Record<Row['kind'], readonly SubjectKind[]>>> = {
  delegation: ['delegation'],
  event: ['event', 'letter'],
  commitment: ['letter']
}

/** The kinds of document that can be made of it, the most usual first. */
export function kindsOf(target: ExportTarget, row: Row | undefined): DocumentKind[] {
  if (target.of === 'record') return (row ? (subjectsOf[row.kind] ?? []) : []).flatMap((subject) => kindsFor(subject, row))
  const all = kindsFor('office')
  return [target.first, ...all.filter((kind) => kind !== target.first)]
}
