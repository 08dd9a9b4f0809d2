import { describe, expect, it } from 'vitest'
import { analyseFriction } from './analyse-friction.ts'
import { daysFrom, frictionData, PERIOD_START, type Visit } from './session-test-data.ts'
import { madeShop, SHOP_DAYS } from './synthetic-shop.ts'

const period = daysFrom(PERIOD_START, SHOP_DAYS)
const analysed = (visits: readonly Visit[]) => analyseFriction(frictionData(visits), period)

/** A shop in which one in four who stand at the checkout meet it. */
const shopWith = (signal: string, keeps: number) =>
  madeShop(5, 5000, [{ signal, step: 2, element: '#form', keeps, meets: () => 0.25 }])

describe('signals that may follow from leaving', () => {
  it.each(['form_abandoned', 'page_returned', 'low_score'])(
    '%s is sized where many go on after it',
    (signal) => {
      const { visits, lost } = shopWith(signal, 0.5)
      const [finding] = analysed(visits).findings
      expect(finding).toMatchObject({ signal, where: { step: 'Checkout', element: '#form' } })
      expect(finding?.moneyAtRisk.low).toBeLessThan(lost[0] ?? 0)
      expect(finding?.moneyAtRisk.high).toBeGreaterThan(lost[0] ?? 0)
    },
  )

  it('is no finding, but a reason, where nobody goes on after it', () => {
    const { findings, withheld } = analysed(shopWith('form_abandoned', 1).visits)
    expect(findings).toEqual([])
    expect(withheld).toContainEqual(expect.objectContaining({ reason: 'no_comparable_sessions' }))
  })
})

describe('a signal on all pages of a step', () => {
  const harm = { signal: 'script_failed', step: 1, element: '', keeps: 0.5, meets: () => 0.3 } as const
  const { visits, lost } = madeShop(6, 6000, [harm])
  const onLists = (lists: number) =>
    visits.map((visit, index): Visit => {
      const page = `/list-${index % lists}`
      return {
        ...visit,
        steps: (visit.steps ?? []).map(([at, step, amount]) => [
          at,
          step,
          amount,
          step === 1 ? page : undefined,
        ]),
        pages: [
          [0, '/'],
          ...(visit.steps ?? []).map(([at, step]) => [at, step === 1 ? page : '/checkout'] as const),
        ],
        signals: (visit.signals ?? []).map(([at, signal, at_, element]) => [
          at,
          signal,
          signal === harm.signal ? page : at_,
          element,
        ]),
      }
    })

  it('is one friction, of the step', () => {
    const findings = analysed(onLists(3)).findings
    expect(findings.map(({ signal, where }) => [signal, where.step, where.path])).toEqual([
      ['script_failed', 'Product', null],
    ])
    expect(findings[0]?.moneyAtRisk.low).toBeLessThan(lost[0] ?? 0)
    expect(findings[0]?.moneyAtRisk.high).toBeGreaterThan(lost[0] ?? 0)
  })

  it('is one of its page where there is one page', () => {
    expect(analysed(onLists(1)).findings.map(({ where }) => where.path)).toEqual(['/list-0'])
  })
})
