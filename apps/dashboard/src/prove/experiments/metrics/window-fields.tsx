import { Checkbox, NumberInput, Select } from '@mantine/core'
import type { Fields } from './event-fields.tsx'
import classes from './metrics.module.css'

/** Kinds whose size a single unit can drive, so that a cap makes sense. */
const capped = new Set(['mean', 'revenue', 'count'])
const withoutWindow = new Set(['retention', 'timeTo'])
const weekHours = 168

/** How long after it was first seen counts, and how much one may count at most. */
export function WindowFields(props: Fields) {
  const { kind } = props.definition
  return (
    <>
      {withoutWindow.has(kind) ? null : <WindowField {...props} />}
      {capped.has(kind) ? <CapField {...props} /> : null}
    </>
  )
}

function WindowField({ definition, onChange }: Fields) {
  const { windowHours, wait, ...rest } = definition
  const inDays = windowHours === undefined || windowHours % 24 === 0
  const set = (hours: number): void => {
    if (hours > 0 && hours <= 24 * 366) onChange({ ...definition, windowHours: hours })
  }
  return (
    <div className={classes.pair}>
      <Select
        label="What counts"
        description="After it was first seen"
        data={[
          { value: 'end', label: 'until the experiment ends' },
          { value: 'days', label: 'so many days' },
          { value: 'hours', label: 'so many hours' },
        ]}
        value={windowHours === undefined ? 'end' : inDays ? 'days' : 'hours'}
        onChange={(value) => {
          if (value === 'end') onChange(rest)
          else set(value === 'days' ? Math.max(1, Math.round((windowHours ?? weekHours) / 24)) * 24 : 36)
        }}
        allowDeselect={false}
      />
      {windowHours === undefined ? null : (
        <div>
          <NumberInput
            label={inDays ? 'Days' : 'Hours'}
            description="Later events do not count"
            value={inDays ? windowHours / 24 : windowHours}
            min={1}
            onChange={(value) => set(Number(value) * (inDays ? 24 : 1))}
          />
          <Checkbox
            mt={8}
            label="Count each only once that has passed"
            checked={wait ?? false}
            onChange={(event) => onChange({ ...definition, wait: event.currentTarget.checked })}
          />
        </div>
      )}
    </div>
  )
}

function CapField({ definition, onChange }: Fields) {
  const { cap, ...rest } = definition
  return (
    <div className={classes.pair}>
      <Select
        label="At most"
        description="One very large order should not decide"
        data={[
          { value: 'none', label: 'no limit' },
          { value: 'percentile', label: 'what nearly all stay below' },
          { value: 'value', label: 'a value' },
        ]}
        value={cap?.kind ?? 'none'}
        onChange={(value) => {
          if (value === 'percentile') onChange({ ...rest, cap: { kind: 'percentile', at: 99.5 } })
          else if (value === 'value') onChange({ ...rest, cap: { kind: 'value', at: 1000 } })
          else onChange(rest)
        }}
        allowDeselect={false}
      />
      {cap ? (
        <NumberInput
          label={cap.kind === 'percentile' ? 'Percentile' : 'Most that each counts'}
          description={
            cap.kind === 'percentile'
              ? '99.5: one in 200 of those that have any reaches it'
              : 'In the unit of the number'
          }
          value={cap.at}
          min={0}
          {...(cap.kind === 'percentile' ? { max: 100 } : {})}
          decimalScale={2}
          onChange={(value) => {
            const at = Number(value)
            if (at > 0) onChange({ ...rest, cap: { kind: cap.kind, at } })
          }}
        />
      ) : null}
    </div>
  )
}
