import { describe, expect, it } from 'vitest'
import { keyRules, moveRule } from './rule-list.ts'

const rules = keyRules(
  ['A', 'B', 'C'].map((touchpoint) => ({ stage: 'awareness' as const, touchpoint, event: touchpoint })),
)
const order = (list: typeof rules) => list.map(({ rule }) => rule.touchpoint).join('')

describe('moveRule', () => {
  it('moves up and down', () => {
    expect(order(moveRule(rules, 2, 0))).toBe('CAB')
    expect(order(moveRule(rules, 0, 1))).toBe('BAC')
  })

  it('stays at the ends', () => {
    expect(order(moveRule(rules, 0, -1))).toBe('ABC')
    expect(order(moveRule(rules, 2, 3))).toBe('ABC')
  })
})
