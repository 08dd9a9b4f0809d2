import type { StageRule } from '@throughline/contract/journey-mapping'

/** A rule while it is edited: its key stays the same wherever it moves. */
export interface KeyedRule {
  readonly key: string
  readonly rule: StageRule
}

/** Rules with keys of their own. */
export function keyRules(rules: readonly StageRule[]): KeyedRule[] {
  return rules.map((rule, index) => ({ key: `saved-${index}`, rule }))
}

/** The rule at `from` taken to `to`; a place outside the list changes nothing. */
export function moveRule(rules: readonly KeyedRule[], from: number, to: number): KeyedRule[] {
  const moved = rules[from]
  if (!moved || to < 0 || to >= rules.length) return [...rules]
  const rest = rules.toSpliced(from, 1)
  return rest.toSpliced(to, 0, moved)
}
