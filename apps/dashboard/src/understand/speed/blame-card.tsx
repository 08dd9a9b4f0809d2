import type { VitalBlame, VitalMetric } from '@throughline/contract/vitals'
import { formatCount, formatNumber } from '../../format/number.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { type Column, DataTable } from '../../ui/table/data-table.tsx'
import { RateMark } from '../journeys/rate-mark.tsx'
import { MarkOf } from './band-mark.tsx'
import classes from './speed.module.css'
import { formatVital, formatVitalRange } from './vital-words.ts'

const kinds: Readonly<Record<VitalBlame['kind'], string>> = {
  element: 'Element',
  script: 'Script',
  resource: 'File',
}

/** The elements, scripts and files that page views beyond the good band are put down to. */
export function BlameCard({ metric, blame }: { metric: VitalMetric; blame: readonly VitalBlame[] }) {
  const rows = blame
    .filter((one) => one.metric === metric)
    .toSorted((a, b) => b.slow.count - a.slow.count || (a.name < b.name ? -1 : 1))
  return (
    <Card
      title="What is to blame"
      hint={`What ${metric} was put down to in views beyond the good band · share of all such views, and the 75th percentile where it was to blame`}
    >
      {rows.length === 0 ? (
        <EmptyState inset title="Nothing to blame" why={nothing[metric]} />
      ) : (
        <DataTable
          caption={`What ${metric} is put down to`}
          columns={columnsOf(metric)}
          rows={rows}
          rowKey={({ kind, name }) => `${kind} ${name}`}
        />
      )}
    </Card>
  )
}

const columnsOf = (metric: VitalMetric): Column<VitalBlame>[] => [
  {
    key: 'name',
    header: 'Element or file',
    value: ({ name }) => name,
    cell: ({ name, kind }) => (
      <span className={classes.blamed}>
        <small>{kinds[kind]}</small>
        <code>{name}</code>
      </span>
    ),
  },
  {
    key: 'page',
    header: 'Mostly on',
    value: ({ page }) => page,
    cell: ({ page, pages }) => (
      <span className={classes.where}>
        {page}
        {pages > 1 ? <small>and {formatCount(pages - 1, 'other page')}</small> : null}
      </span>
    ),
  },
  {
    key: 'share',
    header: 'Of the slow views',
    align: 'left',
    value: ({ slow }) => slow.estimate,
    cell: ({ slow }) => (
      <div className={classes.rate}>
        <RateMark rate={slow} tone="loss" />
      </div>
    ),
  },
  { key: 'slow', header: 'Slow views', value: ({ slow }) => slow.count },
  {
    key: 'p75',
    header: `${metric} there`,
    align: 'right',
    value: ({ p75 }) => p75?.estimate ?? null,
    cell: ({ p75, views }) =>
      p75 ? (
        <span className={classes.cell}>
          <span>
            {formatVital(metric, p75.estimate)} <MarkOf metric={metric} value={p75.estimate} />
          </span>
          <small>{formatVitalRange(metric, p75.low, p75.high)}</small>
        </span>
      ) : (
        <span className={classes.few}>too few ({formatNumber(views)})</span>
      ),
  },
]

const unnamed = 'No view beyond the good band names an element or a script.'
const nothing: Readonly<Record<VitalMetric, string>> = {
  LCP: unnamed,
  INP: unnamed,
  CLS: unnamed,
  FCP: 'The first paint waits for the page as a whole. Look at TTFB before it, and at LCP after it.',
  TTFB: 'The server’s answer has no element. Compare pages and countries instead.',
}
