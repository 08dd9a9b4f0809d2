import { Button } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import { formatCount, formatNumber } from '../../format/number.ts'
import { type CellValue, download, fileNameOf, toCsv } from './csv.ts'
import classes from './data-table.module.css'
import { sortRows } from './sort-rows.ts'

/** A column: what it is called, the plain value to sort and export by, and how a cell is drawn. */
export interface Column<Row> {
  readonly key: string
  readonly header: string
  readonly value: (row: Row) => CellValue
  /** Left out, numbers are written with separators and text as it is. */
  readonly cell?: (row: Row) => ReactNode
  readonly align?: 'left' | 'right'
  /** False for a column of buttons. */
  readonly sortable?: boolean
}

interface Sorting {
  readonly key: string
  readonly direction: 'ascending' | 'descending'
}

/** Drawn at once; more rows only slow the page down, and the CSV holds them all. */
const rowsShown = 500

/**
 * A table whose numbers stand right-aligned, whose header stays, which sorts by any column and exports to CSV. The
 * first column names the row.
 */
export function DataTable<Row>(props: {
  /** What the table shows, with its unit; for screen readers and the file's name. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row, index: number) => string
  initialSort?: Sorting
  /** CSS length from which the table scrolls by itself. */
  maxHeight?: string
  exportable?: boolean
}) {
  const { columns, rows, caption, exportable = true } = props
  const [sorting, setSorting] = useState(props.initialSort)
  const sorted = useMemo(() => {
    const column = columns.find(({ key }) => key === sorting?.key)
    return column && sorting ? sortRows(rows, column.value, sorting.direction) : rows
  }, [columns, rows, sorting])
  const exportCsv = (): void => {
    const cells = sorted.map((row) => columns.map((column) => column.value(row)))
    download(
      `${fileNameOf(caption)}.csv`,
      toCsv(
        columns.map(({ header }) => header),
        cells,
      ),
    )
  }
  return (
    <>
      <section
        className={classes.scroll}
        style={props.maxHeight === undefined ? undefined : { maxHeight: props.maxHeight }}
        aria-label={caption}
      >
        <table className={classes.table}>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeaderCell
                  key={column.key}
                  column={column}
                  rows={rows}
                  sorting={sorting}
                  onSort={setSorting}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, rowsShown).map((row, index) => (
              <tr key={props.rowKey(row, index)}>
                {columns.map((column, place) => (
                  <BodyCell key={column.key} column={column} row={row} names={place === 0} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {exportable ? (
        <div className={classes.foot}>
          <span>
            {rows.length > rowsShown
              ? `The first ${formatNumber(rowsShown)} of ${formatCount(rows.length, 'row')}`
              : formatCount(rows.length, 'row')}
          </span>
          <Button variant="subtle" size="compact-xs" onClick={exportCsv}>
            Save as CSV
          </Button>
        </div>
      ) : null}
    </>
  )
}

function HeaderCell<Row>(props: {
  column: Column<Row>
  rows: readonly Row[]
  sorting: Sorting | undefined
  onSort: (sorting: Sorting) => void
}) {
  const { column, sorting } = props
  const current = sorting?.key === column.key ? sorting.direction : undefined
  // Numbers are most often asked for by the largest, names by the alphabet.
  const first = alignOf(column, props.rows[0]) === 'right' ? 'descending' : 'ascending'
  const next = current === undefined ? first : current === 'ascending' ? 'descending' : 'ascending'
  return (
    <th scope="col" aria-sort={current} data-align={alignOf(column, props.rows[0])}>
      {column.sortable === false ? (
        column.header
      ) : (
        <button
          type="button"
          className={classes.sort}
          onClick={() => props.onSort({ key: column.key, direction: next })}
        >
          {column.header}
          {current === undefined ? null : (
            <span className={classes.arrow} aria-hidden="true">
              {current === 'ascending' ? '▲' : '▼'}
            </span>
          )}
        </button>
      )}
    </th>
  )
}

function BodyCell<Row>({ column, row, names }: { column: Column<Row>; row: Row; names: boolean }) {
  const value = column.value(row)
  const content = column.cell ? column.cell(row) : typeof value === 'number' ? formatNumber(value) : value
  const align = alignOf(column, row)
  return names ? (
    <th scope="row" data-align={align}>
      {content}
    </th>
  ) : (
    <td data-align={align}>{content ?? '–'}</td>
  )
}

function alignOf<Row>(column: Column<Row>, row: Row | undefined): 'left' | 'right' {
  if (column.align) return column.align
  return row !== undefined && typeof column.value(row) === 'number' ? 'right' : 'left'
}
