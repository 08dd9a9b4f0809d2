import { describe, expect, it } from 'vitest'
import { analyseFriction } from './analyse-friction.ts'
import type { AnalysisResult } from './analysis-result.ts'
import { faultsOf } from './checked-result.ts'
import { daysFrom, frictionData, PERIOD_START, type Visit } from './session-test-data.ts'
import { type MadeShop, madeShop, type Planted, SHOP_DAYS, type Visitor } from './synthetic-shop.ts'

const SESSIONS = 3500
const period = daysFrom(PERIOD_START, SHOP_DAYS)
const found = ({ visits }: Pick<MadeShop, 'visits'>): AnalysisResult => {
  const result = analyseFriction(frictionData(visits), period)
  expect(faultsOf(result)).toEqual([])
  return result
}

/** Met by phones above all, and by those of them who are not keen: they would have bought less anyway. */
const deadButton: Planted = {
  signal: 'dead_clicked',
  step: 2,
  element: '#pay',
  keeps: 0.6,
  meets: ({ phone, keen }) => (phone ? (keen ? 0.15 : 0.5) : 0.03),
}
/** Nothing tells of it; Safari loses most of its buyers from the eighth day on. */
const silentOnSafari: Planted = {
  ...deadButton,
  signal: '',
  keeps: 0.75,
  meets: ({ safari, day }: Visitor) => (safari && day >= 7 ? 1 : 0),
}

