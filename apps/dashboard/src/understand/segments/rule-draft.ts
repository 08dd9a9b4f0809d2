import type { SegmentConditions, SegmentRule, segmentMatches } from '@throughline/contract/segment-rule'
import { isComplete } from '../../ui/filter/operator-words.ts'

export type ConditionKind = keyof SegmentConditions

/** One condition while it is edited; its key stays the same whatever is changed in it. */
export interface ConditionDraft {
  readonly key: string
  readonly condition: SegmentRule
}

/** A combination while it is edited. */
export interface GroupDraft {
  readonly key: string
  readonly match: (typeof segmentMatches)[number]
  readonly rules: readonly RuleDraft[]
}

export type RuleDraft = ConditionDraft | GroupDraft

/** Combinations may stand in combinations so deep, the outermost counted. */
export const deepestGroup = 3

export const isGroup = (draft: RuleDraft): draft is GroupDraft => 'rules' in draft

/** A combination with nothing in it. */
export function emptyGroup(): GroupDraft {
  return { key: crypto.randomUUID(), match: 'all', rules: [] }
}

/** A condition of a kind as it is first offered. */
export function newCondition(kind: ConditionKind): ConditionDraft {
  return { key: crypto.randomUUID(), condition: { [kind]: structuredClone(firstConditions[kind]) } }
}

const firstConditions: SegmentConditions = {
  trait: { name: '', operator: 'equals', value: '' },
  event: { name: '', period: { lastDays: 30 } },
  recency: { of: 'event', comparison: 'atMost', days: 30 },
  orders: { count: { comparison: 'atLeast', times: 2 } },
  revenue: { currency: 'EUR', comparison: 'atLeast', amount: 100 },
  firstSeen: { lastDays: 30 },
  identifier: { kind: 'email', known: true },
  segment: { id: '', member: true },
  group: { member: true },
  score: { of: 'money', comparison: 'atLeast', score: 4 },
}

/** The draft of a saved rule; a rule of one condition becomes a combination of one, so that more can be added. */
export function draftOf(rule: SegmentRule | null): GroupDraft {
  if (!rule) return emptyGroup()
  const draft = nodeOf(rule)
  return isGroup(draft) ? draft : { ...emptyGroup(), rules: [draft] }
}

function nodeOf(rule: SegmentRule): RuleDraft {
  const key = crypto.randomUUID()
  return rule.combine
    ? { key, match: rule.combine.match, rules: rule.combine.rules.map(nodeOf) }
    : { key, condition: rule }
}

/** The rule that a draft says so far: what is unfinished is left out; undefined where nothing is finished. */
export function ruleOf(draft: RuleDraft): SegmentRule | undefined {
  if (!isGroup(draft)) return isFinished(draft.condition) ? draft.condition : undefined
  const rules = draft.rules.flatMap((inner) => ruleOf(inner) ?? [])
  return rules.length === 0 ? undefined : { combine: { match: draft.match, rules } }
}

/** How many conditions still want something. An empty combination counts as one. */
export function unfinished(draft: RuleDraft): number {
  if (!isGroup(draft)) return isFinished(draft.condition) ? 0 : 1
  if (draft.rules.length === 0) return 1
  return draft.rules.reduce((sum, inner) => sum + unfinished(inner), 0)
}

/** Whether a condition can be sent. */
export function isFinished({ trait, event, revenue, segment, firstSeen }: SegmentRule): boolean {
  if (trait) {
    const { name, operator, value } = trait
    return isComplete({ property: name, operator, ...(value === undefined ? {} : { value }) })
  }
  if (event) return event.name !== '' && (event.where ?? []).every(isComplete)
  if (revenue) return /^[A-Z]{3}$/.test(revenue.currency)
  if (segment) return segment.id !== ''
  if (firstSeen) return Object.keys(firstSeen).length > 0
  return true
}

/** The kind of a condition. */
export function kindOf(condition: SegmentRule): ConditionKind {
  const kinds = Object.keys(firstConditions)
  const found = Object.keys(condition).find((name): name is ConditionKind => kinds.includes(name))
  return found ?? 'event'
}
