import type { CsvMapping, InspectedColumn } from '@throughline/contract/imports'
import { describe, expect, it } from 'vitest'
import { assignRole, firstCsvMapping, roleOf } from './csv-roles.ts'

const mapping: CsvMapping = {
  format: 'csv',
  delimiter: ';',
  header: true,
  decimal: ',',
  type: 'track',
  event: { value: 'Order Completed' },
  timestamp: { column: 'date', layout: 'DD.MM.YYYY', timezone: 'Europe/Berlin' },
  userId: 'customer',
  revenue: 'sum',
  currency: { column: 'cur' },
  properties: [{ column: 'Colour of it', name: 'colour', type: 'text' }],
  traits: [],
}
const column = (name: string, type: InspectedColumn['type'] = 'text'): InspectedColumn => ({
  name,
  type,
  examples: [],
})

describe('what a column becomes', () => {
  it('is read from the mapping', () => {
    const parts = ['date', 'customer', 'sum', 'cur', 'Colour of it', 'else'].map((name) =>
      roleOf(mapping, name),
    )
    expect(parts).toEqual(['timestamp', 'userId', 'revenue', 'currency', 'property', 'none'])
  })

  it('moves a part that only one column can have', () => {
    const moved = assignRole(mapping, column('else'), 'userId')
    expect(moved.userId).toBe('else')
    expect(roleOf(moved, 'customer')).toBe('none')
  })

  it('gives up the part it had', () => {
    const moved = assignRole(mapping, column('sum', 'number'), 'property')
    expect(moved).not.toHaveProperty('revenue')
    expect(moved.properties.at(-1)).toEqual({ column: 'sum', name: 'sum', type: 'number' })
    expect(assignRole(mapping, column('cur'), 'none')).not.toHaveProperty('currency')
  })

  it('keeps a time until another column is it', () => {
    expect(assignRole(mapping, column('date'), 'none')).toBe(mapping)
    const moved = assignRole(mapping, column('else'), 'timestamp')
    expect(moved.timestamp).toEqual({ column: 'else', layout: 'DD.MM.YYYY', timezone: 'Europe/Berlin' })
    expect(roleOf(moved, 'date')).toBe('none')
  })

  it('names a new property as events do', () => {
    const moved = assignRole(mapping, column('Größe (cm)', 'number'), 'property')
    expect(moved.properties.at(-1)?.name).toBe('größe_cm')
  })

  it('has something to begin with where nothing could be guessed', () => {
    const columns = [column('a'), column('b', 'number')]
    const first = firstCsvMapping({ columns }, 'UTC')
    expect(first.delimiter).toBe(',')
    expect(first.timestamp.column).toBe('a')
    expect(first.properties).toEqual([{ column: 'b', name: 'b', type: 'number' }])
    const table = { delimiter: '\t', header: false, decimal: ',' } as const
    expect(firstCsvMapping({ columns, table }, 'UTC')).toMatchObject(table)
  })
})
