import type { SegmentRule } from '@throughline/contract/segment-rule'
import type { Persona } from '@throughline/contract/segments'

/** A segment as it is kept. Who is in it follows from the events, or from its list. */
export interface StoredSegment {
  readonly id: string
  readonly projectId: string
  readonly name: string
  readonly description: string
  readonly kind: 'rule' | 'list'
  /** Null for a list. */
  readonly rule: SegmentRule | null
  readonly persona: Persona | null
  readonly size: { readonly people: number; readonly computedAt: Date } | null
  readonly createdAt: Date
  readonly changedAt: Date
}

/** Ids of the segments that a rule names, in conditions of its own and in filters of its events. */
export function segmentsNamedBy(rule: SegmentRule): string[] {
  if (rule.combine) return rule.combine.rules.flatMap(segmentsNamedBy)
  if (rule.segment) return [rule.segment.id]
  return (rule.event?.where ?? [])
    .filter(({ property }) => property === 'segment')
    .flatMap(({ value }) => (Array.isArray(value) ? value : [value]))
    .filter((id) => typeof id === 'string')
}
