import { describe, expect, it } from 'vitest'
import { isCompleteRule, ruleText } from './rule-words.ts'

describe('ruleText', () => {
  it('says event, page, moment and conditions', () => {
    expect(
      ruleText({
        stage: 'retention',
        touchpoint: 'Product page',
        event: 'Product Viewed',
        path: '/products/*',
        moment: { visit: 'return', order: 'after' },
        where: [{ property: 'country', operator: 'equals', value: 'DE' }],
      }),
    ).toBe('Product Viewed on /products/*, in a return visit, after the first order, country is DE')
  })

  it('says that any event will do', () => {
    expect(ruleText({ stage: 'awareness', touchpoint: 'Landing', moment: { visit: 'first' } })).toBe(
      'Any event, in the first visit',
    )
  })
})

describe('isCompleteRule', () => {
  it('wants a label and a condition', () => {
    expect(isCompleteRule({ stage: 'awareness', touchpoint: ' ', event: 'x' })).toBe(false)
    expect(isCompleteRule({ stage: 'awareness', touchpoint: 'Ad', moment: {} })).toBe(false)
    expect(isCompleteRule({ stage: 'awareness', touchpoint: 'Ad', path: '/ad/*' })).toBe(true)
  })
})
