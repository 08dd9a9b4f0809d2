import { compile } from '@throughline/evaluator/compile'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchTraffic, nextBatchAt, promisedSlots } from './bandit.ts'
import { banditCheck } from './bandit-check.ts'
import { defaultPlan, type ExperimentPlan, type Phase } from './experiment.ts'
import { type BatchQuestion, nextBatch } from './next-batch.ts'
import type { ArmSumsRow } from './queries/arm-sums.ts'
import { freeSlots, SLOTS, slotCount, slotsFor } from './slots.ts'

const START = Date.UTC(2026, 0, 1)
const DAY = 86_400_000

/** So many units of an arm in a phase, of whom some did it. */
const row = (arm: number, phase: number, [units, did]: readonly [number, number]): ArmSumsRow => ({
  arm,
  phase,
  field: '',
  value: '',
  units,
  foreign: 0,
  // n, Σy, Σy², Σy³, no past, nothing below.
  sums: [units, did, did, did, ...new Array<number>(11).fill(0)],
  most: [1],
  days: [[units]],
  courses: [],
})

const even = ['a', 'b'].map((variation) => ({ variation, weight: 50 }))

/** @param batches of each batch its arms: units, and those who did it */
function after(
  batches: readonly (readonly (readonly [number, number])[])[],
  change: Partial<BatchQuestion> & { readonly better?: 'up' | 'down' } = {},
) {
  const { better = 'up', ...rest } = change
  const definition = { kind: 'proportion', event: 'Order Completed', better } as const
  return nextBatch({
    metric: { id: 'm', name: 'People who order', definition, format: 'share' },
    answer: {
      rows: batches.flatMap((arms, phase) => arms.map((arm, index) => row(index + 1, phase, arm))),
      quantiles: new Map(),
      caps: new Map(),
    },
    arms: ['a', 'b', 'c']
      .slice(0, batches[0]?.length)
      .map((key) => ({ variation: key, name: key.toUpperCase() })),
    phases: batches.length,
    split: even,
    floor: 0.05,
    currency: 'EUR',
    ...rest,
  })
}
const weightsOf = ({ split }: ReturnType<typeof after>) =>
  Object.fromEntries(split.map(({ variation, weight }) => [variation, weight]))

