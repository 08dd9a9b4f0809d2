import { ActionIcon } from '@mantine/core'
import { PropertyPicker, useProperties } from '../../../ui/filter/filter-editor.tsx'
import { Icon } from '../../../ui/icon.tsx'
import classes from './editor.module.css'

/** The property that tells groups apart, or none. */
export function BreakdownPart(props: {
  breakdown: { property: string; limit?: number } | undefined
  event: string | undefined
  onChange: (breakdown: { property: string; limit?: number } | undefined) => void
}) {
  const known = useProperties(props.event === '' ? undefined : props.event)
  return (
    <div className={classes.breakdown}>
      <PropertyPicker
        label="Broken down by"
        value={props.breakdown?.property ?? ''}
        known={known}
        onChange={(property) =>
          props.onChange(property === '' ? undefined : { ...props.breakdown, property })
        }
      />
      {props.breakdown ? (
        <ActionIcon aria-label="Do not break down" onClick={() => props.onChange(undefined)}>
          <Icon name="close" size={14} />
        </ActionIcon>
      ) : null}
    </div>
  )
}
