import type { CSSProperties } from 'react'
import { formatBucketLong } from '../../../format/date.ts'
import classes from './retention.module.css'

export interface CohortCell {
  readonly text: string
  /** The exact numbers, on hover. */
  readonly title: string
  /** From 0 to 1: how deep its colour is; without one it has none. */
  readonly depth?: number
  /** Its period still goes on, so that its number will grow. */
  readonly unfinished: boolean
}

export interface CohortRow {
  /** The first day of the period in which they began. */
  readonly start: string
  /** What stands before the periods, such as how many they are. */
  readonly about: readonly string[]
  /** By period; undefined where nothing is known yet. */
  readonly cells: readonly (CohortCell | undefined)[]
}

/** A cohort a row, a period a column. The deeper the colour the more, and a dot says that the period still goes on. */
export function CohortTable(props: {
  label: string
  period: 'day' | 'week' | 'month'
  /** Headers of what stands before the periods. */
  about: readonly string[]
  columns: readonly number[]
  rows: readonly CohortRow[]
}) {
  const { period, about, columns } = props
  return (
    <section className={classes.scroll} aria-label={props.label}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Began</th>
            {about.map((header) => (
              <th scope="col" key={header}>
                {header}
              </th>
            ))}
            {columns.map((later) => (
              <th scope="col" key={later}>
                <span className={classes.periodWord}>{headerWord(period)} </span>
                {later}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.start}>
              <th scope="row">{formatBucketLong(row.start, period).replace(/^(week of )?\w+, /, '')}</th>
              {about.map((header, index) => (
                <td key={header} className={classes.size}>
                  {row.about[index]}
                </td>
              ))}
              {columns.map((later, index) => (
                <Cell key={later} cell={row.cells[index]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** `month` → `Month`, as headers begin. */
export const headerWord = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`

function Cell({ cell }: { cell: CohortCell | undefined }) {
  if (!cell) return <td className={classes.none} />
  const { depth, text, title, unfinished } = cell
  const colour =
    depth === undefined ? {} : { style: { '--depth': `${Math.round(depth * 45)}%` } as CSSProperties }
  return (
    <td
      className={depth === undefined ? classes.size : classes.cell}
      title={unfinished ? `${title}; still going on` : title}
      {...colour}
    >
      {text}
      {unfinished ? (
        <>
          <span aria-hidden="true"> •</span>
          <span className="visually-hidden">, still going on</span>
        </>
      ) : null}
    </td>
  )
}
