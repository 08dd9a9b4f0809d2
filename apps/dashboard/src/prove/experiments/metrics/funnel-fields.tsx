import { ActionIcon, Button, Select } from '@mantine/core'
import type { MetricEvent } from '@throughline/contract/experiment-metrics'
import { Icon } from '../../../ui/icon.tsx'
import { EventFields, type Fields } from './event-fields.tsx'
import classes from './metrics.module.css'

const mostSteps = 6

/** The steps of a funnel, in their order. */
export function FunnelFields({ definition, onChange }: Fields) {
  const steps = definition.steps ?? []
  const set = (next: readonly MetricEvent[]): void => onChange({ ...definition, steps: [...next] })
  return (
    <div className={classes.steps}>
      {keyed(steps).map(({ key, step }, index) => (
        <fieldset key={key} className={classes.part}>
          <legend>Step {index + 1}</legend>
          <EventFields
            label={`Event of step ${index + 1}`}
            value={step}
            onChange={(next) => set(steps.map((old, place) => (place === index ? next : old)))}
          />
          {steps.length > 1 ? (
            <ActionIcon
              aria-label={`Remove step ${index + 1}`}
              className={classes.removeStep ?? ''}
              onClick={() => set(steps.filter((_, place) => place !== index))}
            >
              <Icon name="close" size={14} />
            </ActionIcon>
          ) : null}
        </fieldset>
      ))}
      <div className={classes.pair}>
        {steps.length < mostSteps ? (
          <div>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<Icon name="plus" size={13} />}
              onClick={() => set([...steps, { event: '' }])}
            >
              Add a step
            </Button>
          </div>
        ) : null}
        {steps.length > 1 ? (
          <Select
            size="xs"
            aria-label="Share of whom"
            data={[
              { value: 'everyone', label: 'as a share of everyone' },
              { value: 'previousStep', label: 'as a share of those at the step before the last' },
            ]}
            value={definition.of ?? 'everyone'}
            onChange={(value) =>
              onChange({ ...definition, of: value === 'previousStep' ? 'previousStep' : 'everyone' })
            }
            allowDeselect={false}
          />
        ) : null}
      </div>
    </div>
  )
}

/** Steps have no id of their own; one keeps its place while its neighbours change. */
function keyed(steps: readonly MetricEvent[]): { key: string; step: MetricEvent }[] {
  return steps.map((step, place) => ({ key: `${steps.length}-${place}`, step }))
}
