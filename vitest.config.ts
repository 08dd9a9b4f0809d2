import { defineConfig } from 'vitest/config'

/** The suffix says what a test costs: `.test.ts` pure, `.db.test.ts` embedded engines, `.http.test.ts` the app. */
export default defineConfig({
  test: {
    include: [
      'scripts/*.test.ts',
      'packages/*/{src,test}/**/*.test.ts',
      'apps/*/src/**/*.test.{ts,tsx}',
      'benchmarks/**/*.test.ts',
    ],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
})
