/** `npm run bench -- sync [--json]` */
import './count-disk-calls.ts'
import { print } from './measure.ts'
import { benchSync } from './sync/bench-sync.ts'

const suites = { sync: benchSync } as const
const [name, ...options] = process.argv.slice(2)
if (name === undefined || !Object.hasOwn(suites, name)) {
  console.error(`Say which: ${Object.keys(suites).join(', ')}. With --json, one object a line.`)
  process.exitCode = 2
} else print(await suites[name as keyof typeof suites](), options.includes('--json'))
