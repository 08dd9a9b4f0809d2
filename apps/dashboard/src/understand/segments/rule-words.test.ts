import { describe, expect, it } from 'vitest'
import { segmentRuleText } from './rule-words.ts'

const nameOf = (id: string): string => (id === 's1' ? 'Loyal' : id)

describe('segmentRuleText', () => {
  it('joins conditions as people say them', () => {
    const text = segmentRuleText(
      {
        combine: {
          match: 'all',
          rules: [
            { orders: { count: { comparison: 'atLeast', times: 2 } } },
            { recency: { of: 'event', comparison: 'atMost', days: 30 } },
            {
              combine: {
                match: 'any',
                rules: [{ segment: { id: 's1', member: true } }, { group: { member: true } }],
              },
            },
          ],
        },
      },
      nameOf,
    )
    expect(text).toBe(
      'at least 2 orders, and last seen at most 30 days ago, and (in “Loyal”, or belongs to any company or household)',
    )
  })

  it('says what was never done', () => {
    const count = { comparison: 'exactly', times: 0 } as const
    expect(
      segmentRuleText({ event: { name: 'Order Completed', count, period: { lastDays: 90 } } }, nameOf),
    ).toBe('Order Completed never in the last 90 days')
  })

  it('says traits and money', () => {
    expect(
      segmentRuleText({ trait: { name: 'plan', operator: 'in', value: ['gold', 'silver'] } }, nameOf),
    ).toBe('plan is one of gold, silver')
    expect(
      segmentRuleText({ revenue: { currency: 'EUR', comparison: 'atLeast', amount: 200 } }, nameOf),
    ).toBe('revenue of at least €200')
  })
})
