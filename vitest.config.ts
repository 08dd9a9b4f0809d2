import { defineConfig } from 'vitest/config'

/**
 * The suffix says what a test costs: `.test.ts` pure, `.db.test.ts` embedded engines, `.http.test.ts` the app.
 *
 * Files share their worker's modules, since importing the app for each file anew took as long as many of the tests: what
 * a test sets globally, it takes back, and none mocks a module: another file may have it already. In processes, since chDB serves one folder in each.
 */
export default defineConfig({
  test: {
    include: [
      'scripts/*.test.ts',
      'packages/*/{src,test}/**/*.test.ts',
      'apps/*/src/**/*.test.{ts,tsx}',
      'benchmarks/**/*.test.ts',
    ],
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
})
