import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { inProject, root } from './project.mjs'

/**
 * What vitest is asked for by `npm run test:one -- <pattern>`: files whose path has the pattern, or else the tests whose title has it.
 * Null when there is neither.
 * @param {string} pattern
 */
export function chooseTests(pattern) {
  const files = testFiles(inProject('test'))
  const byPath = files.filter((file) => file.includes(pattern))
  if (byPath.length > 0) return { args: byPath, isSlow: byPath.some(isSlow) }
  const byTitle = files.filter((file) => readFileSync(join(root, file), 'utf8').includes(pattern))
  if (byTitle.length === 0) return null
  return { args: [...byTitle, '-t', pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')], isSlow: byTitle.some(isSlow) }
}

/** As in test/vitest.config.ts: these need the built app, a browser or LibreOffice. @param {string} file */
const isSlow = (file) => /^test\/(e2e|stories)\//.test(file) || file.endsWith('.slow.test.ts')

/**
 * @param {string} folder
 * @returns {string[]}
 */
function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return testFiles(path)
    return /\.test\.tsx?$/.test(entry.name) ? [relative(root, path).split(sep).join('/')] : []
  })
}
