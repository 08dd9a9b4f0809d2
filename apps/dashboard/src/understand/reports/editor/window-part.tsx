import { NumberInput, Select } from '@mantine/core'
import classes from './editor.module.css'

const units = [
  { value: 'day', label: 'days', seconds: 86_400 },
  { value: 'hour', label: 'hours', seconds: 3_600 },
  { value: 'minute', label: 'minutes', seconds: 60 },
  { value: 'second', label: 'seconds', seconds: 1 },
] as const

/** How long the way from the first step to the last may take. */
export function WindowPart(props: {
  seconds: number | undefined
  onChange: (seconds: number | undefined) => void
}) {
  const { seconds, onChange } = props
  const unit = units.find((each) => seconds !== undefined && seconds % each.seconds === 0) ?? units[0]
  return (
    <div className={classes.two}>
      <NumberInput
        size="xs"
        label="Within"
        min={1}
        disabled={seconds === undefined}
        value={seconds === undefined ? '' : seconds / unit.seconds}
        onChange={(value) => {
          const count = Number(value)
          if (Number.isInteger(count) && count >= 1) onChange(count * unit.seconds)
        }}
      />
      <Select
        size="xs"
        aria-label="Unit of the window"
        data={[
          ...units.map(({ value, label }) => ({ value: value as string, label: label as string })),
          { value: 'range', label: 'the whole period' },
        ]}
        value={seconds === undefined ? 'range' : unit.value}
        allowDeselect={false}
        onChange={(value) => {
          const next = units.find((each) => each.value === value)
          const count = seconds === undefined ? 7 : seconds / unit.seconds
          onChange(next ? Math.max(1, count) * next.seconds : undefined)
        }}
      />
    </div>
  )
}
