import { readdirSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'
import { chromiumFlags, findChromium } from '../scripts/chromium.mjs'

const executablePath = findChromium()

/**
 * Two workers: each starts a server of its own with both engines, CI has two cores, and visits are mostly waiting. No
 * retries: a flaky test is a failing one.
 */
export default defineConfig({
  testDir: '.',
  // A worker serves one project, so each file gets a server of its own: what one file sends, no other sees.
  projects: readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => ({ name: name.slice(0, -'.spec.ts'.length), testMatch: name })),
  outputDir: '../test-results/e2e',
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { args: chromiumFlags, ...(executablePath ? { executablePath } : {}) },
  },
})
