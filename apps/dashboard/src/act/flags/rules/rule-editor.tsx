import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useProject } from '../../../session.ts'
import { Chip } from '../../../ui/chip.tsx'
import { Icon } from '../../../ui/icon.tsx'
import flags from '../flags.module.css'
import { ConditionRow } from './condition-row.tsx'
import classes from './rules.module.css'
import { type Choice, ServeEditor } from './serve-editor.tsx'
import { newCondition, type RuleDraft } from './settings-draft.ts'
import { fromWallTime, toWallTime } from './wall-time.ts'

/** One rule: for whom, when, and what they get. */
export function RuleEditor(props: {
  number: number
  rule: RuleDraft
  variations: readonly Choice[]
  onChange: (rule: RuleDraft) => void
  onRemove: () => void
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
}) {
  const { rule, onChange, number } = props
  const { conditions } = rule
  const isExperiment = rule.serve.kind === 'experiment'
  const [isTimed, time] = useState(rule.from !== undefined || rule.to !== undefined)
  return (
    <li className={classes.rule}>
      <div className={classes.ruleHead}>
        <Chip tone="thread">Rule {number}</Chip>
        <TextInput
          aria-label={`Name of rule ${number}`}
          placeholder="Name, for people"
          variant="unstyled"
          value={rule.name}
          onChange={(event) => onChange({ ...rule, name: event.target.value })}
          maxLength={200}
          size="xs"
          className={classes.grow ?? ''}
        />
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={`What can be done with rule ${number}`}>
              <Icon name="more" size={14} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={props.onUp} disabled={!props.onUp}>
              Ask it earlier
            </Menu.Item>
            <Menu.Item onClick={props.onDown} disabled={!props.onDown}>
              Ask it later
            </Menu.Item>
            {isTimed ? null : <Menu.Item onClick={() => time(true)}>Only for a time</Menu.Item>}
            <Menu.Item onClick={props.onRemove} disabled={isExperiment}>
              Remove the rule
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <div className={classes.conditions}>
        {conditions.length === 0 ? <p className={flags.note}>For everybody.</p> : null}
        {conditions.map((draft, at) => (
          <ConditionRow
            key={draft.key}
            condition={draft.condition}
            joins={at > 0}
            onChange={(condition) =>
              onChange({ ...rule, conditions: conditions.with(at, { ...draft, condition }) })
            }
            onRemove={() => onChange({ ...rule, conditions: conditions.toSpliced(at, 1) })}
          />
        ))}
        {isExperiment ? null : (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<Icon name="plus" size={12} />}
            onClick={() => onChange({ ...rule, conditions: [...conditions, newCondition()] })}
            className={classes.adder ?? ''}
          >
            Add a condition
          </Button>
        )}
      </div>
      {isTimed ? (
        <Times
          number={number}
          rule={rule}
          onChange={onChange}
          onRemove={() => {
            time(false)
            onChange({ ...rule, from: undefined, to: undefined })
          }}
        />
      ) : null}
      <ServeEditor
        serve={rule.serve}
        variations={props.variations}
        onChange={(serve) => onChange({ ...rule, serve })}
      />
    </li>
  )
}

function Times(props: {
  number: number
  rule: RuleDraft
  onChange: (rule: RuleDraft) => void
  onRemove: () => void
}) {
  const { timezone } = useProject()
  const { rule, onChange, number } = props
  const set = (which: 'from' | 'to', text: string): void =>
    onChange({ ...rule, [which]: fromWallTime(text, timezone) || undefined })
  return (
    <div className={classes.times}>
      <div className={classes.fields}>
        <span>from</span>
        <TextInput
          type="datetime-local"
          aria-label={`Rule ${number} holds from, in ${timezone}`}
          value={toWallTime(rule.from, timezone)}
          onChange={(event) => set('from', event.target.value)}
          size="xs"
        />
        <span>until just before</span>
        <TextInput
          type="datetime-local"
          aria-label={`Rule ${number} holds until, in ${timezone}`}
          value={toWallTime(rule.to, timezone)}
          onChange={(event) => set('to', event.target.value)}
          size="xs"
        />
        <span>{timezone}</span>
      </div>
      <ActionIcon aria-label={`Rule ${number} is to hold at all times`} onClick={props.onRemove}>
        <Icon name="close" size={14} />
      </ActionIcon>
    </div>
  )
}
