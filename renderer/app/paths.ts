/** Where a record is looked at. */
import type { RecordKind } from '#shared/domain/record.ts'

const folders: Readonly<Partial<Record<RecordKind, string>>> = {
  delegation: 'delegations',
  event: 'events',
  commitment: 'commitments',
  agreement: 'agreements'
}

export function pathOf(record: { readonly id: string; readonly kind: RecordKind }): string {
  const folder = folders[record.kind]
  return `/${folder ?? 'records'}/${record.id}`
}
