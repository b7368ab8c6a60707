/** `npm run office -- …`: the same services from a terminal. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sampleFolderIn } from '../services/host/host.ts'
import { checkDocumentFile } from './check-document-file.ts'
import { checkFolder } from './check-folder.ts'
import { exportToFile } from './export-to-file.ts'
import { listRecords } from './list-records.ts'
import { type OfficeCommand, readCommand, usage } from './read-command.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const sampleFolder = sampleFolderIn(join(root, 'resources'))

/** Answers the exit code. */
async function run(command: OfficeCommand): Promise<number> {
  switch (command.name) {
    case 'list':
      return listRecords(command, sampleFolder, console.log)
    case 'export':
      return exportToFile(command, sampleFolder, console.log)
    case 'check-document':
      return checkDocumentFile(command.file, console.log)
    case 'check':
      return checkFolder(command.folder, console.log)
    case 'help':
      console.log(usage)
      return 0
  }
}

const command = readCommand(process.argv.slice(2))
if ('problem' in command) {
  console.error(`${command.problem}\n\n${usage}`)
  process.exitCode = 2
} else {
  try {
    process.exitCode = await run(command)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
