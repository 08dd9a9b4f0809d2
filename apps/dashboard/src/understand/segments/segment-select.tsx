import { Select } from '@mantine/core'
import { useSegments } from './use-segments.ts'

/** Chooses one of the segments; `none` is what it is called to choose none of them. */
export function SegmentSelect(props: {
  label: string
  none: string
  value: string | undefined
  onChange: (id: string | undefined) => void
  /** Left out of the choice, such as the segment that is edited. */
  without?: string | undefined
}) {
  const segments = useSegments().filter(({ id }) => id !== props.without)
  return (
    <Select
      aria-label={props.label}
      data={[
        { value: '', label: props.none },
        ...segments.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={props.value ?? ''}
      onChange={(id) => props.onChange(id === null || id === '' ? undefined : id)}
      allowDeselect={false}
      searchable={segments.length > 8}
      nothingFoundMessage="No segment is called so"
      size="xs"
      comboboxProps={{ width: 260, position: 'bottom-end' }}
    />
  )
}
