import type { SegmentRule } from '@throughline/contract/segment-rule'
import { describe, expect, it } from 'vitest'
import { draftOf, isGroup, kindOf, newCondition, ruleOf, unfinished } from './rule-draft.ts'

const nested: SegmentRule = {
  combine: {
    match: 'all',
    rules: [
      { orders: { count: { comparison: 'atLeast', times: 2 } } },
      { combine: { match: 'none', rules: [{ event: { name: 'Order Refunded' } }] } },
    ],
  },
}

describe('a draft of a rule', () => {
  it('gives back the rule it was made of', () => {
    expect(ruleOf(draftOf(nested))).toEqual(nested)
  })

  it('puts a single condition into a combination, so that more can join', () => {
    const rule: SegmentRule = { recency: { of: 'order', comparison: 'atMost', days: 30 } }
    expect(ruleOf(draftOf(rule))).toEqual({ combine: { match: 'all', rules: [rule] } })
  })

  it('leaves out what is unfinished, and counts it', () => {
    const draft = draftOf(nested)
    const more = { ...draft, rules: [...draft.rules, newCondition('event'), newCondition('segment')] }
    expect(ruleOf(more)).toEqual(nested)
    expect(unfinished(more)).toBe(2)
  })

  it('says nothing while nothing is finished', () => {
    expect(ruleOf(draftOf(null))).toBeUndefined()
    expect(unfinished(draftOf(null))).toBe(1)
  })

  it('knows the kind of each condition', () => {
    for (const kind of ['trait', 'event', 'score', 'group'] as const)
      expect(kindOf(newCondition(kind).condition)).toBe(kind)
    expect(isGroup(newCondition('trait'))).toBe(false)
  })
})
