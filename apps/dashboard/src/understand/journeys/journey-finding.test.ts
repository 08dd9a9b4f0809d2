import type { StageName } from '@throughline/contract/journey-mapping'
import { stages } from '@throughline/contract/journey-mapping'
import type { Journey, JourneyRate } from '@throughline/contract/journeys'
import { describe, expect, it } from 'vitest'
import { largestDifference, largestLoss } from './journey-finding.ts'

const rate = (estimate: number, count: number, spread = 0.02): JourneyRate => ({
  estimate,
  low: estimate - spread,
  high: estimate + spread,
  count,
  of: Math.round(count / estimate),
})

function journeyOf(
  rates: Partial<Record<StageName, { onward?: JourneyRate; dropOff?: JourneyRate }>>,
): Journey {
  return {
    segment: null,
    people: 100,
    unmapped: { people: 0, events: 0 },
    stages: stages.map((stage) => ({
      stage,
      people: 100,
      sessions: 100,
      events: 100,
      touchpoints: [],
      onward: rates[stage]?.onward ?? null,
      secondsToOnward: null,
      dropOff: rates[stage]?.dropOff ?? null,
      bounce: null,
      revenue: [],
      emotion: { source: 'unknown', value: null, low: null, high: null, answers: 0 },
      annotation: null,
    })),
  }
}

describe('largestLoss', () => {
  it('is where the most people stop, not where the share is largest', () => {
    const journey = journeyOf({
      awareness: { dropOff: rate(0.3, 900) },
      purchase: { dropOff: rate(0.6, 120) },
    })
    expect(largestLoss(journey)?.stage).toBe('awareness')
  })

  it('counts no one who already is a customer as lost', () => {
    expect(largestLoss(journeyOf({ retention: { dropOff: rate(0.9, 5000) } }))).toBeUndefined()
  })
})

describe('largestDifference', () => {
  it('takes the largest one that lies outside the intervals', () => {
    const first = journeyOf({ awareness: { onward: rate(0.5, 50) }, purchase: { onward: rate(0.4, 40) } })
    const second = journeyOf({ awareness: { onward: rate(0.6, 60) }, purchase: { onward: rate(0.7, 70) } })
    expect(largestDifference(first, second)?.stage).toBe('purchase')
  })

  it('says nothing of what may be chance', () => {
    const first = journeyOf({ awareness: { onward: rate(0.5, 50, 0.1) } })
    const second = journeyOf({ awareness: { onward: rate(0.6, 60, 0.1) } })
    expect(largestDifference(first, second)).toBeUndefined()
  })
})
