import { Autocomplete, TagsInput, TextInput } from '@mantine/core'
import type { Filter } from '@throughline/contract/filter'
import classes from './filter.module.css'
import { operatorWords, type PropertyType, valueOfText } from './operator-words.ts'

/** The field for a condition's value, as its operator takes it: one, two, many, a moment, or none. */
export function FilterValue(props: {
  filter: Filter
  type: PropertyType
  examples: readonly string[]
  onChange: (filter: Filter) => void
}) {
  const { filter, type, examples } = props
  const set = (value: Filter['value']): void => {
    const { property, operator } = filter
    props.onChange(value === undefined ? { property, operator } : { property, operator, value })
  }
  const shape = operatorWords[filter.operator].value
  if (shape === 'none') return <span />
  if (shape === 'many') {
    return (
      <TagsInput
        aria-label="Values"
        placeholder="Values"
        data={[...new Set(examples)]}
        value={listOf(filter.value).map(String)}
        onChange={(texts) => set(texts.map((text) => valueOfText(text, type)))}
        size="xs"
      />
    )
  }
  if (shape === 'two') {
    const [low = '', high = ''] = listOf(filter.value)
    return (
      <div className={classes.two}>
        <TextInput
          aria-label="From"
          inputMode="decimal"
          value={String(low)}
          onChange={(event) => set([valueOfText(event.target.value, 'number'), high])}
          size="xs"
        />
        and
        <TextInput
          aria-label="To"
          inputMode="decimal"
          value={String(high)}
          onChange={(event) => set([low, valueOfText(event.target.value, 'number')])}
          size="xs"
        />
      </div>
    )
  }
  const text = typeof filter.value === 'object' || filter.value === undefined ? '' : String(filter.value)
  if (shape === 'moment') {
    return (
      <TextInput
        type="date"
        aria-label="Day"
        value={text.slice(0, 10)}
        onChange={(event) => set(event.target.value)}
        size="xs"
      />
    )
  }
  return (
    <Autocomplete
      aria-label="Value"
      placeholder="Value"
      data={[...new Set(examples)]}
      value={text}
      onChange={(next) => set(valueOfText(next, type))}
      limit={40}
      size="xs"
    />
  )
}

function listOf(value: Filter['value']): readonly (string | number | boolean)[] {
  if (Array.isArray(value)) return value
  return value === undefined || value === '' ? [] : [value]
}
