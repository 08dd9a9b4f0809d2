import type { FunnelResponse, PathsResponse } from '@throughline/contract/reports'
import { describe, expect, it } from 'vitest'
import { funnelFinding } from '../funnel/funnel-finding.ts'
import { lifecycleFinding } from '../lifecycle/lifecycle-finding.ts'
import { layoutPaths } from '../paths/layout-paths.ts'
import { pathsFinding } from '../paths/paths-finding.ts'
import { isUnfinished, retentionCurve } from '../retention/retention-curve.ts'
import { retentionFinding } from '../retention/retention-finding.ts'
import { valueCurve } from '../retention/value-curve.ts'
import { trendFinding } from '../trend/trend-finding.ts'
import { whenWords } from './asked-range.ts'
import { type Finding, plainFinding } from './finding.tsx'

const range = { from: '2026-08-31T22:00:00Z', to: '2026-09-30T22:00:00Z', timezone: 'Europe/Berlin' }
const now = Date.parse('2026-10-15T12:00:00Z')
/** Thin spaces read as plain ones here. */
const said = (finding: Finding): string => plainFinding(finding).replaceAll('\u202f', ' ')

it('a range is told in the days of its zone', () => {
  expect(whenWords(range)).toBe('1–30 September 2026, Europe/Berlin')
})

describe('a funnel', () => {
  const answer = (...counts: number[]): FunnelResponse => ({
    steps: counts.map((count, index) => ({
      event: `step ${index + 1}`,
      count,
      conversionFromFirst: null,
      conversionFromPrevious: null,
      averageSeconds: null,
      medianSeconds: null,
    })),
  })
  const asked = { ...range, steps: [{ event: 'a' }, { event: 'b' }], windowSeconds: 604_800 }

  it('says who gets through and where the others are lost', () => {
    expect(said(funnelFinding(asked, answer(1000, 500, 123)))).toBe(
      '12 % of those who did “step 1” went on to “step 3” within 7 days; of the others, the largest part, 57 %, is lost between “step 1” and “step 2”.',
    )
  })

  it('of two steps has one place only to lose people in', () => {
    expect(said(funnelFinding({ ...asked, unit: 'session' }, answer(1000, 79)))).toBe(
      '7.9 % of the sessions with “step 1” went on to “step 2” within 7 days.',
    )
  })

  it('of nobody says so', () => {
    expect(said(funnelFinding(asked, answer(0, 0)))).toBe('Nobody did “step 1” in this period.')
  })
})

describe('retention', () => {
  const asked = {
    ...range,
    cohort: { event: '*', firstTime: true },
    return: { event: '*' },
    period: 'week' as const,
    periods: 2,
  }
  // The range ends on a Wednesday: the week of 28 September is not whole in it.
  const answer = {
    cohorts: [
      { start: '2026-08-31', counts: [100, 30, 20] },
      { start: '2026-09-07', counts: [100, 10, 10] },
      { start: '2026-09-14', counts: [100, 20, 1] },
      { start: '2026-09-21', counts: [100, 2] },
      { start: '2026-09-28', counts: [40] },
    ],
  }

  it('counts only cohorts for which the period is over', () => {
    expect(retentionCurve(asked, answer, now).map(({ came, began }) => [came, began])).toEqual([
      [400, 400],
      [60, 300],
      [30, 200],
    ])
    expect(isUnfinished(asked, answer, { cohort: 3, later: 1 }, now)).toBe(true)
    expect(isUnfinished(asked, answer, { cohort: 2, later: 1 }, now)).toBe(false)
  })

  it('says the first period and the last', () => {
    expect(said(retentionFinding(asked, answer, now))).toBe(
      'Of those who did any event for the first time, 20 % came back the week after, and 15 % 2 weeks after.',
    )
  })

  it('in the middle of the range knows less', () => {
    const early = Date.parse('2026-09-15T12:00:00Z')
    expect(retentionCurve(asked, answer, early).map(({ began }) => began)).toEqual([200, 100])
  })
})

