import type { CellValue } from './csv.ts'

const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Rows in the order of a value; empty cells last in either direction, equal ones as they were. */
export function sortRows<Row>(
  rows: readonly Row[],
  cellOf: (row: Row) => CellValue,
  direction: 'ascending' | 'descending',
): Row[] {
  const sign = direction === 'ascending' ? 1 : -1
  return rows
    .map((row) => ({ row, value: cellOf(row) }))
    .sort((a, b) => {
      if (isEmpty(a.value) || isEmpty(b.value)) return Number(isEmpty(a.value)) - Number(isEmpty(b.value))
      return sign * compare(a.value, b.value)
    })
    .map(({ row }) => row)
}

function isEmpty(value: CellValue): boolean {
  return value === null || value === undefined || value === ''
}

function compare(a: CellValue, b: CellValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return words.compare(String(a), String(b))
}
