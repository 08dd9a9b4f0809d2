import { Select } from '@mantine/core'
import { segmentChoices } from './segment-choices.ts'
import { useSegmentList } from './use-segments.ts'

/** Chooses one of the segments; `none` is what it is called to choose none of them. */
export function SegmentSelect(props: {
  label: string
  none: string
  value: string | undefined
  onChange: (id: string | undefined) => void
  /** Left out of the choice, such as the segment that is edited. */
  without?: string | undefined
}) {
  const choices = segmentChoices(useSegmentList(), props.value, props.without)
  return (
    <Select
      aria-label={props.label}
      data={[{ value: '', label: props.none }, ...choices]}
      value={props.value ?? ''}
      onChange={(id) => props.onChange(id === null || id === '' ? undefined : id)}
      allowDeselect={false}
      searchable={choices.length > 8}
      nothingFoundMessage="No segment is called so"
      size="xs"
      comboboxProps={{ width: 260, position: 'bottom-end' }}
    />
  )
}
