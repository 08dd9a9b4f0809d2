import { Autocomplete } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { listEventNames } from '@throughline/contract/schema'
import { useEffect, useState } from 'react'
import { query } from '../../api.ts'

/**
 * Chooses an event by name, with the names that have arrived as suggestions; a name that has not yet arrived can be
 * typed as well. `*` stands for any event where `withAny` offers it.
 */
export function EventPicker(props: {
  label: string
  value: string | undefined
  onChange: (event: string | undefined) => void
  placeholder?: string
  hideLabel?: boolean
  withAny?: boolean
}) {
  const { value = '', onChange, withAny = false } = props
  const shown = value === '*' ? anyEvent : value
  const [text, setText] = useState(shown)
  const [search] = useDebouncedValue(text === shown ? '' : text, 200)
  const names = useQuery(
    query(listEventNames, { query: search === '' ? { limit: 200 } : { search, limit: 200 } }),
  )
  useEffect(() => setText(shown), [shown])
  const commit = (next: string): void => {
    const chosen = next === anyEvent ? '*' : next.trim()
    if (chosen !== value) onChange(chosen === '' ? undefined : chosen)
  }
  const found = [...new Set(names.data?.events.map(({ event }) => event) ?? [])]
  return (
    <Autocomplete
      {...(props.hideLabel ? { 'aria-label': props.label } : { label: props.label })}
      placeholder={props.placeholder ?? 'Choose an event'}
      data={withAny ? [anyEvent, ...found] : found}
      value={text}
      onChange={setText}
      onOptionSubmit={commit}
      onBlur={() => commit(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit(text)
      }}
      limit={60}
      clearable
      onClear={() => commit('')}
      size={props.hideLabel ? 'xs' : 'sm'}
      maxDropdownHeight={280}
    />
  )
}

const anyEvent = 'Any event'
