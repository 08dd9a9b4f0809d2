import { Button, Popover, Select, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { useProject } from '../session.ts'
import { Icon } from '../ui/icon.tsx'
import { presetLabels, presets } from '../view/period.ts'
import type { View } from '../view/use-view.ts'
import type { ViewSearch } from '../view/view-search.ts'
import { addDays, isDay, timezoneChoices } from '../view/zoned-time.ts'
import classes from './period-picker.module.css'

/** Chooses the days that the page looks at and the zone they are counted in. */
export function PeriodPicker({ view }: { view: View }) {
  const [open, popover] = useDisclosure(false)
  const { preset } = view.period
  return (
    <Popover opened={open} onChange={popover.set} position="bottom-end" width={330} trapFocus>
      <Popover.Target>
        <Button variant="default" rightSection={<Icon name="down" size={12} />} onClick={popover.toggle}>
          {preset === 'custom' ? 'Custom period' : presetLabels[preset]}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Period">
        <PeriodForm
          view={view}
          onChoose={(next) => {
            popover.close()
            view.change({ ...next, ...(view.segment === undefined ? {} : { segment: view.segment }) })
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function PeriodForm({ view, onChoose }: { view: View; onChoose: (next: ViewSearch) => void }) {
  const project = useProject()
  const [first, setFirst] = useState(view.period.since)
  const [last, setLast] = useState(addDays(view.period.until, -1))
  const [zone, setZone] = useState(view.period.timezone)
  const wrong = isDay(first) && isDay(last) && first > last
  const tz = zone === project.timezone ? {} : { tz: zone }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isDay(first) && isDay(last) && !wrong) onChoose({ from: first, to: addDays(last, 1), ...tz })
  }
  return (
    <form onSubmit={submit}>
      <div className={classes.presets}>
        {presets.map((preset) => (
          <Button
            key={preset}
            size="compact-sm"
            variant={preset === view.period.preset ? 'light' : 'subtle'}
            color={preset === view.period.preset ? 'thread' : 'gray'}
            c={preset === view.period.preset ? 'var(--thread)' : 'var(--ink)'}
            aria-pressed={preset === view.period.preset}
            onClick={() => onChoose({ ...(preset === '30d' ? {} : { period: preset }), ...tz })}
          >
            {presetLabels[preset]}
          </Button>
        ))}
      </div>
      <div className={classes.custom}>
        <TextInput
          type="date"
          label="First day"
          value={first}
          max={last}
          onChange={(e) => setFirst(e.target.value)}
          required
          withAsterisk={false}
        />
        <TextInput
          type="date"
          label="Last day"
          value={last}
          min={first}
          onChange={(e) => setLast(e.target.value)}
          error={wrong ? 'Before the first day' : undefined}
          required
          withAsterisk={false}
        />
      </div>
      <div className={classes.zone}>
        <Select
          label="Days are counted in"
          data={timezoneChoices(zone, project.timezone)}
          value={zone}
          onChange={(value) => setZone(value ?? project.timezone)}
          searchable
          limit={60}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          nothingFoundMessage="No such zone"
        />
        <p className={classes.note}>
          {zone === project.timezone
            ? 'The project’s time zone.'
            : `The project’s own is ${project.timezone}.`}
        </p>
      </div>
      <Button type="submit" fullWidth disabled={wrong}>
        Show these days
      </Button>
    </form>
  )
}
