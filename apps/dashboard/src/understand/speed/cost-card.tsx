import { keepPreviousData, useQuery } from '@tanstack/react-query'
import {
  reportVitalsCost,
  type VitalMetric,
  type VitalsCostRequest,
  type VitalsCostResponse,
} from '@throughline/contract/vitals'
import { query } from '../../api.ts'
import { formatCount, formatMoney } from '../../format/number.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { EventPicker } from '../../ui/filter/event-picker.tsx'
import { RowsSkeleton } from '../../ui/skeletons.tsx'
import { type Column, DataTable } from '../../ui/table/data-table.tsx'
import { boundsText, RateMark } from '../journeys/rate-mark.tsx'
import { BandMark } from './band-mark.tsx'
import { costFinding } from './cost-finding.ts'
import classes from './speed.module.css'
import { formatBound, vitalWords } from './vital-words.ts'

type Band = VitalsCostResponse['metrics'][number]['bands'][number]

/** Bounce, aim and money of sessions by the band of their first page. */
export function CostCard(props: {
  metric: VitalMetric
  request: VitalsCostRequest
  onAim: (aim: string | undefined) => void
}) {
  const { metric, request } = props
  const cost = useQuery({
    ...query(reportVitalsCost, { body: request }),
    placeholderData: keepPreviousData,
  })
  const aim = request.conversion ?? 'Order Completed'
  return (
    <Card
      title="What speed costs"
      hint={`Sessions by the ${metric} of their first page (${vitalWords[metric].plain})`}
      tools={
        <div className={classes.aim}>
          <EventPicker label="Aim of a session" hideLabel value={aim} onChange={props.onAim} />
        </div>
      }
    >
      {cost.isPending ? <RowsSkeleton rows={4} /> : null}
      {cost.isError ? (
        <ErrorState
          inset
          title="What speed costs could not be counted"
          error={cost.error}
          onRetry={() => cost.refetch()}
        />
      ) : null}
      {cost.isSuccess ? <CostTable answer={cost.data} metric={metric} /> : null}
    </Card>
  )
}

function CostTable({ answer, metric }: { answer: VitalsCostResponse; metric: VitalMetric }) {
  const cost = answer.metrics.find((one) => one.metric === metric)
  if (!cost) return null
  const unmeasured = answer.sessions - cost.measured
  return (
    <>
      <p className={classes.finding}>{costFinding(cost, answer.conversion)}</p>
      <DataTable
        caption={`Sessions by the ${metric} of their first page`}
        columns={columnsOf(metric, answer)}
        rows={cost.bands}
        rowKey={({ band }) => band}
      />
      <p className={classes.note}>
        This is an association, not a cause: who has a slow phone or line may buy less for other reasons.
        {unmeasured > 0
          ? ` Of ${formatCount(answer.sessions, 'session')}, ${formatCount(unmeasured, 'session')} did not measure ${metric} on the first page and are left out.`
          : ''}
      </p>
      <details className={classes.method}>
        <summary>How this is counted</summary>
        <p>{answer.method}</p>
      </details>
    </>
  )
}

const columnsOf = (metric: VitalMetric, answer: VitalsCostResponse): Column<Band>[] => [
  {
    key: 'band',
    header: 'First page',
    value: ({ band }) => band,
    cell: ({ band }) => (
      <span className={classes.bandName}>
        <BandMark band={band} withWord />
        <small data-figures>{boundsOf(metric, band)}</small>
      </span>
    ),
  },
  { key: 'sessions', header: 'Sessions', value: ({ sessions }) => sessions },
  rateColumn('bounce', 'Left after one page', ({ bounce }) => bounce, 'loss'),
  rateColumn('conversion', `Came to “${answer.conversion}”`, ({ conversion }) => conversion, 'thread'),
  {
    key: 'money',
    header: `${answer.currency} a session`,
    align: 'right',
    value: ({ money }) => money?.estimate ?? null,
    cell: ({ money }) =>
      money ? (
        <span className={classes.cell}>
          <span>{formatMoney(cents(money.estimate), answer.currency)}</span>
          <small>
            {formatMoney(cents(money.low), answer.currency)}–{formatMoney(cents(money.high), answer.currency)}
          </small>
        </span>
      ) : (
        <span className={classes.few}>too few orders</span>
      ),
  },
]

function rateColumn(
  key: string,
  header: string,
  rateOf: (row: Band) => Band['bounce'],
  tone: 'loss' | 'thread',
): Column<Band> {
  return {
    key,
    header,
    align: 'left',
    value: (row) => rateOf(row)?.estimate ?? null,
    cell: (row) => {
      const rate = rateOf(row)
      return (
        <div className={classes.rate} title={rate ? boundsText(rate) : undefined}>
          <RateMark rate={rate} tone={tone} />
        </div>
      )
    },
  }
}

const cents = (amount: number): number => Math.round(amount * 100) / 100

function boundsOf(metric: VitalMetric, band: Band['band']): string {
  const [good, poor] = [formatBound(metric, 'good'), formatBound(metric, 'poor')]
  if (band === 'good') return `up to ${good}`
  return band === 'poor' ? `over ${poor}` : `${good} to ${poor}`
}
