import type { SegmentRule } from '@throughline/contract/segment-rule'
import { type Sql, sql } from '../../../../platform/analytics/sql.ts'
import { AppError } from '../../../../platform/app-error.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'
import type { StoredSegment } from '../segment.ts'
import { type RuleCondition, type RuleContext, ruleCondition } from './rule-condition.ts'
import { listCondition, segmentPeople } from './segment-people.ts'

export interface SegmentsContext extends Pick<RuleContext, 'projectId' | 'currency' | 'now'> {
  readonly find: (id: string) => StoredSegment | undefined
  /** Further condition on the events that are read, to look at some people only. */
  readonly scope?: Sql
  /** Condition on all events that are read, to look at what was before a moment. */
  readonly until?: Sql
}

/** Condition of a saved segment, with those that it refers to put in. @throws AppError `invalid` for a circle */
export function savedCondition(segment: StoredSegment, context: SegmentsContext): RuleCondition {
  return conditionOf(segment, context, [], 'rule')
}

/**
 * Condition of a rule that is not saved.
 *
 * @param editing the segment whose rule it is to become, so that a reference back to it shows as a circle
 */
export function draftCondition(
  rule: SegmentRule,
  context: SegmentsContext,
  editing: StoredSegment | undefined,
): RuleCondition {
  return ruleCondition(rule, withSegments(context, editing ? [editing] : []), 'rule')
}

function conditionOf(
  segment: StoredSegment,
  context: SegmentsContext,
  path: readonly StoredSegment[],
  place: string,
): RuleCondition {
  const circle = path.findIndex(({ id }) => id === segment.id)
  if (circle >= 0) {
    const names = [...path.slice(circle), segment].map(({ name }) => `"${name}"`).join(' → ')
    throw new AppError(
      'invalid',
      `${place}: segments may not refer to each other in a circle: ${names}. Take one of these references out.`,
      { field: place },
    )
  }
  if (segment.rule === null) return listCondition(context.projectId, segment.id)
  return ruleCondition(segment.rule, withSegments(context, [...path, segment], place), place)
}

/** @param within where the request refers to the segment whose rule this is; inside it there is no place to name */
function withSegments(
  context: SegmentsContext,
  path: readonly StoredSegment[],
  within?: string,
): RuleContext {
  const segment = (id: string, at: string) => {
    const place = within ?? at
    const found = context.find(id)
    if (!found) throw new AppError('invalid', `${place}: no segment has the id "${id}".`, { field: place })
    return conditionOf(found, context, path, place)
  }
  return {
    projectId: context.projectId,
    currency: context.currency,
    now: context.now,
    scope: context.scope ?? sql`1`,
    ...(context.until && { until: context.until }),
    segment,
    eventInSegment: (id, place) =>
      sql`${profileKey()} IN (${segmentPeople(context.projectId, segment(id, place), context.until)})`,
  }
}
