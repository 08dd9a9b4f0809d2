import { Select } from '@mantine/core'
import type { LifecycleQuestion } from '@throughline/contract/question'
import { EventPicker } from '../../../ui/filter/event-picker.tsx'
import { WeekStartPart } from './week-start-part.tsx'
import { withOption } from './with-option.ts'

/** What counts as being active, and by which periods. */
export function LifecycleEditor(props: {
  question: LifecycleQuestion
  onChange: (question: LifecycleQuestion) => void
}) {
  const { question, onChange } = props
  return (
    <>
      <EventPicker
        label="Active are those who did"
        withAny
        value={question.event}
        onChange={(event) => onChange({ ...question, event: event ?? '' })}
      />
      <Select
        size="xs"
        label="By"
        data={[
          { value: 'auto', label: 'As fits the period' },
          { value: 'day', label: 'Day' },
          { value: 'week', label: 'Week' },
          { value: 'month', label: 'Month' },
        ]}
        value={question.interval ?? 'auto'}
        allowDeselect={false}
        onChange={(value) =>
          onChange(
            withOption(
              question,
              'interval',
              (['day', 'week', 'month'] as const).find((interval) => interval === value),
            ),
          )
        }
      />
      {question.interval === 'week' ? <WeekStartPart question={question} onChange={onChange} /> : null}
    </>
  )
}