describe('the shares of the next batch', () => {
  it('follow the better arm, with the reason in words', () => {
    const next = after([
      [
        [500, 50],
        [500, 65],
      ],
    ])
    const { a = 0, b = 0 } = weightsOf(next)
    expect(a + b).toBeCloseTo(100, 9)
    expect(b).toBeGreaterThan(80)
    expect(next.because).toMatch(
      /^"B" 8\d(\.\d)? %, "A" 1\d(\.\d)? %, because people who order so far are: "B" 13\.0 %, "A" 10\.0 %\. With a chance of 9\d\.\d %, "B" is the best\.$/,
    )
    expect(
      weightsOf(
        after(
          [
            [
              [500, 50],
              [500, 65],
            ],
          ],
          { better: 'down' },
        ),
      ).a,
    ).toBe(b)
  })

  it('make nothing of an arm that came when all did more of it', () => {
    // Within each batch the arms are alike; by totals B would do it twice as often.
    const { a = 0, b = 0 } = weightsOf(
      after([
        [
          [900, 90],
          [100, 10],
        ],
        [
          [100, 30],
          [900, 270],
        ],
      ]),
    )
    expect(a).toBeCloseTo(b, 0)
  })

  it.each([
    [
      'nobody came',
      [
        [0, 0],
        [0, 0],
      ],
      '"A" was seen by 0',
    ],
    [
      'an arm is empty',
      [
        [400, 40],
        [0, 0],
      ],
      '"B" was seen by 0',
    ],
    [
      'an arm is small',
      [
        [400, 40],
        [19, 5],
      ],
      '"B" was seen by 19 that count so far, and 20 are needed',
    ],
    [
      'nobody did it',
      [
        [400, 0],
        [400, 0],
      ],
      'stay as they are',
    ],
    [
      'everybody did it',
      [
        [400, 400],
        [400, 400],
      ],
      'stay as they are',
    ],
  ] as const)('stay where %s, and say why', (_, arms, words) => {
    const next = after([arms])
    expect(next.split).toEqual(even)
    expect(next.because).toContain('the shares stay as they are: ')
    expect(next.because).toContain(words)
  })

  it('always sum to 100, above the floor, in the order of the split', () => {
    const arm = fc.tuple(fc.integer({ min: 20, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }))
    const split = ['c', 'a', 'b'].map((variation) => ({ variation, weight: 100 / 3 }))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(arm, arm, arm), { minLength: 1, maxLength: 3 }),
        fc.double({ min: 0.01, max: 1 / 3, noNaN: true }),
        (batches, floor) => {
          const sums = batches.map((arms) => arms.map(([n, p]) => [n, Math.round(n * p)] as const))
          const next = after(sums, { split, floor }).split
          expect(next.map(({ variation }) => variation)).toEqual(['c', 'a', 'b'])
          expect(Math.abs(next.reduce((sum, { weight }) => sum + weight, 0) - 100)).toBeLessThan(1e-9)
          for (const { weight } of next) expect(weight).toBeGreaterThanOrEqual(floor * 100 - 1e-6)
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('batches', () => {
  const plan = (bandit: ExperimentPlan['bandit'], change: Partial<ExperimentPlan> = {}): ExperimentPlan => ({
    ...defaultPlan,
    split: even,
    bandit,
    ...change,
  })
  const proportion = { kind: 'proportion', event: 'x', better: 'up' } as const

  it('are due some days after the last, whatever was missed, until all came', () => {
    const phase: Phase = { at: new Date(START).toISOString(), traffic: 50, slots: [[0, 5000]], split: even }
    const bandit = plan({ batches: 2, days: 3, floor: 0.05 })
    const of = (phases: readonly Phase[], state: 'running' | 'stopped' = 'running') => ({
      state,
      plan: bandit,
      phases,
    })
    expect(nextBatchAt(of([phase]))).toEqual(new Date(START + 3 * DAY))
    expect(nextBatchAt(of([phase, phase]))).toBeNull()
    expect(nextBatchAt(of([phase], 'stopped'))).toBeNull()
    expect(promisedSlots(of([phase]))).toBe(5000)
    expect(promisedSlots(of([phase], 'stopped'))).toBe(0)
  })

  it.each([
    ['no', plan({ batches: 3, days: 2, floor: 0.05 }), { kind: 'quantile', event: 'x', better: 'down' }],
    ['no', plan({ batches: 3, days: 2, floor: 0.05 }), { kind: 'timeTo', event: 'x', better: 'down' }],
    ['no', plan({ batches: 3, days: 2, floor: 0.5 }, { split: [...even, ...even] }), proportion],
    ['no', plan({ batches: 20, days: 2, floor: 0.05 }, { traffic: 0.05 }), proportion],
    ['warning', plan({ batches: 3, days: 2, floor: 0.05 }), { ...proportion, wait: true, windowHours: 72 }],
    ['yes', plan({ batches: 3, days: 2, floor: 0.05 }), proportion],
  ] as const)('are checked before the start: %s', (state, draft, primary) =>
    expect(banditCheck(draft, primary)).toMatchObject([{ id: 'bandit', state }]),
  )

  it('never move anybody: who is in keeps the variation over all batches, by the evaluator itself', () => {
    const people = Array.from({ length: 400 }, (_, index) => `p${index}`)
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 100, noNaN: true }),
        fc.array(fc.integer({ min: 5, max: 95 }), { minLength: 2, maxLength: 8 }),
        (traffic, weights) => {
          const batches = weights.length
          const phases: { slots: [number, number][]; split: typeof even }[] = []
          const drawn = new Map<string, string | undefined>()
          for (const [index, weight] of weights.entries()) {
            const total = batchTraffic({ traffic, batches }, index + 1)
            const held = phases.flatMap(({ slots }) => slots)
            const slots = freeSlots(held, slotsFor(total - slotCount(held) / (SLOTS / 100)))
            if (!slots) throw new Error('No room.')
            const split = [
              { variation: 'a', weight },
              { variation: 'b', weight: 100 - weight },
            ]
            phases.push({ slots, split })
            const evaluator = compile(datafileWith(phases))
            for (const targetingKey of people) {
              const { experiment } = evaluator.evaluate('f', { targetingKey })
              const before = drawn.get(targetingKey)
              if (before !== undefined) expect(experiment?.variation).toBe(before)
              drawn.set(targetingKey, experiment?.variation)
            }
          }
          expect(slotCount(phases.flatMap(({ slots }) => slots))).toBe(slotsFor(traffic))
        },
      ),
      { numRuns: 25 },
    )
  })
})

const datafileWith = (phases: { slots: [number, number][]; split: typeof even }[]) => ({
  format: 1 as const,
  environment: 'production',
  revision: '1',
  flags: [
    {
      key: 'f',
      type: 'string' as const,
      enabled: true,
      variations: ['a', 'b'].map((key) => ({ key, value: key })),
      off: 'a',
      prerequisites: [],
      rules: [
        {
          id: 'experiment',
          conditions: [],
          serve: {
            experiment: {
              id: 'e',
              unit: 'targetingKey',
              salt: 'e',
              layer: 'e',
              phases,
              holdout: { salt: 'h', share: 0.05 },
            },
          },
        },
      ],
      otherwise: { variation: 'a' },
    },
  ],
})
