// A vitest reporter that runs before the JSON one, which leaves out why a test was skipped.
export default class ReportSkips {
  /** @param {readonly import('vitest/node').TestModule[]} modules */
  onTestRunEnd(modules) {
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'skipped') Object.assign(test.meta(), { skipReason: result.note ?? '' })
      }
    }
  }
}
