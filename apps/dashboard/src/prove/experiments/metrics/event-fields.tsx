import type { MetricDefinition, MetricEvent } from '@throughline/contract/experiment-metrics'
import type { Filter } from '@throughline/contract/filter'
import { EventPicker } from '../../../ui/filter/event-picker.tsx'
import { FilterEditor } from '../../../ui/filter/filter-editor.tsx'
import classes from './metrics.module.css'

/** What the fields of a metric take and give. */
export interface Fields {
  readonly definition: MetricDefinition
  readonly onChange: (definition: MetricDefinition) => void
}

/** An event with the conditions on it. */
export function EventFields(props: {
  label: string
  value: MetricEvent
  /** Only its conditions can be chosen. */
  fixed?: boolean
  onChange: (event: MetricEvent) => void
}) {
  const { label, value, onChange } = props
  return (
    <div className={classes.event}>
      {props.fixed ? null : (
        <EventPicker
          label={label}
          value={value.event}
          onChange={(event) => onChange({ ...value, event: event ?? '' })}
          withAny
        />
      )}
      <FilterEditor
        label={`Conditions of ${label.toLowerCase()}`}
        filters={value.where ?? []}
        onChange={(where) => onChange({ event: value.event, ...whereOf(where) })}
        event={value.event}
      />
    </div>
  )
}

/** Conditions of a definition, which has none rather than an empty list. */
export const whereOf = (where: readonly Filter[] | undefined): { where?: Filter[] } =>
  where && where.length > 0 ? { where: [...where] } : {}
