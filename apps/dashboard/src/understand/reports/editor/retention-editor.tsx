import { Checkbox, NumberInput, Select } from '@mantine/core'
import type { RetentionQuestion } from '@throughline/contract/question'
import classes from './editor.module.css'
import { EventPart } from './event-part.tsx'
import { ValuePart } from './value-part.tsx'
import { WeekStartPart } from './week-start-part.tsx'
import { withOption } from './with-option.ts'

/** What begins a cohort, what counts as coming back, by which periods, and what a cohort tells. */
export function RetentionEditor(props: {
  question: RetentionQuestion
  onChange: (question: RetentionQuestion) => void
}) {
  const { question, onChange } = props
  const { cohort } = question
  return (
    <>
      <fieldset className={classes.group}>
        <legend>They begin with</legend>
        <EventPart
          label="the beginning"
          mark="1"
          choice={cohort}
          onChange={(next) => onChange({ ...question, cohort: next })}
        >
          <Checkbox
            size="xs"
            label="Only the first time of all"
            checked={cohort.firstTime ?? false}
            onChange={(event) =>
              onChange({ ...question, cohort: { ...cohort, firstTime: event.currentTarget.checked } })
            }
          />
        </EventPart>
      </fieldset>
      <fieldset className={classes.group}>
        <legend>They come back with</legend>
        <EventPart
          label="the return"
          mark="2"
          choice={question.return}
          onChange={(next) => onChange({ ...question, return: next })}
        />
      </fieldset>
      <div className={classes.two}>
        <Select
          size="xs"
          label="By"
          data={[
            { value: 'day', label: 'Day' },
            { value: 'week', label: 'Week' },
            { value: 'month', label: 'Month' },
          ]}
          value={question.period}
          allowDeselect={false}
          onChange={(value) => {
            const period = (['day', 'week', 'month'] as const).find((one) => one === value)
            if (period) onChange({ ...question, period })
          }}
        />
        <NumberInput
          size="xs"
          label="Periods"
          min={1}
          max={100}
          value={question.periods}
          onChange={(value) => {
            const periods = Number(value)
            if (Number.isInteger(periods) && periods >= 1 && periods <= 100)
              onChange({ ...question, periods })
          }}
        />
      </div>
      <ValuePart question={question} onChange={onChange} />
      {question.value ? null : (
        <Select
          size="xs"
          label="A cell counts who came back"
          data={[
            { value: 'on', label: 'in that period' },
            { value: 'onOrAfter', label: 'in that period or later' },
          ]}
          value={question.counting ?? 'on'}
          allowDeselect={false}
          onChange={(value) =>
            onChange(withOption(question, 'counting', value === 'onOrAfter' ? 'onOrAfter' : undefined))
          }
        />
      )}
      {question.period === 'week' ? <WeekStartPart question={question} onChange={onChange} /> : null}
    </>
  )
}
