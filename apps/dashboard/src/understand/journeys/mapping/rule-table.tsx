import { Button, Select } from '@mantine/core'
import { type StageName, stages } from '@throughline/contract/journey-mapping'
import { type KeyboardEvent, useState } from 'react'
import { Card } from '../../../ui/card.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { stageWords } from '../journey-words.ts'
import classes from './mapping.module.css'
import { RuleForm } from './rule-form.tsx'
import { type KeyedRule, moveRule } from './rule-list.ts'
import { RuleRow, type RuleTakes } from './rule-row.tsx'

/** The rules in their order. Buttons move them, and so do Alt and the arrow keys on a row. */
export function RuleTable(props: {
  rules: readonly KeyedRule[]
  takes: readonly RuleTakes[]
  opened: string | undefined
  onOpen: (key: string | undefined) => void
  onChange: (rules: readonly KeyedRule[]) => void
  onAdd: () => void
}) {
  const { rules, onChange } = props
  const [said, say] = useState('')
  const [only, showOnly] = useState<StageName>()
  const move = (from: number, to: number): void => {
    const moved = rules[from]
    if (!moved || to < 0 || to >= rules.length) return
    onChange(moveRule(rules, from, to))
    say(`${moved.rule.touchpoint || 'The rule'} is now number ${to + 1} of ${rules.length}.`)
  }
  const onKeyDown = (event: KeyboardEvent, at: number): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(at, event.key === 'ArrowUp' ? at - 1 : at + 1)
  }
  return (
    <Card
      title="Rules"
      hint="From the top; events and people of the period. Alt with an arrow key moves a rule."
      tools={
        <div className={classes.listTools}>
          <Select
            aria-label="Rules shown"
            data={[
              { value: '', label: 'All stages' },
              ...stages.map((stage) => ({ value: stage, label: stageWords[stage].label })),
            ]}
            value={only ?? ''}
            onChange={(value) => showOnly(stages.find((stage) => stage === value))}
            allowDeselect={false}
            size="xs"
            w={140}
          />
          <Button
            variant="default"
            leftSection={<Icon name="plus" size={13} />}
            onClick={() => {
              showOnly(undefined)
              props.onAdd()
            }}
          >
            Add a rule
          </Button>
        </div>
      }
    >
      <ol className={classes.rules}>
        {rules.map(({ key, rule }, at) => (
          // The keys work wherever the focus is within the row; each control in it does its own thing besides.
          <li
            key={key}
            className={classes.rule}
            hidden={only !== undefined && rule.stage !== only && props.opened !== key}
          >
            <RuleRow
              rule={rule}
              number={at + 1}
              last={at === rules.length - 1}
              takes={props.takes.find((one) => one.key === key)}
              opened={props.opened === key}
              onToggle={() => props.onOpen(props.opened === key ? undefined : key)}
              onMove={(by) => move(at, at + by)}
              onKeyDown={(event) => onKeyDown(event, at)}
              onRemove={() => onChange(rules.toSpliced(at, 1))}
            />
            {props.opened === key ? (
              <RuleForm
                rule={rule}
                onChange={(next) => onChange(rules.with(at, { key, rule: next }))}
                onDone={() => props.onOpen(undefined)}
              />
            ) : null}
          </li>
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </Card>
  )
}
