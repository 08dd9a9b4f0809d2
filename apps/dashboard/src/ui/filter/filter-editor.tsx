import { ActionIcon, Autocomplete, Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Filter } from '@throughline/contract/filter'
import type { RouteResponse } from '@throughline/contract/route'
import { listProperties } from '@throughline/contract/schema'
import { query } from '../../api.ts'
import { Icon } from '../icon.tsx'
import classes from './filter.module.css'
import { FilterValue } from './filter-value.tsx'
import { keepsValue, operatorsFor, operatorWords, type PropertyType } from './operator-words.ts'

type Property = RouteResponse<typeof listProperties>['properties'][number]

const kindLabels = {
  field: 'Fields',
  property: 'Properties of the event',
  person: 'Traits of the person',
} as const

/**
 * Conditions on events as rows of property, operator and value; all of them must hold. Unfinished rows are part of
 * `filters`: send only those that `isComplete`.
 */
export function FilterEditor(props: {
  /** What the conditions are of, for screen readers: "Conditions of step 1". */
  label: string
  filters: readonly Filter[]
  onChange: (filters: Filter[]) => void
  /** Suggests properties that events of this name carry. */
  event?: string | undefined
  /** Suggests only these kinds of property. */
  kinds?: readonly Property['kind'][]
}) {
  const { filters, onChange, kinds } = props
  const known = useProperties(props.event).filter(({ kind }) => kinds?.includes(kind) ?? true)
  const replace = (at: number, filter: Filter): void =>
    onChange(filters.map((old, index) => (index === at ? filter : old)))
  const remove = (at: number): void => onChange(filters.filter((_, index) => index !== at))
  return (
    <fieldset className={classes.rows}>
      <legend className="visually-hidden">{props.label}</legend>
      {keyed(filters).map(({ key, filter }, index) => (
        <FilterRow
          key={key}
          filter={filter}
          known={known}
          onChange={(next) => replace(index, next)}
          onRemove={() => remove(index)}
        />
      ))}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name="plus" size={13} />}
          onClick={() => onChange([...filters, { property: '', operator: 'equals', value: '' }])}
        >
          Add a condition
        </Button>
      </div>
    </fieldset>
  )
}

/** Properties for pickers; also used by breakdowns. */
export function useProperties(event?: string): readonly Property[] {
  const wanted = event === undefined || event === '*' ? {} : { event }
  return useQuery(query(listProperties, { query: wanted })).data?.properties ?? []
}

/** Chooses one property, by its name; one that has not yet arrived can be typed. */
export function PropertyPicker(props: {
  label: string
  value: string
  onChange: (property: string) => void
  known: readonly Property[]
  hideLabel?: boolean
}) {
  const groups = Object.entries(kindLabels).map(([kind, group]) => ({
    group,
    items: [...new Set(props.known.filter((one) => one.kind === kind).map(({ property }) => property))],
  }))
  return (
    <Autocomplete
      {...(props.hideLabel ? { 'aria-label': props.label } : { label: props.label })}
      placeholder="Property"
      data={groups.filter(({ items }) => items.length > 0)}
      value={props.value}
      onChange={props.onChange}
      limit={80}
      size="xs"
    />
  )
}

function FilterRow(props: {
  filter: Filter
  known: readonly Property[]
  onChange: (filter: Filter) => void
  onRemove: () => void
}) {
  const { filter, known, onChange } = props
  const property = known.find((one) => one.property === filter.property)
  const type: PropertyType = property?.type ?? 'mixed'
  const choices = [...new Set([filter.operator, ...operatorsFor(type)])]
  const changeOperator = (name: string | null): void => {
    const operator = choices.find((one) => one === name)
    if (!operator) return
    const { property: of, value } = filter
    const same = keepsValue(filter.operator, operator, value)
    onChange(same && value !== undefined ? { property: of, operator, value } : { property: of, operator })
  }
  return (
    <div className={classes.row}>
      <PropertyPicker
        label="Property"
        hideLabel
        value={filter.property}
        known={known}
        onChange={(name) => onChange({ ...filter, property: name })}
      />
      <Select
        aria-label="Operator"
        data={choices.map((operator) => ({ value: operator, label: operatorWords[operator].label }))}
        value={filter.operator}
        onChange={changeOperator}
        allowDeselect={false}
        size="xs"
      />
      <FilterValue filter={filter} type={type} examples={property?.examples ?? []} onChange={onChange} />
      <ActionIcon
        aria-label={`Remove the condition on ${filter.property || 'nothing yet'}`}
        onClick={props.onRemove}
      >
        <Icon name="close" size={14} />
      </ActionIcon>
    </div>
  )
}

/** Rows have no id of their own; a row keeps its place while its neighbours change. */
function keyed(filters: readonly Filter[]): { key: string; filter: Filter }[] {
  return filters.map((filter, place) => ({ key: `${filters.length}-${place}`, filter }))
}
