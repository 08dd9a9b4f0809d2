import { ActionIcon } from '@mantine/core'
import type { Filter } from '@throughline/contract/filter'
import { type ReactNode, useState } from 'react'
import { EventPicker } from '../../../ui/filter/event-picker.tsx'
import { FilterEditor } from '../../../ui/filter/filter-editor.tsx'
import { Icon } from '../../../ui/icon.tsx'
import classes from './editor.module.css'

/** An event of a question, with the conditions that it must meet. */
export interface EventChoice {
  readonly event: string
  readonly where?: Filter[]
}

/** Chooses an event and its conditions: a step, a series, a beginning. `children` stand between the two. */
export function EventPart<Choice extends EventChoice>(props: {
  /** What the event is in the question: "Step 2". */
  label: string
  mark: string
  choice: Choice
  onChange: (choice: Choice) => void
  buttons?: ReactNode
  withAny?: boolean
  children?: ReactNode
}) {
  const { choice, onChange, label } = props
  const [asked, ask] = useState(false)
  const conditions = choice.where ?? []
  const setWhere = (where: Filter[]): void => {
    const { where: _, ...rest } = choice
    onChange((where.length > 0 ? { ...rest, where } : rest) as Choice)
  }
  return (
    <div className={classes.part}>
      <div className={classes.line}>
        <span className={classes.mark} aria-hidden="true">
          {props.mark}
        </span>
        <EventPicker
          label={label}
          hideLabel
          value={choice.event}
          withAny={props.withAny ?? true}
          onChange={(event) => onChange({ ...choice, event: event ?? '' })}
        />
        <span className={classes.buttons}>
          {conditions.length === 0 && !asked ? (
            <ActionIcon aria-label={`Add a condition to ${label}`} onClick={() => ask(true)}>
              <Icon name="settings" size={14} />
            </ActionIcon>
          ) : null}
          {props.buttons}
        </span>
      </div>
      {props.children || conditions.length > 0 || asked ? (
        <div className={classes.under}>
          {props.children}
          {conditions.length > 0 || asked ? (
            <FilterEditor
              label={`Conditions of ${label}`}
              filters={conditions}
              onChange={setWhere}
              event={choice.event === '' ? undefined : choice.event}
            />
          ) : null}
        </div>
      ) : null}
    </div>
  )
}
