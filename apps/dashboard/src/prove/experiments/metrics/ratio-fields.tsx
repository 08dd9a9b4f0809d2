import { Select } from '@mantine/core'
import type { RatioPart } from '@throughline/contract/experiment-metrics'
import { PropertyPicker, useProperties } from '../../../ui/filter/filter-editor.tsx'
import { EventFields, type Fields, whereOf } from './event-fields.tsx'
import { partOf } from './metric-draft.ts'
import classes from './metrics.module.css'

/** The two sums of which one is divided by the other. */
export function RatioFields({ definition, onChange }: Fields) {
  const { numerator, denominator } = definition
  return (
    <>
      <PartFields
        label="Upper part"
        part={numerator ?? { measure: 'revenue', event: '' }}
        onChange={(part) => onChange({ ...definition, numerator: part })}
      />
      <PartFields
        label="Lower part"
        part={denominator ?? { measure: 'count', event: '' }}
        onChange={(part) => onChange({ ...definition, denominator: part })}
      />
    </>
  )
}

function PartFields(props: { label: string; part: RatioPart; onChange: (part: RatioPart) => void }) {
  const { label, part, onChange } = props
  const known = useProperties(part.event).filter(({ type }) => type === 'number' || type === 'mixed')
  return (
    <fieldset className={classes.part}>
      <legend>{label}</legend>
      <Select
        size="xs"
        aria-label={`What the ${label.toLowerCase()} counts`}
        data={[
          { value: 'count', label: 'Number of events' },
          { value: 'sum', label: 'Sum of a number' },
          { value: 'revenue', label: 'Money of orders, net of refunds' },
        ]}
        value={part.measure}
        onChange={(value) => onChange(partOf(value === 'sum' || value === 'revenue' ? value : 'count', part))}
        allowDeselect={false}
      />
      {part.measure === 'sum' ? (
        <PropertyPicker
          label={`Number of the ${label.toLowerCase()}`}
          hideLabel
          value={part.property ?? ''}
          onChange={(property) => onChange({ ...part, property })}
          known={known}
        />
      ) : null}
      <EventFields
        label={`Event of the ${label.toLowerCase()}`}
        fixed={part.measure === 'revenue'}
        value={part}
        onChange={({ event, where }) => {
          const { where: _, ...rest } = part
          onChange({ ...rest, event, ...whereOf(where) })
        }}
      />
    </fieldset>
  )
}
