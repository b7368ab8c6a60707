/** `npm run bench -- sync|documents [--json] [part ...]`: without parts, all of them; each is printed when it has been measured. */
import './count-disk-calls.ts'
import { benchDocuments } from './documents/bench-documents.ts'
import { printer } from './measure.ts'
import { benchSync } from './sync/bench-sync.ts'

const suites = { sync: benchSync, documents: benchDocuments } as const
const [name, ...options] = process.argv.slice(2)
const parts = options.filter((option) => !option.startsWith('--'))
if (name === undefined || !Object.hasOwn(suites, name)) {
  console.error(`Say which: ${Object.keys(suites).join(', ')}. With --json, one object a line.`)
  process.exitCode = 2
} else await suites[name as keyof typeof suites](parts, printer(options.includes('--json')))
