import { ActionIcon } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon } from '../icon.tsx'
import classes from './condition.module.css'

/** One condition of several: its fields as a line that reads like a sentence, as far as there is room. */
export function ConditionBox(props: {
  /** What it is about, for who cannot see it. */
  label: string
  finished: boolean
  /** The deed in words: "Remove the condition on plan". */
  removing: string
  onRemove: () => void
  children: ReactNode
}) {
  return (
    <fieldset className={classes.condition} data-unfinished={!props.finished || undefined}>
      <legend className="visually-hidden">{props.label}</legend>
      <div className={classes.fields}>{props.children}</div>
      <ActionIcon aria-label={props.removing} onClick={props.onRemove}>
        <Icon name="close" size={14} />
      </ActionIcon>
    </fieldset>
  )
}
