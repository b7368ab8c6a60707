// `npm test`: everything that can be checked on this machine, ending with one line of numbers. --fast: no browser, no LibreOffice.
// --one PATTERN: the files or tests that have it in their name.
import { chooseTests } from './choose-tests.mjs'
import { ensureBrowser, findBrowser } from './ensure-browser.mjs'
import { build } from './ensure-built.mjs'
import { ensureInstalled } from './ensure-installed.mjs'
import { ensureTestTools } from './ensure-test-tools.mjs'
import { inProject } from './project.mjs'
import { runThrough } from './run-through.mjs'
import { countVitest, runVitest } from './run-vitest.mjs'

const [mode, pattern] = process.argv.slice(2)
await ensureInstalled()
switch (mode) {
  case undefined:
    process.exitCode = await testEverything()
    break
  case '--fast':
    process.exitCode = tell(await countVitest(['--project', 'fast']))
    break
  case '--one':
    process.exitCode = await testOne(pattern)
    break
  default:
    console.error(`${mode} is not known. Use npm test, npm run test:fast, or npm run test:one -- PATTERN.`)
    process.exitCode = 2
}

async function testEverything() {
  const browser = await ensureBrowser(console.log)
  if (browser) process.env.CHROMIUM_PATH = browser
  else console.log('No browser was found and none could be installed: tests that need one say so. Name one with CHROMIUM_PATH.')
  for (const name of await ensureTestTools(console.log)) console.log(`${name} is missing: tests that need it say so.`)

  const isTyped = await check('types', inProject('node_modules', 'typescript', 'bin', 'tsc'), ['-b'])
  const isTidy = await check('lint', inProject('node_modules', '@biomejs', 'biome', 'bin', 'biome'), ['check', '.'])
  const isBuilt = await build(console.log)
  const counted = await countVitest(isBuilt ? [] : ['--project', 'fast'])
  const checks = [isTyped, isTidy]
  return tell({
    passed: counted.passed + checks.filter((isGood) => isGood).length,
    failed: counted.failed + checks.filter((isGood) => !isGood).length + (isBuilt ? 0 : 1),
    skipped: counted.skipped
  })
}

/** @param {string | undefined} pattern */
async function testOne(pattern) {
  const chosen = pattern ? chooseTests(pattern) : null
  if (!chosen) {
    console.error(pattern ? `No test file and no test has "${pattern}" in its name.` : 'Say which: npm run test:one -- PATTERN')
    return 2
  }
  if (chosen.isSlow) {
    const browser = await findBrowser()
    if (browser) process.env.CHROMIUM_PATH = browser
    if (!(await build(console.log))) return 1
  }
  return runVitest(chosen.args)
}

/**
 * @param {string} name
 * @param {string} program
 * @param {string[]} args
 */
async function check(name, program, args) {
  const isGood = (await runThrough(process.execPath, [program, ...args])) === 0
  console.log(`${name}: ${isGood ? 'passed' : 'failed'}`)
  return isGood
}

/** @param {import('./count-results.mjs').Counted} counted */
function tell({ passed, failed, skipped }) {
  for (const { name, reason } of skipped) console.log(`skipped: ${name} (${reason})`)
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`)
  return failed === 0 ? 0 : 1
}
