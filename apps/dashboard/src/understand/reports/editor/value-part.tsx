import { Select } from '@mantine/core'
import type { RetentionQuestion } from '@throughline/contract/question'
import { PropertyPicker, useProperties } from '../../../ui/filter/filter-editor.tsx'
import { withOption } from './with-option.ts'

/** Whether cohorts tell how many people come back, or what a property of the return adds up to. */
export function ValuePart(props: {
  question: RetentionQuestion
  onChange: (question: RetentionQuestion) => void
}) {
  const { question, onChange } = props
  const known = useProperties(question.return.event)
  const choose = (property: string | undefined): void =>
    onChange(withOption(question, 'value', property === undefined ? undefined : { property }))
  return (
    <>
      <Select
        size="xs"
        label="A cohort tells"
        data={[
          { value: 'people', label: 'how many people come back' },
          { value: 'sum', label: 'what they bring: the sum of a property' },
        ]}
        value={question.value ? 'sum' : 'people'}
        allowDeselect={false}
        onChange={(value) => choose(value === 'sum' ? (question.value?.property ?? 'revenue') : undefined)}
      />
      {question.value ? (
        <PropertyPicker
          label="Property that is added up"
          value={question.value.property}
          known={known}
          onChange={choose}
        />
      ) : null}
    </>
  )
}