describe('shops whose losses are known', () => {
  it.each([1, 4, 5])('the interval holds the true loss and the raw gap does not (seed %d)', (seed) => {
    const shop = madeShop(seed, SESSIONS, [deadButton])
    const [finding, ...others] = found(shop).findings
    const lost = shop.lost[0] ?? 0
    expect(finding).toMatchObject({
      signal: 'dead_clicked',
      where: { step: 'Checkout', path: '/checkout', element: '#pay' },
      method: 'observational',
      conversion: { next: 'Order' },
    })
    // Of all that is told one in twenty may be nothing; the friction itself is told once.
    expect(others.filter(({ where }) => where.element === '#pay')).toEqual([])
    expect(finding?.moneyAtRisk.low).toBeLessThan(lost)
    expect(finding?.moneyAtRisk.high).toBeGreaterThan(lost)
    expect(finding?.naive?.money).toBeGreaterThan(finding?.moneyAtRisk.high ?? 0)
    expect(finding?.naive?.why).toContain('less often anyway')
    expect(finding?.balance?.after).toBeLessThan(finding?.balance?.before ?? 0)
  })

  it.each([11, 12, 13, 14])('nothing is found where nothing is wrong (seed %d)', (seed) => {
    expect(found(madeShop(seed, SESSIONS, [])).findings).toEqual([])
  })

  it('a second signal of the same friction folds into the first', () => {
    const echoing: Planted = { ...deadButton, echo: ['rage_clicked', 0.6] }
    const { findings, withheld } = found(madeShop(4, SESSIONS, [echoing]))
    expect(findings.map(({ where, signal }) => [signal, where.element])).toEqual([['dead_clicked', '#pay']])
    expect(withheld.find(({ reason }) => reason === 'explained_by_another')?.examples.join()).toContain(
      '#pay',
    )
  })

  it('a second friction at the same step stays, and each costs its own', () => {
    const error: Planted = {
      signal: 'error_shown',
      step: 2,
      element: '#address',
      keeps: 0.7,
      meets: ({ keen }) => (keen ? 0.25 : 0.12),
    }
    const shop = madeShop(5, SESSIONS, [deadButton, error])
    const { findings } = found(shop)
    expect(findings.map(({ where }) => where.element).sort()).toEqual(['#address', '#pay'])
    for (const [which, element] of ['#pay', '#address'].entries()) {
      const money = findings.find(({ where }) => where.element === element)?.moneyAtRisk
      expect(money?.low).toBeLessThan(shop.lost[which] ?? 0)
      expect(money?.high).toBeGreaterThan(shop.lost[which] ?? 0)
    }
  })

  it('names the group that meets it, in one finding', () => {
    const ofSafari: Planted = {
      ...deadButton,
      meets: ({ phone, safari }) => (phone && safari ? 0.6 : 0),
    }
    const { findings } = found(madeShop(6, SESSIONS, [ofSafari]))
    expect(findings).toHaveLength(1)
    const who = findings[0]?.who ?? {}
    expect(who['browser.name']).toBe('Safari')
    expect(who['device.type'] === 'mobile' || who['os.name'] === 'iOS').toBe(true)
    expect(Object.keys(who)).toHaveLength(2)
  })

  it('names the segment that meets it, and tells that there are more than were looked at', () => {
    const isListed = (person: number) => person % 5 === 0
    const ofSegment: Planted = { ...deadButton, meets: ({ person }) => (isListed(person) ? 0.6 : 0) }
    const shop = madeShop(6, SESSIONS, [ofSegment])
    const people = BigUint64Array.from({ length: SESSIONS }, (_, person) =>
      BigInt(isListed(person) ? person : SESSIONS),
    )
    const regulars = { id: 's1', name: 'Regulars', profiles: people, othersToo: false }
    const result = analyseFriction(
      frictionData(shop.visits, { segments: [regulars], otherSegments: 3 }),
      period,
    )
    expect(faultsOf(result)).toEqual([])
    expect(result.method).toContain('the project has 3 more')
    expect(result.findings).toHaveLength(1)
    const [finding] = result.findings
    expect(finding).toMatchObject({ who: { segment: 's1' }, where: { element: '#pay' } })
    expect(finding?.title).toContain('in the segment Regulars')
    expect(finding?.covariates).toContain('segments')
    expect(finding?.hit.find(({ field }) => field === 'segment')?.rows).toMatchObject([
      { name: 's1', affected: finding?.sessions.affected },
      { name: '', affected: 0 },
    ])
    expect(finding?.moneyAtRisk.low).toBeLessThan(shop.lost[0] ?? 0)
    expect(finding?.moneyAtRisk.high).toBeGreaterThan(shop.lost[0] ?? 0)
  })

  it('names the days on which it was there', () => {
    const since: Planted = { ...deadButton, meets: ({ day }) => (day >= 6 && day < 10 ? 0.5 : 0) }
    const [finding] = found(madeShop(7, SESSIONS, [since])).findings
    expect(finding?.when).toMatchObject({ beganInPeriod: true, endedInPeriod: true })
    expect(finding?.when.from.slice(0, 10)).toBe('2026-04-07')
    expect(finding?.when.to.slice(0, 10)).toBe('2026-04-10')
    const days = finding?.course.filter(({ affected }) => affected > 0).map(({ day }) => day.slice(0, 10))
    expect(days).toEqual(['2026-04-07', '2026-04-08', '2026-04-09', '2026-04-10'])
  })

  it('finds a drop of one browser that no signal tells of, with its start', () => {
    const shop = madeShop(8, 6000, [silentOnSafari])
    const visits = shop.visits.map(
      (visit): Visit => ({
        ...visit,
        signals: (visit.signals ?? []).filter(([, signal]) => signal !== ''),
      }),
    )
    const [finding, ...others] = found({ visits }).findings
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      signal: 'step_dropped',
      where: { step: 'Checkout', path: null, element: null },
      who: { 'browser.name': 'Safari' },
      method: 'against_own_past',
      balance: null,
    })
    expect(finding?.when).toMatchObject({ beganInPeriod: true, endedInPeriod: false })
    expect(Math.abs(Date.parse(finding?.when.from ?? '') - Date.UTC(2026, 3, 8))).toBeLessThanOrEqual(
      86_400_000,
    )
    expect(finding?.moneyAtRisk.low).toBeLessThan(shop.lost[0] ?? 0)
    expect(finding?.moneyAtRisk.high).toBeGreaterThan(shop.lost[0] ?? 0)
  })

  it('does not blame a drop on what its group met since then', () => {
    const notice: Planted = {
      ...deadButton,
      signal: 'help_sought',
      element: '#new',
      keeps: 0,
      meets: ({ safari, day }: Visitor) => (safari && day >= 7 ? 0.4 : 0),
    }
    const shop = madeShop(8, 6000, [silentOnSafari, notice])
    const visits = shop.visits.map((visit): Visit => {
      const signals = (visit.signals ?? []).filter(([, signal]) => signal !== '')
      return { ...visit, signals }
    })
    const { findings } = found({ visits })
    expect(findings.map(({ signal, who }) => [signal, who])).toEqual([
      ['step_dropped', { 'browser.name': 'Safari' }],
    ])
    expect(findings[0]?.moneyAtRisk.low).toBeLessThan(shop.lost[0] ?? 0)
    expect(findings[0]?.moneyAtRisk.high).toBeGreaterThan(shop.lost[0] ?? 0)
  })

  it('tells all numbers for everyone where a part of the people was looked at', () => {
    const { visits } = madeShop(1, SESSIONS, [deadButton])
    const whole = found({ visits })
    const half = analyseFriction(frictionData(visits, { share: 0.5 }), period)
    expect(faultsOf(half)).toEqual([])
    expect([half.share, half.sessions, half.orders]).toEqual([0.5, 2 * whole.sessions, 2 * whole.orders])
    const [one, twice] = [whole.findings[0], half.findings[0]]
    expect(twice?.moneyAtRisk.high).toBeCloseTo(2 * (one?.moneyAtRisk.high ?? 0), 6)
    expect(twice?.sessions.affected).toBe(2 * (one?.sessions.affected ?? 0))
    expect(twice?.naive?.money).toBeCloseTo(2 * (one?.naive?.money ?? 0), 6)
    expect(twice?.conversion).toEqual(one?.conversion)
  })

  it('finds the same on each run, and whatever order sessions come in', () => {
    const { visits } = madeShop(1, SESSIONS, [deadButton])
    const first = found({ visits })
    expect(JSON.stringify(found({ visits }))).toBe(JSON.stringify(first))
    const turned = found({ visits: visits.toReversed() })
    const plain = ({ findings, orders, revenue, steps }: AnalysisResult) => ({
      orders,
      revenue: Math.round(revenue),
      steps,
      findings: findings.map(({ title, who, when, sessions, moneyAtRisk }) => ({
        title,
        who,
        when,
        sessions,
        money: Math.round(moneyAtRisk.estimate / 10),
      })),
    })
    expect(plain(turned)).toEqual(plain(first))
  })
})
