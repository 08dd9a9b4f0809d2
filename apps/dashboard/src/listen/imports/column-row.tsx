import { Select, TextInput } from '@mantine/core'
import {
  type CsvMapping,
  csvTypes,
  type InspectedColumn,
  type MappedColumn,
} from '@throughline/contract/imports'
import { type ColumnRole, roleOf, roleWords } from './csv-roles.ts'
import classes from './imports.module.css'

const roles = Object.keys(roleWords).filter((role): role is ColumnRole => role in roleWords)
const typeWords = { text: 'Text', number: 'Number', boolean: 'Yes or no', json: 'JSON' } as const

/** A column with some of its values, what it becomes, and how it is called then. */
export function ColumnRow(props: {
  column: InspectedColumn
  mapping: CsvMapping
  onAssign: (role: ColumnRole) => void
  onRename: (key: 'properties' | 'traits', next: MappedColumn) => void
}) {
  const { column, mapping } = props
  const role = roleOf(mapping, column.name)
  const key = role === 'property' ? 'properties' : role === 'trait' ? 'traits' : undefined
  const named = key && mapping[key].find((one) => one.column === column.name)
  return (
    <li className={classes.column}>
      <div className={classes.columnName}>
        <b>{column.name}</b>
        <small title={column.examples.join(' · ')}>{column.examples.join(' · ') || 'empty'}</small>
      </div>
      <Select
        aria-label={`What the column ${column.name} becomes`}
        data={
          role === 'timestamp'
            ? [{ value: role, label: roleWords.timestamp }]
            : roles.map((value) => ({ value, label: roleWords[value] }))
        }
        value={role}
        onChange={(value) => {
          const next = roles.find((one) => one === value)
          if (next && next !== role) props.onAssign(next)
        }}
        allowDeselect={false}
        size="xs"
        maxDropdownHeight={320}
      />
      {key && named ? (
        <>
          <TextInput
            aria-label={`Name of ${column.name} in the event`}
            value={named.name}
            onChange={(event) => props.onRename(key, { ...named, name: event.target.value })}
            maxLength={500}
            size="xs"
          />
          <Select
            aria-label={`Type of ${column.name}`}
            data={csvTypes.map((value) => ({ value, label: typeWords[value] }))}
            value={named.type}
            onChange={(value) => {
              const type = csvTypes.find((one) => one === value)
              if (type) props.onRename(key, { ...named, type })
            }}
            allowDeselect={false}
            size="xs"
          />
        </>
      ) : null}
    </li>
  )
}
