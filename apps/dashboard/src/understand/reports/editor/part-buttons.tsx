import { ActionIcon } from '@mantine/core'
import { Icon } from '../../../ui/icon.tsx'
import classes from './editor.module.css'

/** Moves a part of a list up or down, or takes it out. */
export function PartButtons(props: {
  label: string
  onUp?: (() => void) | undefined
  onRemove?: (() => void) | undefined
}) {
  return (
    <>
      {props.onUp ? (
        <ActionIcon aria-label={`Move ${props.label} up`} onClick={props.onUp}>
          <span className={classes.up}>
            <Icon name="down" size={14} />
          </span>
        </ActionIcon>
      ) : null}
      {props.onRemove ? (
        <ActionIcon aria-label={`Remove ${props.label}`} onClick={props.onRemove}>
          <Icon name="close" size={14} />
        </ActionIcon>
      ) : null}
    </>
  )
}
