import { describe, expect, it } from 'vitest'
import { lastLines, passedByLines, playwrightFailures, vitestFailures } from './failures.mjs'

const spec = (title: string, status: string, results: object[]) => ({ title, tests: [{ status, results }] })

describe('what failed', () => {
  it('is named by vitest’s report, also a file that could not be read', () => {
    const failed = {
      status: 'failed',
      fullName: 'sums add up',
      failureMessages: ['\u001b[31mAssertionError: expected 3\u001b[39m\n    at sums.test.ts:4'],
    }
    expect(
      vitestFailures({
        testResults: [
          { name: `${process.cwd()}/sums.test.ts`, status: 'failed', assertionResults: [failed] },
          { name: 'broken.test.ts', status: 'failed', message: 'SyntaxError: x\n  at', assertionResults: [] },
          { name: 'fine.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] },
        ],
      }),
    ).toEqual([
      { name: 'sums.test.ts > sums add up', error: 'AssertionError: expected 3' },
      { name: 'broken.test.ts', error: 'SyntaxError: x' },
    ])
  })

  it('is named by Playwright’s report, and what it did not come to once its time was up', () => {
    const inner = {
      title: 'orders',
      specs: [
        spec('are told', 'unexpected', [{ errors: [{ message: 'Error: no order\nCall log:' }] }]),
        spec('are kept', 'skipped', []),
      ],
    }
    const report = {
      suites: [{ title: 'shop.spec.ts', specs: [spec('opens', 'expected', [{}])], suites: [inner] }],
    }
    const told = { name: 'shop.spec.ts > orders > are told', error: 'Error: no order' }
    expect(playwrightFailures(report)).toEqual([told])
    expect(playwrightFailures({ ...report, errors: [{ message: 'Timed out waiting 540s' }] })).toEqual([
      told,
      { name: 'the run', error: 'Timed out waiting 540s' },
      { name: 'shop.spec.ts > orders > are kept', error: 'did not run' },
    ])
  })

  it('is what a step said last where it wrote no report', () => {
    expect(vitestFailures(undefined)).toEqual([])
    expect(playwrightFailures(undefined)).toEqual([])
    expect(lastLines('one\n\ntwo\n').map(({ name }) => name)).toEqual(['one', 'two'])
    expect(passedByLines('  ✓   1 [home] › home.spec.ts:3:1 › a (2s)\n  ✘   2 [home] › b (1s)\n')).toBe(1)
  })
})
