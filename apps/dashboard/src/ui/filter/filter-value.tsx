import { Autocomplete, TagsInput, TextInput } from '@mantine/core'
import type { Filter } from '@throughline/contract/filter'
import { useState } from 'react'
import classes from './filter.module.css'
import { operatorWords, type PropertyType, valueOfText } from './operator-words.ts'

/** The field for a condition's value, as its operator takes it: one, a number, two, many, a moment, or none. */
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
  if (shape === 'number') return <NumberField label="Value" value={filter.value} onChange={set} />
  if (shape === 'two') {
    const [low = '', high = ''] = listOf(filter.value)
    return (
      <div className={classes.two}>
        <NumberField label="From" value={low} onChange={(next) => set([next, high])} />
        and
        <NumberField label="To" value={high} onChange={(next) => set([low, next])} />
      </div>
    )
  }
  if (shape === 'moment') {
    return (
      <TextInput
        type="date"
        aria-label="Day"
        value={textOf(filter.value).slice(0, 10)}
        onChange={(event) => set(event.target.value)}
        size="xs"
      />
    )
  }
  return <OneValue value={filter.value} type={type} examples={examples} onChange={set} />
}

function NumberField(props: {
  label: string
  value: Filter['value']
  onChange: (value: string | number | boolean) => void
}) {
  const [text, change] = useTyped('number', props.value, props.onChange)
  return (
    <TextInput
      aria-label={props.label}
      inputMode="decimal"
      value={text}
      onChange={(event) => change(event.target.value)}
      size="xs"
    />
  )
}

function OneValue(props: {
  value: Filter['value']
  type: PropertyType
  examples: readonly string[]
  onChange: (value: string | number | boolean) => void
}) {
  const [text, change] = useTyped(props.type, props.value, props.onChange)
  return (
    <Autocomplete
      aria-label="Value"
      placeholder="Value"
      data={[...new Set(props.examples)]}
      value={text}
      onChange={change}
      limit={40}
      size="xs"
    />
  )
}

/** The text of a field, as it was typed where the value is another way to write it: "1.50" is 1.5, and stays. */
function useTyped(
  type: PropertyType,
  value: Filter['value'],
  onChange: (value: string | number | boolean) => void,
): [string, (text: string) => void] {
  const [typed, setTyped] = useState('')
  const change = (text: string): void => {
    setTyped(text)
    onChange(valueOfText(text, type))
  }
  return [valueOfText(typed, type) === value ? typed : textOf(value), change]
}

const textOf = (value: Filter['value']): string =>
  typeof value === 'object' || value === undefined ? '' : String(value)

function listOf(value: Filter['value']): readonly (string | number | boolean)[] {
  if (Array.isArray(value)) return value
  return value === undefined || value === '' ? [] : [value]
}
