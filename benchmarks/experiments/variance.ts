import { CORRELATION } from './populations.ts'
import type { RowGroup } from './row.ts'

const RUNS = 20_000

/** What a covariate takes off the variance of the effect, over experiments with it and without. */
export function varianceRows(): RowGroup {
  const expected = 100 * CORRELATION ** 2
  return {
    name: 'experiments: variance with CUPED',
    about: `the same ${RUNS.toLocaleString('en')} experiments with a past of correlation ${CORRELATION} and without`,
    rows: [
      {
        order: { kind: 'variance', units: 500, runs: RUNS },
        figures: ({ counts }) => [
          {
            name: 'variance of the effect, down by',
            value: 100 * (1 - (counts.adjusted ?? 0) / (counts.plain ?? 1)),
            unit: '%',
            bound: { from: expected - 2, to: expected + 2 },
          },
          {
            name: 'as told by each experiment, on average',
            value: (100 * (counts.told ?? 0)) / (counts.runs ?? 1),
            unit: '%',
            bound: { from: expected - 2, to: expected + 2 },
          },
        ],
      },
    ],
  }
}
