import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { settingsSchema } from '#shared/bridge/contract.ts'
import { buildDocument } from '#shared/documents/build-document.ts'
import { ExportRefused } from '#shared/documents/export-guard.ts'
import { renderAs } from '../services/documents/export-document.ts'
import { writeWholeFile } from '../services/files/write-whole-file.ts'
import type { OfficeCommand } from './read-command.ts'
import { readRecords } from './read-records.ts'

/** Writes one document; the file appears whole or not at all. */
export async function exportToFile(
  command: Extract<OfficeCommand, { name: 'export' }>,
  sampleFolder: string,
  print: (line: string) => void,
  now = new Date()
): Promise<number> {
  const out = resolve(command.out)
  if (!(await stat(dirname(out)).catch(() => null))?.isDirectory())
    throw new Error(`The folder ${dirname(out)} does not exist. Make it, or choose another with --out.`)
  const rows = await readRecords(command.replica, sampleFolder)
  const { subject } = command
  if (subject.of === 'record' && !rows.some((row) => row.id === subject.id))
    throw new Error(`There is no record "${subject.id}". See: npm run office -- list --kind delegation (or event, commitment)`)
  try {
    const request = {
      subject: command.subject,
      rows,
      // The day on this machine's calendar, as in the app: in Hà Nội the world's day changes at seven in the morning.
      today: new Intl.DateTimeFormat('en-CA').format(now),
      office: settingsSchema.parse({})
    }
    const built = buildDocument(command.kind, { ...request, language: command.language })
    for (const { record, field, text } of built.missing) print(`not translated: ${record} ${field}: ${text}`)
    for (const { fault, field, said } of built.problems) print(`template: ${fault} in ${field}: ${said}`)
    const bytes = await renderAs(command.format, built, now)
    await writeWholeFile(out, bytes)
    print(`${out} (${bytes.length} bytes)`)
    return 0
  } catch (error) {
    if (error instanceof ExportRefused)
      throw new Error(`"${error.record}" has a secret mark: it is kept as a reference only and is not exported.`)
    throw error
  }
}
