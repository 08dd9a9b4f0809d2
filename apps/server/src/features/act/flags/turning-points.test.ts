import type { Flag, Rule, Serve } from '@throughline/evaluator/datafile'
import { expect, it } from 'vitest'
import { turningPoints } from './turning-points.ts'

const start = Date.UTC(2026, 0, 1)
const MINUTE = 60_000
const DAY = 1440 * MINUTE
const at = (ms: number) => new Date(start + ms).toISOString()

const flag = (change: Partial<Flag>): Flag => ({
  key: 'f',
  type: 'boolean',
  enabled: true,
  variations: [{ key: 'on', value: true }],
  off: null,
  prerequisites: [],
  rules: [],
  otherwise: { variation: 'on' },
  ...change,
})

const ramp = (gradual: boolean, ...points: [ms: number, percent: number][]): Serve => ({
  ramp: {
    variation: 'on',
    rest: null,
    points: points.map(([ms, percent]) => ({ at: at(ms), percent })),
    gradual,
  },
  unit: 'targetingKey',
  salt: 's',
})

/** Minutes after the start at which a client is told, looked at each second minute by minute. */
function toldAt(one: Flag, minutes: number): number[] {
  const turns = turningPoints([one])
  return Array.from({ length: minutes }, (_, index) => index).filter((minute) =>
    turns(start + (minute - 1) * MINUTE, start + minute * MINUTE),
  )
}

it('knows when schedules begin and end and ramps take a step, a time without a zone being UTC', () => {
  const scheduled: Rule = {
    id: 'r',
    conditions: [],
    serve: { variation: 'on' },
    from: '2026-01-01T00:02:00',
    to: at(5 * MINUTE),
  }
  expect(toldAt(flag({ rules: [scheduled] }), 10)).toEqual([2, 5])
  expect(toldAt(flag({ otherwise: ramp(false, [MINUTE, 10], [3 * MINUTE, 100]) }), 10)).toEqual([1, 3])
  expect(toldAt(flag({ rules: [scheduled], enabled: false }), 10)).toEqual([])
})

it('tells of a ramp that grows evenly at each hundredth of its way, at most once a minute', () => {
  expect(toldAt(flag({ otherwise: ramp(true, [MINUTE, 0], [4 * MINUTE, 50]) }), 10)).toEqual([1, 2, 3, 4])
  const slow = toldAt(flag({ otherwise: ramp(true, [0, 0], [DAY, 50], [2 * DAY, 50]) }), 2 * 1440 + 1)
  // The start, a hundred steps, and the last point.
  expect(slow).toHaveLength(102)
  expect(slow.slice(0, 4)).toEqual([0, 15, 29, 44])
})
