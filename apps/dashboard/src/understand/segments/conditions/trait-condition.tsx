import { Autocomplete, Select } from '@mantine/core'
import type { SegmentConditions } from '@throughline/contract/segment-rule'
import { useProperties } from '../../../ui/filter/filter-editor.tsx'
import { FilterValue } from '../../../ui/filter/filter-value.tsx'
import { keepsValue, operatorsFor, operatorWords } from '../../../ui/filter/operator-words.ts'

type Trait = SegmentConditions['trait']

/** The latest value of a trait, compared. Names that have arrived are suggested; others can be typed. */
export function TraitCondition({ value, onChange }: { value: Trait; onChange: (value: Trait) => void }) {
  const known = useProperties().filter(({ kind }) => kind === 'person')
  const found = known.find(({ property }) => property === `person.${value.name}`)
  const type = found?.type ?? 'mixed'
  const choices = [...new Set([value.operator, ...operatorsFor(type)])]
  return (
    <>
      <Autocomplete
        aria-label="Trait"
        placeholder="Trait"
        data={known.map(({ property }) => property.replace(/^person\./, ''))}
        value={value.name}
        onChange={(name) => onChange({ ...value, name })}
        maxLength={200}
        size="xs"
        w={160}
      />
      <Select
        aria-label="Operator"
        data={choices.map((operator) => ({ value: operator, label: operatorWords[operator].label }))}
        value={value.operator}
        onChange={(name) => {
          const operator = choices.find((one) => one === name)
          if (!operator) return
          onChange(
            keepsValue(value.operator, operator, value.value)
              ? { ...value, operator }
              : { name: value.name, operator },
          )
        }}
        allowDeselect={false}
        size="xs"
        w={150}
      />
      <div style={{ flex: '1 1 160px' }}>
        <FilterValue
          filter={{
            property: value.name,
            operator: value.operator,
            ...(value.value === undefined ? {} : { value: value.value }),
          }}
          type={type}
          examples={found?.examples ?? []}
          onChange={({ operator, value: next }) =>
            onChange({ name: value.name, operator, ...(next === undefined ? {} : { value: next }) })
          }
        />
      </div>
    </>
  )
}
