import { NumberInput, Select } from '@mantine/core'
import { FilterEditor, PropertyPicker, useProperties } from '../../../ui/filter/filter-editor.tsx'
import { EventFields, type Fields, whereOf } from './event-fields.tsx'
import { FunnelFields } from './funnel-fields.tsx'
import { orderEvent } from './metric-draft.ts'
import classes from './metrics.module.css'
import { RatioFields } from './ratio-fields.tsx'

/** The fields that a metric of its kind needs: one event, a number of it, two parts, or steps. */
export function MeasureFields(props: Fields) {
  const { kind } = props.definition
  if (kind === 'ratio') return <RatioFields {...props} />
  if (kind === 'funnel') return <FunnelFields {...props} />
  if (kind === 'revenue') return <OrderFields {...props} />
  return (
    <>
      <EventFields
        label="Event"
        value={{ event: props.definition.event ?? '', ...whereOf(props.definition.where) }}
        onChange={({ event, where }) => {
          const { where: _, ...rest } = props.definition
          props.onChange({ ...rest, event, ...whereOf(where) })
        }}
      />
      {kind === 'mean' || kind === 'quantile' ? <NumberFields {...props} /> : null}
      {kind === 'retention' ? <RetentionFields {...props} /> : null}
      {kind === 'timeTo' ? <HorizonField {...props} /> : null}
    </>
  )
}

/** Money is always of orders; which of them can be said. */
function OrderFields({ definition, onChange }: Fields) {
  const { where, ...rest } = definition
  return (
    <FilterEditor
      label="Conditions of the orders"
      filters={where ?? []}
      onChange={(next) => onChange({ ...rest, ...whereOf(next) })}
      event={orderEvent}
    />
  )
}

function NumberFields({ definition, onChange }: Fields) {
  const known = useProperties(definition.event).filter(({ type }) => type === 'number' || type === 'mixed')
  const level = Math.round((definition.quantile ?? 0.5) * 1000) / 10
  return (
    <div className={classes.pair}>
      <PropertyPicker
        label="Number to look at"
        value={definition.property ?? ''}
        onChange={(property) => onChange({ ...definition, property })}
        known={known}
      />
      <Select
        size="xs"
        label="Of several events of one"
        data={[
          { value: 'sum', label: 'the sum; without any it is 0' },
          { value: 'average', label: 'the average; without any left out' },
          { value: 'max', label: 'the largest; without any left out' },
        ]}
        value={definition.perUnit ?? 'sum'}
        onChange={(value) =>
          onChange({ ...definition, perUnit: value === 'average' || value === 'max' ? value : 'sum' })
        }
        allowDeselect={false}
      />
      {definition.kind === 'quantile' ? (
        <NumberInput
          size="xs"
          label="Percentile"
          description="50 is the median"
          value={level}
          min={1}
          max={99.9}
          decimalScale={1}
          onChange={(value) => {
            const percent = Number(value)
            if (percent > 0 && percent < 100) onChange({ ...definition, quantile: percent / 100 })
          }}
        />
      ) : null}
    </div>
  )
}

function RetentionFields({ definition, onChange }: Fields) {
  const { fromDay = 7, toDay = 14 } = definition.retention ?? {}
  const change = (from: number, to: number): void =>
    onChange({ ...definition, retention: { fromDay: from, toDay: Math.max(1, to) } })
  return (
    <div className={classes.pair}>
      <NumberInput
        size="xs"
        label="From day"
        description="Days of 24 hours after it was first seen"
        value={fromDay}
        min={0}
        max={365}
        onChange={(value) => change(Math.round(Number(value)), toDay)}
      />
      <NumberInput
        size="xs"
        label="To before day"
        description="Whoever is not that far counts later"
        value={toDay}
        min={1}
        max={366}
        onChange={(value) => change(fromDay, Math.round(Number(value)))}
      />
    </div>
  )
}

function HorizonField({ definition, onChange }: Fields) {
  return (
    <NumberInput
      label="Days that are looked at"
      value={definition.horizonDays ?? 14}
      min={1}
      max={90}
      onChange={(value) => {
        const days = Math.round(Number(value))
        if (days >= 1 && days <= 90) onChange({ ...definition, horizonDays: days })
      }}
    />
  )
}
