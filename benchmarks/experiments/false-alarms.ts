import type { PopulationName } from './populations.ts'
import { percentOf, type Row, type RowGroup } from './row.ts'
import type { DailyPopulation } from './simulations.ts'

const RUNS = 2_000
const DAYS = 28

/** Experiments without any effect: how often one is said to be, looked at daily and once; and what daily looks cost. */
export function falseAlarmRows(): RowGroup {
  return {
    name: 'experiments: false alarms',
    about: `${RUNS.toLocaleString('en')} experiments each; daily over ${DAYS} days, and once`,
    rows: [
      daily('a share of 2 %', { units: 400, shareOfVariation: 0.5 }),
      daily('a share of 2 %', { units: 40, shareOfVariation: 0.1 }),
      daily('log-normal revenue (more orders)', { units: 400, shareOfVariation: 0.5 }),
      daily('log-normal revenue (more orders)', { units: 400, shareOfVariation: 0.1 }),
      daily('a ratio', { units: 20, shareOfVariation: 0.1 }),
      daily('CUPED, orders', { units: 100, shareOfVariation: 0.5 }),
      daily('a share of 2 %', { units: 400, shareOfVariation: 0.5, plannedTimes: 0.1 }),
      daily('a share of 2 %', { units: 400, shareOfVariation: 0.5, plannedTimes: 10 }),
      daily('log-normal revenue (more orders)', { units: 400, shareOfVariation: 0.1, plannedTimes: 0.1 }),
      once('a share of 30 %'),
      once('log-normal revenue (more orders)'),
      once('CUPED, normal'),
      peeking,
      power('fixed', 'atEnd', 'power of one look, planned for 80 %'),
      power('anytime', 'found', 'power of daily looks at the same size'),
    ],
  }
}

function daily(
  population: DailyPopulation,
  split: { units: number; shareOfVariation: number; plannedTimes?: number },
): Row {
  const rest = Math.round(100 * (1 - split.shareOfVariation))
  const planned = split.plannedTimes ? `, planned for ${split.plannedTimes} times as many` : ''
  const where = `${population}, ${split.units} a day at ${rest}/${100 - rest}${planned}`
  return {
    order: { kind: 'daily', population, ...split, days: DAYS, lift: 1, method: 'anytime', runs: RUNS },
    figures: (answer) => [
      { name: `daily, ever: ${where}`, value: percentOf(answer, 'found'), unit: '%', bound: { atMost: 5 } },
    ],
  }
}

function once(population: PopulationName): Row {
  return {
    order: { kind: 'once', population, units: 2_000, runs: RUNS },
    figures: ({ values }) => [
      {
        name: `once: ${population}`,
        value: (100 * values.filter((p) => p < 0.05).length) / values.length,
        unit: '%',
        bound: { from: 4, to: 6 },
      },
      {
        name: `once: ${population}, p of p-values being uniform`,
        value: uniformity(values),
        unit: '',
        bound: { atLeast: 0.01 },
      },
    ],
  }
}

const base = {
  kind: 'daily',
  population: 'a share of 30 %',
  units: 400,
  days: DAYS,
  shareOfVariation: 0.5,
} as const

const peeking: Row = {
  order: { ...base, lift: 1, method: 'fixed', runs: RUNS },
  figures: (answer) => [
    { name: 'for comparison: one-look test, looked at daily', value: percentOf(answer, 'found'), unit: '%' },
  ],
}

/** 11,200 units find a rise of 2.44 points with 80 % on one look. */
function power(method: 'anytime' | 'fixed', count: 'found' | 'atEnd', name: string): Row {
  return {
    order: { ...base, lift: 1 + 0.0244 / 0.3, method, runs: RUNS },
    figures: (answer) => [
      { name, value: percentOf(answer, count), unit: '%' },
      ...(method === 'anytime'
        ? [
            {
              name: 'and the day of those it found, on average',
              value: (answer.counts.days ?? 0) / (answer.counts.found ?? 1),
              unit: '',
            },
          ]
        : []),
    ],
  }
}

/** The p-value of Kolmogorov and Smirnov's test that values are uniform from 0 to 1 (asymptotic). */
function uniformity(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const n = sorted.length
  let distance = 0
  for (const [i, value] of sorted.entries()) distance = Math.max(distance, value - i / n, (i + 1) / n - value)
  const scaled = distance * (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n))
  if (scaled < 0.2) return 1
  let p = 0
  for (let k = 1; k < 100; k++) p += 2 * (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * (k * scaled) ** 2)
  return Math.min(1, Math.max(0, p))
}
