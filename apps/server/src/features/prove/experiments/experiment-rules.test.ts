import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultPlan, type Phase } from './experiment.ts'
import { healthOf } from './health.ts'
import type { ArmSumsRow } from './queries/arm-sums.ts'
import { freeSlots, SLOTS, slotCount } from './slots.ts'
import { type StartQuestion, startChecks } from './start-checks.ts'

describe('slots of a layer', () => {
  it('are disjoint, as many as asked for, or none', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4000 }), { maxLength: 8 }), (counts) => {
        const held: [number, number][] = []
        for (const count of counts) {
          const slots = freeSlots(held, count)
          const free = SLOTS - slotCount(held)
          expect(slots === null).toBe(free < count)
          if (slots) held.push(...slots)
          if (slots) expect(slotCount(slots)).toBe(count)
        }
        const sorted = held.toSorted(([a], [b]) => a - b)
        for (const [index, [from]] of sorted.entries())
          expect(from).toBeGreaterThanOrEqual(sorted[index - 1]?.[1] ?? 0)
      }),
    )
  })

  it('fill gaps first', () => {
    expect(
      freeSlots(
        [
          [0, 100],
          [200, 10_000],
        ],
        100,
      ),
    ).toEqual([[100, 200]])
    expect(
      freeSlots(
        [
          [0, 100],
          [200, 10_000],
        ],
        101,
      ),
    ).toBeNull()
  })
})

describe('checks before a start', () => {
  const ready: StartQuestion = {
    plan: {
      ...defaultPlan,
      control: 'off',
      split: [
        { variation: 'off', weight: 50 },
        { variation: 'on', weight: 50 },
      ],
      metrics: { primary: 'm', guardrails: ['g'], secondaries: [] },
    },
    flagKey: 'f',
    flag: {
      archived: false,
      off: false,
      variations: [
        { key: 'off', value: false },
        { key: 'on', value: true },
      ],
      others: [],
    },
    environmentKnown: true,
    unknownMetrics: [],
    layerFull: null,
    primary: { kind: 'proportion', event: 'Order Completed', better: 'up' },
  }
  const missing = (change: Partial<StartQuestion>) =>
    startChecks({ ...ready, ...change })
      .filter(({ state }) => state === 'no')
      .map(({ id }) => id)
  const plan = (change: Partial<StartQuestion['plan']>) => ({ plan: { ...ready.plan, ...change } })

  it('let a whole draft pass', () => expect(missing({})).toEqual([]))

  it.each([
    ['flag', { flag: undefined }],
    ['flag', { flagKey: '' }],
    ['flag', { flag: { ...ready.flag, archived: true } as StartQuestion['flag'] }],
    ['flag', { flag: { ...ready.flag, off: true } as StartQuestion['flag'] }],
    ['flag', { flag: { ...ready.flag, off: true, others: ['"Another"'] } as StartQuestion['flag'] }],
    ['flag', { environmentKnown: false }],
    ['variations', plan({ control: 'other' })],
    [
      'variations',
      {
        flag: {
          ...ready.flag,
          variations: [
            { key: 'off', value: 1 },
            { key: 'on', value: 1 },
          ],
        } as StartQuestion['flag'],
      },
    ],
    [
      'split',
      plan({
        split: [
          { variation: 'off', weight: 50 },
          { variation: 'on', weight: 49.9 },
        ],
      }),
    ],
    [
      'split',
      plan({
        split: [
          { variation: 'off', weight: 100 },
          { variation: 'on', weight: 0 },
        ],
      }),
    ],
    ['metrics', plan({ metrics: { primary: null, guardrails: [], secondaries: [] } })],
    ['metrics', plan({ metrics: { primary: 'm', guardrails: ['m'], secondaries: [] } })],
    ['metrics', { unknownMetrics: ['m'] }],
    ['duration', plan({ decision: { ...defaultPlan.decision, method: 'fixed' } })],
    ['layer', { layerFull: 'Full.' }],
  ] satisfies [string, Partial<StartQuestion>][])('stop at %s', (id, change) =>
    expect(missing(change)).toContain(id),
  )
})

describe('health', () => {
  const split = [
    { variation: 'a', weight: 50 },
    { variation: 'b', weight: 50 },
  ]
  const phase: Phase = { at: '2026-01-01T00:00:00Z', traffic: 100, slots: [[0, SLOTS]], split }
  const row = (arm: number, units: number, days: number[]): ArmSumsRow => ({
    arm,
    phase: 0,
    field: '',
    value: '',
    units,
    foreign: 0,
    sums: new Array(15).fill(0),
    most: [0],
    days: [days],
    courses: [],
  })
  const health = (rows: ArmSumsRow[], phases = [phase]) =>
    healthOf({
      rows,
      variations: ['a', 'b'],
      phases,
      days: ['2026-01-01', '2026-01-02'],
      running: true,
      history: [],
      comparesDays: false,
      money: [],
    })

  it('is good where the arms are as they were drawn', () => {
    expect(health([row(1, 5000, [2500, 2500]), row(2, 5030, [2500, 2530])]).state).toBe('good')
  })

  it('stops where an arm loses a tenth of its visitors', () => {
    const { state, sampleRatio } = health([row(1, 5000, [2500, 2500]), row(2, 4500, [2250, 2250])])
    expect(state).toBe('stop')
    expect(sampleRatio.p).toBeLessThan(0.001)
  })

  it('expects of each batch its own split', () => {
    const moved = [
      { variation: 'a', weight: 10 },
      { variation: 'b', weight: 90 },
    ]
    const phases = [phase, { ...phase, split: moved }]
    const rows = [
      row(1, 500, [500]),
      row(2, 510, [510]),
      { ...row(1, 102, [102]), phase: 1 },
      { ...row(2, 900, [900]), phase: 1 },
    ]
    expect(health(rows, phases)).toMatchObject({ state: 'good' })
    expect(health(rows, [phase, phase]).state).toBe('stop')
  })

  it('warns of Cookie Cats, as published', () => {
    const { state, sampleRatio } = health([row(1, 44_700, [44_700]), row(2, 45_489, [45_489])])
    expect(state).toBe('warning')
    expect(sampleRatio.p).toBeCloseTo(0.0086, 4)
  })

  it('says that many saw both', () => {
    const { checks } = health([row(0, 300, [300]), row(1, 5000, [5000]), row(2, 5000, [5000])])
    expect(checks.find(({ check }) => check === 'both_variations')?.state).toBe('warning')
  })
})
