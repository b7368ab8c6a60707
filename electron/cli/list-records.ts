import type { OfficeCommand } from './read-command.ts'
import { readRecords } from './read-records.ts'

/** One line a record, its id first. */
export async function listRecords(
  command: Extract<OfficeCommand, { name: 'list' }>,
  sampleFolder: string,
  print: (line: string) => void
): Promise<number> {
  const rows = await readRecords(command.replica, sampleFolder)
  for (const row of rows.filter((one) => one.kind === command.kind && one.data.deleted !== true)) {
    print(`${row.id}\t${String(row.data.title).replace(/\s+/g, ' ')}`)
  }
  return 0
}
