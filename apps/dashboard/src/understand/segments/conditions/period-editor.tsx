import { NumberInput, Select, TextInput } from '@mantine/core'
import type { SegmentPeriod } from '@throughline/contract/segment-rule'
import { useProject } from '../../../session.ts'
import { addDays, dayOf, isDay, startOfDay } from '../../../view/zoned-time.ts'

type Shape = 'ever' | 'last' | 'between'

/** When something happened: ever, within the last days, or between two days in the project's zone. */
export function PeriodEditor(props: {
  period: SegmentPeriod | undefined
  onChange: (period: SegmentPeriod | undefined) => void
  /** What no period is called. */
  ever?: string
}) {
  const { period, onChange } = props
  const { timezone } = useProject()
  const shape: Shape =
    period === undefined || Object.keys(period).length === 0
      ? 'ever'
      : period.lastDays === undefined
        ? 'between'
        : 'last'
  const choose = (value: string | null): void => {
    const today = dayOf(Date.now(), timezone)
    if (value === 'last') onChange({ lastDays: 30 })
    else if (value === 'between') onChange(between(addDays(today, -29), today, timezone))
    else onChange(undefined)
  }
  return (
    <>
      <Select
        aria-label="When"
        data={[
          { value: 'ever', label: props.ever ?? 'at any time' },
          { value: 'last', label: 'in the last' },
          { value: 'between', label: 'between' },
        ]}
        value={shape}
        onChange={choose}
        allowDeselect={false}
        size="xs"
        w={118}
      />
      {shape === 'last' ? (
        <>
          <NumberInput
            aria-label="Days"
            value={period?.lastDays ?? 30}
            onChange={(value) => onChange({ lastDays: Math.max(1, Math.min(3650, Number(value) || 1)) })}
            min={1}
            max={3650}
            allowDecimal={false}
            size="xs"
            w={76}
          />
          <span>days</span>
        </>
      ) : null}
      {shape === 'between' ? <Days period={period ?? {}} onChange={onChange} timezone={timezone} /> : null}
    </>
  )
}

function Days(props: { period: SegmentPeriod; onChange: (period: SegmentPeriod) => void; timezone: string }) {
  const { period, timezone, onChange } = props
  const first = period.from === undefined ? '' : dayOf(Date.parse(period.from), timezone)
  const last = period.to === undefined ? '' : addDays(dayOf(Date.parse(period.to), timezone), -1)
  return (
    <>
      <TextInput
        type="date"
        aria-label={`First day, in ${timezone}`}
        value={first}
        max={last}
        onChange={(event) =>
          isDay(event.target.value) && onChange(between(event.target.value, last, timezone))
        }
        size="xs"
      />
      <span>and</span>
      <TextInput
        type="date"
        aria-label={`Last day, in ${timezone}`}
        value={last}
        min={first}
        onChange={(event) =>
          isDay(event.target.value) && onChange(between(first, event.target.value, timezone))
        }
        size="xs"
      />
    </>
  )
}

/** Both days included; as instants, half-open. */
function between(first: string, last: string, timezone: string): SegmentPeriod {
  return {
    ...(isDay(first) ? { from: new Date(startOfDay(first, timezone)).toISOString() } : {}),
    ...(isDay(last) ? { to: new Date(startOfDay(addDays(last, 1), timezone)).toISOString() } : {}),
  }
}
