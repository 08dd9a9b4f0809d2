import { formatDuration, formatShare } from '../../../format/number.ts'
import type { Estimate } from '../../../ui/interval-mark.tsx'
import type { Column } from '../../../ui/table/data-table.tsx'
import classes from './funnel.module.css'
import type { StepRow } from './step-rows.ts'

type Share = (row: StepRow) => Estimate | null

const fromFirst: Share = (row) => row.fromFirst
const fromPrevious: Share = (row) => row.fromPrevious

/** Steps as rows to read: a share with its interval is one cell. */
export function stepColumns(unit: string): Column<StepRow>[] {
  return [
    ...named(unit),
    share('first', 'Of the first', fromFirst),
    share('previous', 'Of the step before', fromPrevious),
    ...times,
  ]
}

/** Steps as rows to calculate with: every bound in a column of its own. */
export function exactColumns(unit: string): Column<StepRow>[] {
  return [
    ...named(unit),
    ...bounds('first', 'Of the first', fromFirst),
    ...bounds('previous', 'Of the step before', fromPrevious),
    ...times,
  ]
}

const named = (unit: string): Column<StepRow>[] => [
  { key: 'step', header: 'Step', value: ({ number, name }) => `${number}. ${name}` },
  { key: 'count', header: unit, value: ({ count }) => count },
]

const times: readonly Column<StepRow>[] = [
  duration('median', 'Median time (s)', ({ medianSeconds }) => medianSeconds),
  duration('average', 'Average time (s)', ({ averageSeconds }) => averageSeconds),
]

function share(key: string, header: string, of: Share): Column<StepRow> {
  return {
    key,
    header,
    align: 'right',
    value: (row) => of(row)?.estimate,
    cell: (row) => {
      const value = of(row)
      if (!value) return '–'
      return (
        <>
          {formatShare(value.estimate)}
          {row.number > 1 ? (
            <small className={classes.bounds}>
              {formatShare(value.low)} – {formatShare(value.high)}
            </small>
          ) : null}
        </>
      )
    },
  }
}

function bounds(key: string, header: string, of: Share): Column<StepRow>[] {
  const column = (part: keyof Estimate, name: string): Column<StepRow> => ({
    key: `${key}-${part}`,
    header: name,
    align: 'right',
    value: (row) => of(row)?.[part],
    cell: (row) => {
      const value = of(row)?.[part]
      return value === undefined ? '–' : formatShare(value)
    },
  })
  return [
    column('estimate', header),
    column('low', `${header}, at least`),
    column('high', `${header}, at most`),
  ]
}

function duration(key: string, header: string, of: (row: StepRow) => number | null): Column<StepRow> {
  return {
    key,
    header,
    align: 'right',
    value: of,
    cell: (row) => {
      const seconds = of(row)
      return seconds === null ? '–' : formatDuration(seconds)
    },
  }
}
