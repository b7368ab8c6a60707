import { defineConfig } from 'vitest/config'

const slow = ['test/e2e/**/*.test.ts', 'test/stories/**/*.test.ts', 'test/**/*.slow.test.ts']

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          environment: 'node',
          // A busy machine: real files, real keys, real hosts.
          testTimeout: 30_000,
          hookTimeout: 60_000,
          include: ['test/{shared,electron,renderer,suites,simulator}/**/*.test.{ts,tsx}'],
          exclude: slow,
          sequence: { groupOrder: 0 }
        }
      },
      {
        // The built app, a browser, LibreOffice: one file at a time, after everything quick.
        extends: true,
        test: {
          name: 'slow',
          environment: 'node',
          include: slow,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 }
        }
      }
    ]
  }
})
