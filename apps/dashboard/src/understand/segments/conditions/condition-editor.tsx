import type { SegmentRule } from '@throughline/contract/segment-rule'
import { ConditionBox } from '../../../ui/filter/condition-box.tsx'
import { isFinished, kindOf } from '../rule-draft.ts'
import { conditionLabels } from '../rule-words.ts'
import { EventCondition } from './event-condition.tsx'
import { GroupCondition, IdentifierCondition, SegmentCondition } from './membership-conditions.tsx'
import { OrdersCondition, RecencyCondition, RevenueCondition, ScoreCondition } from './money-conditions.tsx'
import { PeriodEditor } from './period-editor.tsx'
import { TraitCondition } from './trait-condition.tsx'

/** One condition of a rule. */
export function ConditionEditor(props: {
  condition: SegmentRule
  onChange: (condition: SegmentRule) => void
  onRemove: () => void
  self: string | undefined
}) {
  const { condition } = props
  const label = conditionLabels[kindOf(condition)]
  return (
    <ConditionBox
      label={label}
      finished={isFinished(condition)}
      removing={`Remove the condition: ${label}`}
      onRemove={props.onRemove}
    >
      <Fields condition={condition} onChange={props.onChange} self={props.self} />
    </ConditionBox>
  )
}

function Fields(props: {
  condition: SegmentRule
  onChange: (condition: SegmentRule) => void
  self: string | undefined
}) {
  const { condition, onChange } = props
  const { trait, event, recency, orders, revenue, firstSeen, identifier, segment, group, score } = condition
  if (trait) return <TraitCondition value={trait} onChange={(next) => onChange({ trait: next })} />
  if (event) return <EventCondition value={event} onChange={(next) => onChange({ event: next })} />
  if (recency) return <RecencyCondition value={recency} onChange={(next) => onChange({ recency: next })} />
  if (orders) return <OrdersCondition value={orders} onChange={(next) => onChange({ orders: next })} />
  if (revenue) return <RevenueCondition value={revenue} onChange={(next) => onChange({ revenue: next })} />
  if (score) return <ScoreCondition value={score} onChange={(next) => onChange({ score: next })} />
  if (identifier)
    return <IdentifierCondition value={identifier} onChange={(next) => onChange({ identifier: next })} />
  if (segment)
    return (
      <SegmentCondition value={segment} onChange={(next) => onChange({ segment: next })} self={props.self} />
    )
  if (group) return <GroupCondition value={group} onChange={(next) => onChange({ group: next })} />
  if (firstSeen)
    return (
      <>
        <span>first came</span>
        <PeriodEditor
          period={firstSeen}
          onChange={(next) => onChange({ firstSeen: next ?? {} })}
          ever="choose when"
        />
      </>
    )
  return null
}
