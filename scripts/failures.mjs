// @ts-check
import { stripVTControlCharacters } from 'node:util'

/**
 * @typedef {{ name: string, error: string }} Failure
 * @typedef {{ name: string, status: string, ran: boolean, error: string | undefined }} Spec
 */

/**
 * What failed, out of the JSON report of vitest: tests, and files that could not even be read.
 * @param {any} report
 * @returns {Failure[]}
 */
export function vitestFailures(report) {
  return (report?.testResults ?? []).flatMap((/** @type {any} */ file) => {
    const name = file.name.replace(`${process.cwd()}/`, '')
    const tests = file.assertionResults
      .filter((/** @type {any} */ test) => test.status === 'failed')
      .map((/** @type {any} */ test) => ({
        name: `${name} > ${test.fullName}`,
        error: firstLine(test.failureMessages[0]),
      }))
    if (tests.length > 0 || file.status !== 'failed') return tests
    return [{ name, error: firstLine(file.message) }]
  })
}

/**
 * What failed, out of the JSON report of Playwright; and, where its time was up, what it did not come to.
 * @param {any} report
 * @returns {Failure[]}
 */
export function playwrightFailures(report) {
  /** @type {Spec[]} */
  const specs = (report?.suites ?? []).flatMap((/** @type {any} */ suite) => specsOf(suite, []))
  const failed = specs
    .filter(({ status }) => status === 'unexpected' || status === 'flaky')
    .map(({ name, error }) => ({ name, error: firstLine(error) }))
  const errors = (report?.errors ?? []).map((/** @type {any} */ { message }) => firstLine(message))
  if (errors.length === 0) return failed
  const missing = specs.filter(({ status, ran }) => status === 'skipped' && !ran)
  return [
    ...failed,
    ...errors.map((/** @type {string} */ error) => ({ name: 'the run', error })),
    ...missing.map(({ name }) => ({ name, error: 'did not run' })),
  ]
}

/**
 * @param {any} suite
 * @param {string[]} above
 * @returns {Spec[]}
 */
function specsOf(suite, above) {
  const path = [...above, suite.title]
  return [
    ...(suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
      spec.tests.map((/** @type {any} */ { status, results }) => ({
        name: [...path, spec.title].join(' > '),
        status,
        ran: results.length > 0,
        error: results.at(-1)?.errors?.[0]?.message ?? results.at(-1)?.status,
      })),
    ),
    ...(suite.suites ?? []).flatMap((/** @type {any} */ inner) => specsOf(inner, path)),
  ]
}

/**
 * The failures of a step without a report, or whose report never came: its last lines.
 * @param {string} output
 * @returns {Failure[]}
 */
export function lastLines(output) {
  const lines = output.split('\n').filter((line) => line.trim())
  return lines.slice(-8).map((line) => ({ name: line, error: '' }))
}

/** How many tests passed, by the lines of a runner that was cut before it could write its report. @param {string} output */
export function passedByLines(output) {
  return output.match(/^\s*✓ +\d+ \[/gm)?.length ?? 0
}

/** Without the colours of a terminal. @param {string | undefined} text */
function firstLine(text = '') {
  return stripVTControlCharacters(text).trim().split('\n')[0] ?? ''
}
