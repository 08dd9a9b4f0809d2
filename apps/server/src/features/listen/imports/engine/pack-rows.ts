import { type EventRow, eventColumns } from '../../../../platform/events/event-row.ts'

/** Rows by column. Most columns of a file hold the same in every row: those are one value, not a list. */
export interface PackedRows {
  readonly count: number
  /** In the order of `eventColumns`. */
  readonly columns: readonly (string | number | readonly (string | number)[])[]
}

/** Rows in a form that goes from thread to thread several times faster than the rows themselves. */
export function packRows(rows: readonly EventRow[]): PackedRows {
  return { count: rows.length, columns: eventColumns.map((column) => packColumn(rows, column)) }
}

/** A loop: a callback for each value of 31 columns would take longer than all the rest. */
function packColumn(
  rows: readonly EventRow[],
  column: (typeof eventColumns)[number],
): PackedRows['columns'][number] {
  const same = rows[0]?.[column] ?? ''
  for (const row of rows) if (row[column] !== same) return rows.map((each) => each[column])
  return same
}

/** Each row is a copy of one that has all columns already: 20 times as fast as adding them one by one. */
export function unpackRows({ count, columns }: PackedRows): EventRow[] {
  const valueAt = (column: PackedRows['columns'][number] | undefined, row: number): string | number =>
    (typeof column === 'object' ? column[row] : column) ?? ''
  const pattern = Object.fromEntries(eventColumns.map((name, index) => [name, valueAt(columns[index], 0)]))
  const varying = eventColumns.flatMap((name, index) => {
    const values = columns[index]
    return typeof values === 'object' ? [{ name, values }] : []
  })
  return Array.from({ length: count }, (_, at) => {
    const row = { ...pattern }
    for (const { name, values } of varying) row[name] = values[at] ?? ''
    return row as unknown as EventRow
  })
}
