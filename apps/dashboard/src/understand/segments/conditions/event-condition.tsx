import { Select } from '@mantine/core'
import type { SegmentConditions } from '@throughline/contract/segment-rule'
import { EventPicker } from '../../../ui/filter/event-picker.tsx'
import { FilterEditor } from '../../../ui/filter/filter-editor.tsx'
import { CountEditor } from './count-editor.tsx'
import { PeriodEditor } from './period-editor.tsx'

type Event = SegmentConditions['event']

/** Done or never done, how often, when, and where what holds. */
export function EventCondition({ value, onChange }: { value: Event; onChange: (value: Event) => void }) {
  const { count, period, where, name } = value
  const never = count?.comparison === 'exactly' && count.times === 0
  const set = (next: { [K in keyof Event]?: Event[K] | undefined }): void => {
    const all = { name, count, period, where, ...next }
    onChange({
      name: all.name ?? '',
      ...(all.where === undefined || all.where.length === 0 ? {} : { where: all.where }),
      ...(all.count === undefined ? {} : { count: all.count }),
      ...(all.period === undefined ? {} : { period: all.period }),
    })
  }
  const shape = never ? 'never' : count ? 'count' : 'once'
  const choose = (choice: string | null): void => {
    if (choice === 'never') set({ count: { comparison: 'exactly', times: 0 } })
    else if (choice === 'count') set({ count: { comparison: 'atLeast', times: 2 } })
    else set({ count: undefined })
  }
  return (
    <>
      <div style={{ flex: '1 1 180px', maxWidth: 260 }}>
        <EventPicker
          label="Event"
          hideLabel
          value={name === '' ? undefined : name}
          onChange={(event) => set({ name: event ?? '' })}
          withAny
        />
      </div>
      <Select
        aria-label="How often"
        data={[
          { value: 'once', label: 'was done' },
          { value: 'never', label: 'was never done' },
          { value: 'count', label: 'was done …' },
        ]}
        value={shape}
        onChange={choose}
        allowDeselect={false}
        size="xs"
        w={128}
      />
      {shape === 'count' && count ? (
        <CountEditor count={count} onChange={(next) => set({ count: next })} unit="times" />
      ) : null}
      <PeriodEditor period={period} onChange={(next) => set({ period: next })} />
      <div style={{ flexBasis: '100%' }}>
        <FilterEditor
          label={`Conditions on ${name || 'the event'}`}
          filters={where ?? []}
          onChange={(next) => set({ where: next })}
          event={name}
        />
      </div>
    </>
  )
}
