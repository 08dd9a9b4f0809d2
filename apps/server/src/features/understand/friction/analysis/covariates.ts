import type { Design, Factor } from '@throughline/statistics/design'
import { segmentFactor } from './segment-columns.ts'
import { attributeNames, type SessionTable } from './session-table.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const HOURS_A_PART = 4
const PARTS_A_DAY = 24 / HOURS_A_PART

const fixedFactors: readonly string[] = [
  'device',
  'browser',
  'browser version',
  'system',
  'system version',
  'country',
  'how they came',
  'channel',
  'first page',
  'visits before',
  'orders before',
  'hour of the day',
]

/** The factors of {@link factorsOf} in words, in their order. */
export const factorWords = ({ segments }: SessionTable): string[] => [
  ...fixedFactors,
  ...(segments.length > 0 ? ['segments'] : []),
]

/** What sessions are made comparable on, in words. */
export const covariateWords = (sessions: SessionTable): string[] => [
  ...factorWords(sessions),
  'price in hand',
  'pages seen before',
  'time taken before',
]

/** What is known of every session from its start: the same at each step. */
export function factorsOf(sessions: SessionTable): readonly Factor[] {
  const { start, visitsBefore, ordersBefore, count } = sessions
  const hours = Uint8Array.from(
    start,
    (at) => Math.floor((at / HOUR_MS) % 24) / HOURS_A_PART + (isWeekend(at) ? PARTS_A_DAY : 0),
  )
  const priced = { codes: new Uint8Array(count), levels: 1 }
  return [
    ...attributeNames.map((name) => sessions.attributes[name]),
    sessions.landing,
    { codes: Uint8Array.from(visitsBefore, band), levels: 4 },
    { codes: Uint8Array.from(ordersBefore, band), levels: 4 },
    { codes: hours, levels: 2 * PARTS_A_DAY },
    ...(sessions.segments.length > 0 ? [segmentFactor(sessions.segments, count)] : []),
    priced,
  ]
}

/** 1 January 1970 was a Thursday. */
const isWeekend = (at: number): boolean => (Math.floor(at / DAY_MS + 4) % 7) % 6 === 0

/** None, one, two to four, more. */
const band = (count: number): number => (count === 0 ? 0 : count === 1 ? 1 : count < 5 ? 2 : 3)

/**
 * All that was known of each session as it came to a step; rows of sessions that never did are zero.
 *
 * @param factors of {@link factorsOf}
 */
export function designAt(
  sessions: SessionTable,
  factors: readonly Factor[],
  step: number,
  rows: Int32Array,
): Design {
  const { reachedAt, inHand, pagesBefore } = sessions
  const hand = inHand[step] ?? new Float64Array()
  const unpriced = new Uint8Array(sessions.count)
  for (const row of rows) if (!((hand[row] ?? 0) > 0)) unpriced[row] = 1
  const price = standardised(rows, sessions.count, (row) =>
    (hand[row] ?? 0) > 0 ? Math.log(hand[row] ?? 1) : Number.NaN,
  )
  const pages = standardised(rows, sessions.count, (row) => Math.log1p(pagesBefore[step]?.[row] ?? 0))
  const time = standardised(rows, sessions.count, (row) => Math.log1p((reachedAt[step]?.[row] ?? 0) / 1000))
  return {
    factors: [...factors.slice(0, -1), { codes: unpriced, levels: 2 }],
    numbers: [price, squared(price), pages, time],
  }
}

/** With mean 0 and variance 1 over the rows; 0 where the value is not known. */
function standardised(rows: Int32Array, count: number, told: (row: number) => number): Float64Array {
  const column = new Float64Array(count)
  let known = 0
  let sum = 0
  let squares = 0
  for (const row of rows) {
    const value = told(row)
    column[row] = value
    if (Number.isNaN(value)) continue
    known++
    sum += value
    squares += value * value
  }
  const mean = known === 0 ? 0 : sum / known
  const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, known) - mean * mean))
  for (const row of rows) {
    const value = column[row] ?? 0
    column[row] = Number.isNaN(value) || deviation < 1e-9 ? 0 : (value - mean) / deviation
  }
  return column
}

const squared = (column: Float64Array): Float64Array => column.map((value) => (value * value) / 2)
