// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** What every run of the browser needs: no traffic of its own, and no sandbox where root may not have one. */
export const chromiumFlags = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * The Chromium that the browser tests use: CHROME_PATH, the system's, or the one Playwright has installed.
 * @returns {string | undefined} the path of one that has told its version
 */
export function findChromium() {
  const named = process.env.CHROME_PATH
  if (named) return runs(named) ? named : undefined
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...onPath, ...PLACES, playwrightsOwn()].find((path) => path && existsSync(path) && runs(path))
}

/**
 * Finds Chromium, or installs it: on Debian as root by apt-get, elsewhere by Playwright.
 * @returns {string}
 * @throws {Error} that says what to do
 */
export function ensureChromium() {
  const found = findChromium()
  if (found) return found
  if (process.env.CHROME_PATH)
    throw new Error(
      `CHROME_PATH is ${process.env.CHROME_PATH}, which does not run. Name a Chromium or unset it.`,
    )
  console.error('No Chromium found for the browser tests; installing it.')
  const installed =
    (isDebianRoot() && installFromDebian() && findChromium()) || (installFromPlaywright() && findChromium())
  if (installed) return installed
  throw new Error(
    'The browser tests need Chromium, and it could be neither found nor installed. Install it ' +
      '(Debian, Ubuntu: apt-get install chromium; elsewhere: npx playwright install chromium), ' +
      'or name one by CHROME_PATH.',
  )
}

/** @param {string} command */
function runs(command) {
  // Ubuntu's chromium-browser may be a script that only says how to get the snap: so ask for the version.
  const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8', timeout: 30_000 })
  return status === 0 && /chrom/i.test(stdout)
}

function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)('playwright-core').chromium.executablePath()
  } catch {
    return undefined
  }
}

function isDebianRoot() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version')
}

function installFromDebian() {
  const aptGet = (/** @type {string[]} */ ...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: 600_000,
    })
  aptGet('update', '-qq')
  return (
    aptGet('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation').status === 0
  )
}

function installFromPlaywright() {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  const { status } = spawnSync(process.execPath, [cli, 'install', 'chromium'], {
    stdio: ['ignore', 2, 2],
    timeout: 300_000,
  })
  return status === 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(ensureChromium())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
