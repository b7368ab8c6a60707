import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

interface Counted {
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
}

// Plain JavaScript without declarations, because it runs before anything is installed: the type is said here.
const file = join(import.meta.dirname, '..', '..', '..', 'electron', 'launch', 'count-results.mjs')
const { countResults } = (await import(pathToFileURL(file).href)) as { countResults: (report: unknown) => Counted }

const said = (fullName: string, status: string, meta = {}) => ({ fullName, status, meta })

test('passed, failed and skipped tests are counted over all files, and a skip keeps its reason', () => {
  const report = {
    testResults: [
      {
        status: 'passed',
        assertionResults: [said('saves', 'passed'), said('opens a window', 'skipped', { skipReason: 'no runtime' })]
      },
      { status: 'failed', assertionResults: [said('exports', 'failed'), said('prints', 'passed'), said('later', 'todo')] }
    ]
  }
  expect(countResults(report)).toEqual({
    passed: 2,
    failed: 1,
    skipped: [
      { name: 'opens a window', reason: 'no runtime' },
      { name: 'later', reason: 'no reason given' }
    ]
  })
})

test('a file that could not even be read counts as a failure, so that a broken import is never a green run', () => {
  expect(countResults({ testResults: [{ status: 'failed', assertionResults: [] }] })).toEqual({
    passed: 0,
    failed: 1,
    skipped: []
  })
})
