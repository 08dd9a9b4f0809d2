import { NumberInput, Select } from '@mantine/core'
import { comparisons, type SegmentCount } from '@throughline/contract/segment-rule'
import { comparisonWords } from '../rule-words.ts'

/** `at least 2` of something. */
export function CountEditor(props: {
  count: SegmentCount
  onChange: (count: SegmentCount) => void
  /** What is counted: "times". */
  unit: string
}) {
  const { count, onChange } = props
  return (
    <>
      <Select
        aria-label="Comparison"
        data={comparisons.map((value) => ({ value, label: comparisonWords[value] }))}
        value={count.comparison}
        onChange={(value) => {
          const comparison = comparisons.find((one) => one === value)
          if (comparison) onChange({ ...count, comparison })
        }}
        allowDeselect={false}
        size="xs"
        w={96}
      />
      <NumberInput
        aria-label={`Number of ${props.unit}`}
        value={count.times}
        onChange={(value) => onChange({ ...count, times: Math.max(0, Math.round(Number(value) || 0)) })}
        min={0}
        max={1_000_000_000}
        allowDecimal={false}
        size="xs"
        w={76}
      />
      <span>{props.unit}</span>
    </>
  )
}
