// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildWhatIsStale } from './build.mjs'
import { ensureChromium } from './chromium.mjs'
import { lockProblems } from './lock-platforms.mjs'
import { root, runMain, setUp } from './setup.mjs'
import { runStep } from './step.mjs'

const results = join(root, 'test-results')

/**
 * What a step found. A static check counts as one test; a runner says how many it ran.
 * @typedef {{ passed: number, failed: number, skipped: number, output: string }} Outcome
 */

/** `npm test`: does its own set-up, then every check, all of them even if one fails. */
await runMain(async () => {
  const { env } = await setUp()
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })
  /** @type {{ [name: string]: string }} */
  const commands = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts
  const command = (/** @type {string} */ name, minutes = 5) =>
    check(commands[name] ?? `npm run ${name}`, minutes, env)

  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const [name, run] of /** @type {[string, () => Promise<Outcome>][]} */ ([
    ['lock file', lockFile],
    ['format', command('format:check')],
    ['lint', command('lint')],
    ['types', command('types')],
    ['boundaries', command('boundaries')],
    ['picture', command('picture:check')],
    ['dead code', command('dead-code')],
    ['build', () => attempt(() => buildWhatIsStale(env))],
    ['size', command('size')],
    ['tests', () => vitest(env)],
    ...(existsSync(join(root, 'benchmarks/run.ts'))
      ? [['benchmarks', check('node benchmarks/run.ts --smoke', 5, env)]]
      : []),
    ['browser tests', () => playwright(env)],
  ])) {
    const began = performance.now()
    const outcome = await run()
    report(name, outcome, (performance.now() - began) / 1000)
    total.passed += outcome.passed
    total.failed += outcome.failed
    total.skipped += outcome.skipped
  }
  console.log(
    `\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`,
  )
  return total.failed > 0 ? 1 : 0
})

/**
 * One line a step; what it printed only where something failed.
 * @param {string} name
 * @param {Outcome} outcome
 * @param {number} seconds
 */
function report(name, { passed, failed, skipped, output }, seconds) {
  const counts = `${passed} passed${failed ? `, ${failed} failed` : ''}${skipped ? `, ${skipped} skipped` : ''}`
  console.log(
    `${failed ? '✗' : '✓'} ${name.padEnd(14)} ${counts.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s`,
  )
  if (failed) console.log(output.trimEnd().replace(/^/gm, '    '))
}

/** @param {boolean} passed @param {string} output @returns {Outcome} */
function single(passed, output) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, output }
}

/** @param {string} command @param {number} minutes @param {NodeJS.ProcessEnv} env */
function check(command, minutes, env) {
  return async () => {
    const { ok, output } = await runStep(command, minutes, env)
    return single(ok, output)
  }
}

/** @param {() => Promise<void>} work */
async function attempt(work) {
  try {
    await work()
    return single(true, '')
  } catch (error) {
    return single(false, error instanceof Error ? error.message : String(error))
  }
}

async function lockFile() {
  const problems = lockProblems(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  return single(problems.length === 0, [...problems, 'Run `npm run lock:repair`.'].join('\n'))
}

/** @param {NodeJS.ProcessEnv} env */
async function vitest(env) {
  const file = join(results, 'vitest.json')
  const command = `vitest run --reporter=default --reporter=json --outputFile.json=${JSON.stringify(file)}`
  const { ok, output } = await runStep(command, 12, env)
  const found = readJson(file)
  return judged(ok, output, {
    passed: found?.numPassedTests,
    failed: found?.numFailedTests,
    skipped: (found?.numPendingTests ?? 0) + (found?.numTodoTests ?? 0),
  })
}

/** @param {NodeJS.ProcessEnv} env */
async function playwright(env) {
  /** @type {string} */
  let chromium
  try {
    chromium = ensureChromium()
  } catch (error) {
    return single(false, error instanceof Error ? error.message : String(error))
  }
  const file = join(results, 'playwright.json')
  const { ok, output } = await runStep(
    'playwright test --config e2e/playwright.config.ts --reporter=list,json',
    15,
    {
      ...env,
      CHROME_PATH: chromium,
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    },
  )
  const found = readJson(file)?.stats
  return judged(ok, output, {
    passed: found?.expected,
    failed: found && found.unexpected + found.flaky,
    skipped: found?.skipped ?? 0,
  })
}

/**
 * Believes a runner's counts only as far as its exit code bears them out: one that crashed, timed out, wrote no
 * report or ran nothing has failed, whatever it counted.
 * @param {boolean} ok
 * @param {string} output
 * @param {{ passed: number | undefined, failed: number | undefined, skipped: number }} counts
 * @returns {Outcome}
 */
function judged(ok, output, { passed = 0, failed = 0, skipped }) {
  const ran = passed + failed > 0
  return {
    passed,
    skipped,
    failed: ok && ran ? failed : Math.max(failed, 1),
    output: ran ? output : `${output}\nIt ran no test.`,
  }
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