describe('what cohorts bring', () => {
  const asked = {
    ...range,
    cohort: { event: 'Order Completed', firstTime: true },
    return: { event: 'Order Completed' },
    period: 'week' as const,
    periods: 2,
    value: { property: 'revenue' },
  }
  // The range ends on a Wednesday: the week of 28 September is not whole in it.
  const answer = {
    cohorts: [
      { start: '2026-08-31', counts: [100, 30, 20], sums: [1000.1, 300.2, 5] },
      { start: '2026-09-07', counts: [0, 0, 0], sums: [0, 0, 0] },
      { start: '2026-09-14', counts: [100, 20, 1], sums: [500, 100, 50] },
      { start: '2026-09-21', counts: [100, 2], sums: [600, 700] },
      { start: '2026-09-28', counts: [40], sums: [900] },
    ],
  }

  it('is what a person of the cohorts brought for whom the period is over', () => {
    expect(valueCurve(asked, answer, now)).toEqual([
      { later: 0, people: 300, sum: 2100.1, perPerson: 2100.1 / 300 },
      { later: 1, people: 200, sum: 400.2, perPerson: 2.001 },
      { later: 2, people: 100, sum: 5, perPerson: 0.05 },
    ])
  })

  it('is told in all, and a person', () => {
    expect(said(retentionFinding(asked, answer, now))).toBe(
      'Those who did “Order Completed” for the first time brought 4,155.3 of revenue up to 2 weeks after: 7 a person in the week they began, and 2 the week after.',
    )
    expect(said(retentionFinding({ ...asked, periods: 4 }, answer, now))).toMatch(/4,155.3 of revenue: 7 a/)
  })

  it('has no total where people are in several cohorts, or a sum is beyond numbers', () => {
    const several = { ...asked, cohort: { event: 'Order Completed' } }
    const sentence = 'brought revenue of 7 a person in the week they began, and 2 the week after.'
    expect(said(retentionFinding(several, answer, now))).toBe(`Those who did “Order Completed” ${sentence}`)
    const beyond = [...answer.cohorts.slice(0, 4), { start: '2026-09-28', counts: [40], sums: [null] }]
    expect(said(retentionFinding(asked, { cohorts: beyond }, now))).toBe(
      `Those who did “Order Completed” for the first time ${sentence}`,
    )
  })

  it('is not known before the first period is over', () => {
    const early = Date.parse('2026-09-02T12:00:00Z')
    expect(said(retentionFinding(asked, answer, early))).toBe(
      'No week is over yet: choose a longer period to see what they bring.',
    )
  })
})

describe('a trend', () => {
  const asked = {
    ...range,
    interval: 'day' as const,
    series: [{ event: 'Order Completed', measure: 'count' as const }],
  }
  const series = (total: number | null) => [
    { event: 'Order Completed', measure: 'count', values: [total], total },
  ]
  const answer = { buckets: ['2026-09-01'], series: series(120) }

  it.each([
    [100, '“Order Completed” happened 120 times, 20 % more than in the period before.'],
    [120, '“Order Completed” happened 120 times, as in the period before.'],
    [0, '“Order Completed” happened 120 times, against 0 in the period before.'],
    [3, '“Order Completed” happened 120 times, 40 times as much as in the period before.'],
  ])('against %i before', (before, sentence) => {
    const previous = { buckets: ['2026-08-01'], series: series(before) }
    expect(said(trendFinding({ ...asked, compare: 'previous' }, { ...answer, previous }))).toBe(sentence)
  })

  it('names the group that leads', () => {
    const groups = [
      { value: 'DE', values: [90], total: 90 },
      { value: null, other: true as const, values: [30], total: 30 },
    ]
    const grouped = { ...answer, series: series(120).map((one) => ({ ...one, breakdown: groups })) }
    expect(said(trendFinding({ ...asked, breakdown: { property: 'country' } }, grouped))).toBe(
      '“Order Completed” happened 120 times; the most, 75 %, with country DE.',
    )
  })
})

it('a lifecycle speaks of the last whole week only', () => {
  const asked = { ...range, event: '*', interval: 'week' as const }
  const answer = {
    buckets: ['2026-09-14', '2026-09-21', '2026-09-28'],
    new: [5, 30, 900],
    returning: [1, 1, 1],
    resurrecting: [0, 4, 0],
    dormant: [0, 50, 0],
  }
  expect(said(lifecycleFinding(asked, answer, now))).toBe(
    'In the week of 21 Sept 2026, 34 people came or came back and 50 fell silent: 16 fewer are active than the week before.',
  )
})

describe('paths', () => {
  const answer: PathsResponse = {
    nodes: [
      { id: '0:/', step: 0, name: '/', count: 100, dropOff: 30 },
      { id: '1:b', step: 1, name: 'b', count: 50, dropOff: 50 },
      { id: '1:…', step: 1, name: '…', other: true, count: 20, dropOff: 0 },
    ],
    edges: [
      { source: '0:/', target: '1:b', count: 50, averageSeconds: 4 },
      { source: '0:/', target: '1:…', count: 20, averageSeconds: null },
      { source: '0:/', target: 'gone', count: 1, averageSeconds: null },
    ],
  }

  it('say where most go and for whom it is the end', () => {
    const asked = { ...range, anchor: { direction: 'from' as const, path: '/' } }
    expect(said(pathsFinding(asked, answer))).toBe('After “/”, the most, 50 %, go on to “b”; 30 % end there.')
  })

  it('are laid out by step, as high as their people, with the others last', () => {
    const { nodes, edges, columns } = layoutPaths(answer, 400)
    const [first, second, others] = nodes
    expect(columns).toHaveLength(2)
    expect(first?.x).toBe(0)
    expect(second?.x).toBe(others?.x)
    expect((first?.height ?? 0) / (second?.height ?? 1)).toBeCloseTo(2)
    expect(others?.y).toBeGreaterThan((second?.y ?? 0) + (second?.height ?? 0))
    expect(first?.endHeight).toBeCloseTo((first?.height ?? 0) * 0.3)
    expect(edges.map(({ edge }) => edge.target)).toEqual(['1:b', '1:…'])
  })

  it('hold nothing at all where nothing is', () => {
    expect(layoutPaths({ nodes: [], edges: [] }, 400)).toMatchObject({ nodes: [], edges: [], height: 0 })
  })
})
