import { ActionIcon } from '@mantine/core'
import type { StageRule } from '@throughline/contract/journey-mapping'
import type { KeyboardEvent } from 'react'
import { formatCompact, formatCount } from '../../../format/number.ts'
import { Chip } from '../../../ui/chip.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { stageWords } from '../journey-words.ts'
import classes from './mapping.module.css'
import { isCompleteRule, ruleText } from './rule-words.ts'

/** How much of the period a rule takes. */
export interface RuleTakes {
  readonly key: string
  readonly people: number
  readonly events: number
}

/** A rule in a line: its place, label, condition, how many it takes, and what can be done with it. */
export function RuleRow(props: {
  rule: StageRule
  number: number
  last: boolean
  takes: RuleTakes | undefined
  opened: boolean
  onToggle: () => void
  onMove: (by: 1 | -1) => void
  onKeyDown: (event: KeyboardEvent) => void
  onRemove: () => void
}) {
  const { rule, number, takes } = props
  const name = rule.touchpoint || 'the new rule'
  return (
    <div className={classes.row}>
      <span className={classes.number} data-figures>
        {number}
      </span>
      <button
        type="button"
        className={classes.what}
        onClick={props.onToggle}
        onKeyDown={props.onKeyDown}
        aria-expanded={props.opened}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      >
        <span className={classes.name}>
          {rule.touchpoint || 'New rule'} <Chip tone="thread">{stageWords[rule.stage].label}</Chip>
        </span>
        <span className={classes.condition}>
          {isCompleteRule(rule) ? ruleText(rule) : 'Not finished: it needs a label and a condition.'}
        </span>
      </button>
      <span className={classes.takes} data-figures>
        {takes ? <Takes takes={takes} /> : '–'}
      </span>
      <span className={classes.tools}>
        <ActionIcon
          aria-label={`Move ${name} up`}
          disabled={number === 1}
          onClick={() => props.onMove(-1)}
          onKeyDown={props.onKeyDown}
        >
          <span className={classes.up}>
            <Icon name="down" size={14} />
          </span>
        </ActionIcon>
        <ActionIcon
          aria-label={`Move ${name} down`}
          disabled={props.last}
          onClick={() => props.onMove(1)}
          onKeyDown={props.onKeyDown}
        >
          <Icon name="down" size={14} />
        </ActionIcon>
        <ActionIcon aria-label={`Remove ${name}`} onClick={props.onRemove}>
          <Icon name="trash" size={14} />
        </ActionIcon>
      </span>
    </div>
  )
}

function Takes({ takes }: { takes: RuleTakes }) {
  if (takes.events === 0) return <span className={classes.none}>takes nothing</span>
  return (
    <span title={`${formatCount(takes.people, 'person', 'people')}, ${formatCount(takes.events, 'event')}`}>
      {formatCompact(takes.people)} {takes.people === 1 ? 'person' : 'people'}
      <small>{formatCompact(takes.events)} events</small>
    </span>
  )
}
