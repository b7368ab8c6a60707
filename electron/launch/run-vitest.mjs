import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { countResults } from './count-results.mjs'
import { inProject } from './project.mjs'
import { runThrough } from './run-through.mjs'

const program = inProject('node_modules', 'vitest', 'vitest.mjs')
const config = ['run', '--config', 'test/vitest.config.ts']
const reportFile = inProject('out', 'test-results.json')

/** @param {string[]} args */
export const runVitest = (args) => runThrough(process.execPath, [program, ...config, ...args])

/**
 * @param {string[]} args
 * @returns {Promise<import('./count-results.mjs').Counted>}
 */
export async function countVitest(args) {
  mkdirSync(inProject('out'), { recursive: true })
  rmSync(reportFile, { force: true })
  const skips = `--reporter=${inProject('electron', 'launch', 'report-skips.mjs')}`
  const code = await runVitest([...args, '--reporter=default', skips, '--reporter=json', `--outputFile.json=${reportFile}`])
  if (!existsSync(reportFile)) return { passed: 0, failed: 1, skipped: [] }
  const counted = countResults(JSON.parse(readFileSync(reportFile, 'utf8')))
  // An error outside every test fails the run although no test did.
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
}
