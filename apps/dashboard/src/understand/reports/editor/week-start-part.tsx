import { Select } from '@mantine/core'
import { withOption } from './with-option.ts'

/** The day that weeks begin on. */
export function WeekStartPart<Asked extends { weekStartsOn?: 'monday' | 'sunday' }>(props: {
  question: Asked
  onChange: (question: Asked) => void
}) {
  const { question, onChange } = props
  return (
    <Select
      size="xs"
      label="Weeks begin on"
      data={[
        { value: 'monday', label: 'Monday' },
        { value: 'sunday', label: 'Sunday' },
      ]}
      value={question.weekStartsOn ?? 'monday'}
      allowDeselect={false}
      onChange={(value) =>
        onChange(withOption(question, 'weekStartsOn', value === 'sunday' ? 'sunday' : undefined))
      }
    />
  )
}
