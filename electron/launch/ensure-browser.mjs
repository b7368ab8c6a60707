// A Chromium for the tests that need one: the one named, the machine's, Playwright's, or one that is installed now.
import { existsSync } from 'node:fs'
import { findProgram } from './find-program.mjs'
import { canInstallWithApt, installWithApt } from './install-with-apt.mjs'
import { inProject } from './project.mjs'
import { runQuietly } from './run-quietly.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge']
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
]
const fetchLimitMs = 180_000

/**
 * The path of the browser, or null.
 * @param {(line: string) => void} say
 */
export async function ensureBrowser(say) {
  const found = await findBrowser()
  if (found) return found
  say('No Chromium on this machine; fetching the one that Playwright uses.')
  await runQuietly(process.execPath, [inProject('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'], {
    timeoutMs: fetchLimitMs
  })
  const fetched = await playwrightsOwn()
  if (fetched) return fetched
  if (canInstallWithApt()) await installWithApt(['chromium'], say)
  return findProgram(names)
}

export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named && existsSync(named)) return named
  return findProgram(names) ?? usualPlaces.find((path) => existsSync(path)) ?? (await playwrightsOwn())
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return existsSync(path) ? path : null
}
