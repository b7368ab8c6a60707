/** The same records for ours and for every peer: commitments of the size an officer writes. */
import type { FieldValue } from '#shared/domain/record.ts'

export interface BenchRecord {
  readonly id: string
  readonly fields: Readonly<Record<string, FieldValue>>
}

export function benchRecords(count: number): BenchRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `commitment.bench-${String(index).padStart(6, '0')}`,
    fields: {
      title: `Cam kết số ${index}: cử cán bộ trẻ sang học tại cơ sở đối tác`,
      kind: 'training',
      state: index % 3 === 0 ? 'done' : 'open',
      owner: index % 2 === 0 ? 'vn' : 'partner',
      detail: `Hai bên thống nhất trao đổi danh sách và lịch học đợt ${index % 12} trong quý tới, đơn vị đầu mối báo cáo.`,
      due: `2027-${String((index % 12) + 1).padStart(2, '0')}-15`
    }
  }))
}

export const jsonBytes = (records: readonly BenchRecord[]): number =>
  records.reduce((sum, record) => sum + Buffer.byteLength(JSON.stringify({ id: record.id, ...record.fields })), 0)
