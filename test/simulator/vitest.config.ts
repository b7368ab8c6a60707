import { defineConfig } from 'vitest/config'

/** The long run alone, two workers: `npm run test:faults`. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    environment: 'node',
    include: ['test/simulator/*.run.ts'],
    testTimeout: 0,
    hookTimeout: 0,
    maxWorkers: 2,
    disableConsoleIntercept: true,
    reporters: ['dot']
  }
})
