// @ts-check
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildWhatIsStale } from './build.mjs'
import { ensureChromium } from './chromium.mjs'
import { lastLines, passedByLines, playwrightFailures, vitestFailures } from './failures.mjs'
import { lockProblems } from './lock-platforms.mjs'
import { root, runMain, setUp } from './setup.mjs'
import { runStep } from './step.mjs'

const results = join(root, 'test-results')

/**
 * What a step found. A static check counts as one test; a runner says how many it ran.
 * @typedef {{ passed: number, failed: number, skipped: number, output: string, failures?: Failure[], seconds?: number }} Outcome
 * @typedef {import('./failures.mjs').Failure} Failure
 */

/** So much of what failed stands at the end, where a log that is cut still shows it. */
const MOST_FAILURES = 25

/** `npm test`: does its own set-up, then every check, all of them even if one fails. */
await runMain(async () => {
  const { env: own } = await setUp()
  // Hundreds of processes load the same code: compiled once, it is kept.
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'), ...own }
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })
  /** @type {{ [name: string]: string }} */
  const commands = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts
  const command = (/** @type {string} */ name) => check(commands[name] ?? `npm run ${name}`, 3, env)

  /** @type {[string, () => Promise<Outcome>][]} */
  const steps = [
    ['lock file', lockFile],
    ...besideEachOther([
      ['types', command('types')],
      ['boundaries', command('boundaries')],
      ['picture', command('picture:check')],
      ['format', command('format:check')],
      ['lint', command('lint')],
      ['dead code', command('dead-code')],
    ]),
    ['build', () => attempt(() => buildWhatIsStale(env))],
    ['size', command('size')],
    ['tests', () => vitest(env)],
    ['benchmarks', check('node benchmarks/run.ts --smoke', 5, env)],
    ['browser tests', () => playwright(env)],
  ]
  const total = { passed: 0, failed: 0, skipped: 0 }
  /** @type {string[]} */
  const summary = []
  for (const [name, run] of steps) {
    const began = performance.now()
    const outcome = await run()
    report(name, { seconds: secondsSince(began), ...outcome })
    if (outcome.failed) summary.push(...summaryOf(name, outcome))
    total.passed += outcome.passed
    total.failed += outcome.failed
    total.skipped += outcome.skipped
  }
  if (summary.length > 0) console.log(`\n${summary.join('\n')}`)
  console.log(
    `\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`,
  )
  return total.failed > 0 ? 1 : 0
})

/**
 * Steps that need nothing of each other, two at a time, told in their order.
 * @param {[string, () => Promise<Outcome>][]} steps
 * @returns {[string, () => Promise<Outcome>][]}
 */
function besideEachOther(steps) {
  // This runs on whatever Node there is; 20 has no Promise.withResolvers.
  const waiting = steps.map(([, run]) => {
    /** @type {(outcome: Outcome) => void} */
    let tell = () => {}
    /** @type {Promise<Outcome>} */
    const outcome = new Promise((resolve) => {
      tell = resolve
    })
    return { run, tell, outcome }
  })
  const outcomes = waiting.map(({ outcome }) => outcome)
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const began = performance.now()
      const outcome = await next.run()
      next.tell({ ...outcome, seconds: secondsSince(began) })
    }
  }
  return steps.map(([name], index) => [
    name,
    () => {
      if (index === 0) void Promise.all([work(), work()])
      return /** @type {Promise<Outcome>} */ (outcomes[index])
    },
  ])
}

/** @param {number} began */
function secondsSince(began) {
  return (performance.now() - began) / 1000
}

/** @param {string} name @param {Outcome} outcome */
function summaryOf(name, { failed, output, failures = [] }) {
  const told = failures.length > 0 ? failures : lastLines(output)
  const more = told.length - MOST_FAILURES
  return [
    `✗ ${name}: ${failed} failed`,
    ...told
      .slice(0, MOST_FAILURES)
      .map(({ name: what, error }) => `    ${what}${error && `: ${error}`}`.slice(0, 300)),
    ...(more > 0 ? [`    and ${more} more`] : []),
  ]
}

/**
 * One line a step; what it printed only where something failed.
 * @param {string} name
 * @param {Outcome} outcome
 */
function report(name, { passed, failed, skipped, output, seconds = 0 }) {
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
  const { ok, output } = await runStep(command, 10, env)
  const found = readJson(file)
  return judged(ok, output, {
    passed: found?.numPassedTests,
    failed: found?.numFailedTests,
    skipped: (found?.numPendingTests ?? 0) + (found?.numTodoTests ?? 0),
    failures: vitestFailures(found),
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
  const minutes = 13
  const command = `playwright test --config e2e/playwright.config.ts --reporter=list,json --global-timeout=${minutes * 60_000}`
  // It stops by itself, so that its report says what it did not come to; who hangs even then is stopped.
  const { ok, output } = await runStep(command, minutes + 1, {
    ...env,
    CHROME_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  })
  const found = readJson(file)
  const stats = found?.stats ?? { expected: passedByLines(output), unexpected: 0, flaky: 0, skipped: 0 }
  return judged(ok, output, {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: playwrightFailures(found),
  })
}

/**
 * Believes a runner's counts only as far as its exit code bears them out: one that crashed, timed out, wrote no
 * report or ran nothing has failed, whatever it counted.
 * @param {boolean} ok
 * @param {string} output
 * @param {{ passed: number | undefined, failed: number | undefined, skipped: number, failures: Failure[] }} counts
 * @returns {Outcome}
 */
function judged(ok, output, { passed = 0, failed = 0, skipped, failures }) {
  const ran = passed + failed > 0
  return {
    passed,
    skipped,
    failures,
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
