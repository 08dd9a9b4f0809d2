import { Select, TextInput } from '@mantine/core'
import {
  type CsvMapping,
  csvDelimiters,
  type InspectedColumn,
  type MappedColumn,
} from '@throughline/contract/imports'
import { ColumnRow } from './column-row.tsx'
import { assignRole, type ColumnRole } from './csv-roles.ts'
import { delimiterWords } from './import-words.ts'
import classes from './imports.module.css'

const rowTypes = [
  { value: 'track', label: 'Something that people did' },
  { value: 'page', label: 'A page that they saw' },
  { value: 'screen', label: 'A screen of an app' },
  { value: 'identify', label: 'What is known of a person' },
] as const

/** Columns of a CSV file and what each becomes. */
export function CsvMappingForm(props: {
  mapping: CsvMapping
  columns: readonly InspectedColumn[]
  onChange: (mapping: CsvMapping) => void
}) {
  const { mapping, onChange } = props
  const rename = (key: 'properties' | 'traits', next: MappedColumn): void =>
    onChange({
      ...mapping,
      [key]: mapping[key].map((one) => (one.column === next.column ? next : one)),
    })
  const assign = (column: InspectedColumn, role: ColumnRole): void =>
    onChange(assignRole(mapping, column, role))
  return (
    <>
      <div className={classes.settings}>
        <Select
          label="Each row is"
          data={[...rowTypes]}
          value={mapping.type}
          onChange={(value) => {
            const type = rowTypes.find((one) => one.value === value)?.value
            if (type) onChange({ ...mapping, type })
          }}
          allowDeselect={false}
        />
        {mapping.type === 'track' ? <EventName mapping={mapping} onChange={onChange} /> : null}
        <TextInput
          label="How times are written"
          description="iso, seconds, or DD.MM.YYYY HH:mm"
          value={mapping.timestamp.layout}
          onChange={(event) =>
            onChange({ ...mapping, timestamp: { ...mapping.timestamp, layout: event.target.value } })
          }
          maxLength={50}
        />
        <TextInput
          label="Time zone of the times"
          description="Where they say none themselves"
          value={mapping.timestamp.timezone ?? ''}
          onChange={(event) => {
            const { column, layout } = mapping.timestamp
            const timezone = event.target.value.trim()
            onChange({ ...mapping, timestamp: { column, layout, ...(timezone === '' ? {} : { timezone }) } })
          }}
          maxLength={100}
        />
        {mapping.revenue ? <Currency mapping={mapping} onChange={onChange} /> : null}
        <Select
          label="Between two fields"
          data={csvDelimiters.map((value) => ({ value, label: delimiterWords[value] }))}
          value={mapping.delimiter}
          onChange={(value) => {
            const delimiter = csvDelimiters.find((one) => one === value)
            if (delimiter) onChange({ ...mapping, delimiter })
          }}
          allowDeselect={false}
        />
        <Select
          label="First line"
          data={[
            { value: 'yes', label: 'Names the columns' },
            { value: 'no', label: 'Is a row already' },
          ]}
          value={mapping.header ? 'yes' : 'no'}
          onChange={(value) => onChange({ ...mapping, header: value === 'yes' })}
          allowDeselect={false}
        />
        <Select
          label="Decimal mark"
          data={[
            { value: '.', label: 'Point, 1.50' },
            { value: ',', label: 'Comma, 1,50' },
          ]}
          value={mapping.decimal}
          onChange={(value) => onChange({ ...mapping, decimal: value === ',' ? ',' : '.' })}
          allowDeselect={false}
        />
      </div>
      <ul className={classes.columns} aria-label="Columns and what they become">
        {props.columns.map((column) => (
          <ColumnRow
            key={column.name}
            column={column}
            mapping={mapping}
            onAssign={(role) => assign(column, role)}
            onRename={rename}
          />
        ))}
      </ul>
    </>
  )
}

function EventName({ mapping, onChange }: { mapping: CsvMapping; onChange: (mapping: CsvMapping) => void }) {
  const { event } = mapping
  const fromColumn = event !== undefined && 'column' in event
  return (
    <TextInput
      label="Name of the event"
      description={fromColumn ? `From the column “${event.column}”` : 'The same for every row'}
      value={event && 'value' in event ? event.value : ''}
      placeholder={fromColumn ? event.column : 'Order Completed'}
      onChange={({ target: { value } }) => {
        const { event: _, ...rest } = mapping
        onChange(value === '' ? rest : { ...rest, event: { value } })
      }}
      maxLength={1000}
    />
  )
}

function Currency({ mapping, onChange }: { mapping: CsvMapping; onChange: (mapping: CsvMapping) => void }) {
  const { currency } = mapping
  const fromColumn = currency !== undefined && 'column' in currency
  return (
    <TextInput
      label="Currency"
      description={
        fromColumn ? `From the column “${currency.column}”` : 'Three letters; empty: the project’s'
      }
      value={currency && 'value' in currency ? currency.value : ''}
      placeholder={fromColumn ? currency.column : 'EUR'}
      onChange={({ target: { value } }) => {
        const { currency: _, ...rest } = mapping
        onChange(value === '' ? rest : { ...rest, currency: { value: value.toUpperCase() } })
      }}
      maxLength={10}
    />
  )
}
