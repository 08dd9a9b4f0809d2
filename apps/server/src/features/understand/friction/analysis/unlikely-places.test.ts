import { normalTail } from '@throughline/statistics/normal-distribution'
import { describe, expect, it } from 'vitest'
import { analyseFriction } from './analyse-friction.ts'
import { concentrations } from './concentration.ts'
import { findSignals, isCandidate } from './find-signals.ts'
import { FrictionSearch } from './friction-search.ts'
import { judgeAgain, judgePlace, LEAST_MET, strength } from './judge-place.ts'
import type { AnalysisPeriod } from './period-days.ts'
import { seededUniform } from './seeded-uniform.ts'
import type { FrictionData } from './session-table.ts'
import { daysFrom, frictionData, PERIOD_START } from './session-test-data.ts'
import { stepContext } from './step-context.ts'
import { madeShop, type Planted, SHOP_DAYS } from './synthetic-shop.ts'

const SESSIONS = 2000
const period: AnalysisPeriod = daysFrom(PERIOD_START, SHOP_DAYS)

/** Harms from nothing to a lot, each met by somebody else: by phones, by the keen, by one browser. */
function shopWithMany(seed: number): FrictionData {
  const uniform = seededUniform(seed)
  const planted = Array.from({ length: 12 }, (_, index): Planted => {
    const [often, more, who] = [0.02 + 0.08 * uniform(), 4 * uniform(), index % 3]
    return {
      signal: index % 2 === 0 ? 'error_shown' : 'dead_clicked',
      step: index % 4 === 0 ? 1 : 2,
      element: `#e${index}`,
      keeps: index < 6 ? 0 : 0.3 * uniform(),
      meets: ({ phone, keen, safari }) => often * ([phone, keen, safari][who] ? 1 + more : 1),
    }
  })
  return frictionData(madeShop(seed, SESSIONS, planted).visits)
}

const searched = (data: FrictionData) => {
  const { analysis, places } = new FrictionSearch(data, period).question
  const contexts = analysis.sessions.steps.map((_, step) => stepContext(analysis, step))
  const searches = contexts.map(
    (context, step) =>
      context &&
      findSignals(
        analysis,
        context,
        places
          .filter((place) => place.step === step)
          .map((place) => ({ place, verdict: judgePlace(analysis, context, place, []) })),
      ),
  )
  const found = searches.flatMap((search) => search?.found ?? [])
  const others = searches.flatMap((search) => search?.others ?? [])
  const tried = searches.reduce((sum, search) => sum + (search?.tried ?? 0), 0)
  return { analysis, contexts, search: { found, others, tried } }
}

describe('places that are not compared', () => {
  it.each([21, 22])('would be no candidates if they were, in any group or window (seed %d)', (seed) => {
    const { analysis, contexts, search } = searched(shopWithMany(seed))
    let compared = 0
    for (const { place, p } of search.others) {
      const context = contexts[place.step]
      if (!context || p < 0.15) continue
      const cells = concentrations(context.exposure, place.met, LEAST_MET)
      for (const cell of cells) {
        const verdict = judgeAgain(analysis, context, { place, cell }, [])
        if (verdict.kind !== 'judged') continue
        compared++
        const p = cells.length * normalTail(strength(verdict.judged))
        expect(isCandidate({ p })).toBe(false)
      }
    }
    expect(compared).toBeGreaterThan(5)
  })

  it('count in all that was tried, and are told as not significant', () => {
    const data = shopWithMany(24)
    const { search } = searched(data)
    const { tried, withheld } = analyseFriction(data, period)
    expect(search.tried).toBeGreaterThanOrEqual(search.found.length + search.others.length)
    expect(tried).toBeGreaterThan(search.tried)
    const insignificant = withheld.find(({ reason }) => reason === 'not_significant')
    expect(insignificant?.count).toBeGreaterThanOrEqual(search.others.length)
  })
})

describe('where few go on anyway', () => {
  it.each([31, 32, 33])('none of a handful who do is no proof of harm (seed %d)', (seed) => {
    const nearlyAllLeave: Planted = {
      signal: 'error_shown',
      step: 1,
      element: '#all',
      keeps: 0.9,
      meets: () => 1,
    }
    const harmless = Array.from({ length: 20 }, (_, index): Planted => {
      const element = `#h${index}`
      return { signal: 'dead_clicked', step: 1, element, keeps: 0, meets: () => 0.018 }
    })
    const { search } = searched(frictionData(madeShop(seed, SESSIONS, [nearlyAllLeave, ...harmless]).visits))
    expect(search.tried).toBeGreaterThan(10)
    expect(search.found.filter(({ p }) => p < 0.001)).toEqual([])
  })
})
