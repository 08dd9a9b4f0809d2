import { readdirSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'
import { chromiumFlags, findChromium } from '../scripts/chromium.mjs'

const executablePath = findChromium()
const LONGEST = ['signals', 'replay', 'signals-of-pages', 'shop', 'friction', 'player', 'people', 'home']
/** The longest first: at the end one would run alone. */
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.spec.ts'))
  .map((file) => file.slice(0, -'.spec.ts'.length))
  .sort((a, b) => place(a) - place(b))

/**
 * Three workers, each with a server of its own with both engines: CI has two cores, and visits are mostly waiting. No
 * retries: a flaky test is a failing one. No traces: they take a fifth of the time, and `--trace retain-on-failure` gives
 * them to who looks for a failure.
 */
export default defineConfig({
  testDir: '.',
  // A worker serves one project, so each file gets a server of its own: what one file sends, no other sees.
  projects: names.map((name) => ({ name, testMatch: `${name}.spec.ts` })),
  outputDir: '../test-results/e2e',
  workers: 3,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // One is taken of every page that closes, in case its test fails; CI keeps none.
    screenshot: process.env.CI ? 'off' : 'only-on-failure',
    launchOptions: { args: chromiumFlags, ...(executablePath ? { executablePath } : {}) },
  },
})

function place(name: string): number {
  const index = LONGEST.indexOf(name)
  return index < 0 ? LONGEST.length : index
}
