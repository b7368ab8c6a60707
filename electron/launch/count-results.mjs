/**
 * @typedef {{ title: string, fullName: string, status: string, meta?: { skipReason?: string } }} Assertion
 * @typedef {{ name: string, status: string, assertionResults: Assertion[] }} TestFile
 * @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[] }} Counted
 */

/**
 * Counts vitest's JSON report. A file that could not be read as tests counts as one failure: it has no test of its own to fail.
 * @param {{ testResults: TestFile[] }} report
 * @returns {Counted}
 */
export function countResults({ testResults }) {
  const tests = testResults.flatMap((file) => file.assertionResults)
  const failedTests = tests.filter((test) => test.status === 'failed').length
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')
  ).length
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: failedTests + brokenFiles,
    skipped: tests
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => ({ name: test.fullName, reason: test.meta?.skipReason || 'no reason given' }))
  }
}
