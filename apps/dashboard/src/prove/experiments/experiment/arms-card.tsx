import type { ExperimentMetricResult, ExperimentResults } from '@throughline/contract/experiment-results'
import type { ExperimentUnit } from '@throughline/contract/experiments'
import { formatRoughBounds, formatRoughMoney, formatRoughShare } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { type Column, DataTable } from '../../../ui/table/data-table.tsx'
import { effectBounds, signedShare } from '../effect-words.ts'
import { listText, periodText, unitsName } from '../experiment-words.ts'
import { metricDifference, metricTotal, metricValue } from '../metric-value.ts'
import classes from './experiment.module.css'

interface ArmRow {
  readonly metric: ExperimentMetricResult
  readonly arm: ExperimentMetricResult['arms'][number]
  readonly name: string
  readonly control: boolean
}

/** Every figure behind the pictures, exact. */
export function ArmsCard({ results, unit }: { results: ExperimentResults; unit: ExperimentUnit }) {
  const { metrics, arms, from, to, computedAt, timezone, currency } = results
  const rows = metrics.flatMap((metric) =>
    metric.arms.map((arm) => {
      const known = arms.find(({ variation }) => variation === arm.variation)
      return { metric, arm, name: known?.name ?? arm.variation, control: known?.control ?? false }
    }),
  )
  const period = from === null ? '' : ` · ${periodText(from, to ?? computedAt, timezone)}`
  return (
    <Card title="All figures" hint={`By metric and variation; money in ${currency}${period}`}>
      <DataTable
        caption="Figures of all metrics by variation"
        columns={columnsOf(unit, currency, results.method.decision === 'bayesian')}
        rows={rows}
        rowKey={({ metric, arm }) => `${metric.metric} ${arm.variation}`}
      />
      <Notes metrics={metrics} currency={currency} unit={unit} />
    </Card>
  )
}

function columnsOf(unit: ExperimentUnit, currency: string, bayesian: boolean): Column<ArmRow>[] {
  return [
    { key: 'metric', header: 'Metric', value: ({ metric }) => metric.name },
    {
      key: 'variation',
      header: 'Variation',
      value: ({ name }) => name,
      cell: ({ name, control }) => (control ? `${name} (as it is now)` : name),
    },
    {
      key: 'units',
      header: unitsName(unit).replace(/^./, (letter) => letter.toUpperCase()),
      align: 'right',
      value: ({ arm }) => arm.units,
    },
    {
      key: 'value',
      header: 'Value',
      align: 'right',
      value: ({ arm }) => arm.value,
      cell: ({ arm, metric }) => (arm.value === null ? '–' : metricValue(arm.value, metric.format, currency)),
    },
    {
      key: 'total',
      header: 'In all',
      align: 'right',
      value: ({ arm }) => arm.total,
      cell: ({ arm, metric }) => (arm.total === null ? '–' : metricTotal(arm.total, metric.format, currency)),
    },
    {
      key: 'difference',
      header: 'Difference',
      align: 'right',
      value: ({ arm }) => arm.effect?.absolute?.estimate ?? null,
      cell: ({ arm: { effect }, metric: { format } }) =>
        effect?.absolute ? (
          <span className={classes.stacked}>
            {metricDifference(effect.absolute.estimate, format, currency)}
            <small>
              {metricDifference(effect.absolute.low, format, currency)} to{' '}
              {metricDifference(effect.absolute.high, format, currency)}
            </small>
          </span>
        ) : (
          '–'
        ),
    },
    {
      key: 'effect',
      header: 'In per cent',
      align: 'right',
      value: ({ arm }) => arm.effect?.relative?.estimate ?? null,
      cell: ({ arm: { effect } }) =>
        effect?.relative ? (
          <span className={classes.stacked}>
            {signedShare(effect.relative.estimate)}
            <small>{effectBounds(effect.relative)}</small>
          </span>
        ) : (
          '–'
        ),
    },
    bayesian
      ? {
          key: 'chance',
          header: 'Chance to be better',
          align: 'right',
          value: ({ arm }) => arm.effect?.chanceToWin ?? null,
          cell: ({ arm: { effect } }) =>
            effect?.chanceToWin == null ? '–' : formatRoughShare(effect.chanceToWin),
        }
      : {
          key: 'p',
          header: 'p, corrected',
          align: 'right',
          value: ({ arm }) => arm.effect?.q ?? arm.effect?.p ?? null,
          cell: ({ arm: { effect } }) => probability(effect?.q ?? effect?.p ?? null),
        },
    {
      key: 'money',
      header: 'Worth a year',
      align: 'right',
      value: ({ arm }) => arm.effect?.moneyPerYear?.estimate ?? null,
      cell: ({ arm: { effect } }) => {
        const money = effect?.moneyPerYear
        if (!money) return '–'
        return (
          <span className={classes.stacked}>
            {formatRoughMoney(money.estimate, currency)}
            <small>{formatRoughBounds(money.low, money.high)}</small>
          </span>
        )
      },
    },
  ]
}

function probability(value: number | null): string {
  if (value === null) return '–'
  return value < 0.0001 ? 'below 0.0001' : String(Number(value.toPrecision(2)))
}

/** What was done to the figures, and what is to be known of them. */
function Notes(props: {
  metrics: readonly ExperimentMetricResult[]
  currency: string
  unit: ExperimentUnit
}) {
  const { metrics, currency, unit } = props
  const notes = metrics.flatMap((metric) => [
    ...(metric.capped
      ? [
          `${metric.name}: each counts ${metricValue(metric.capped.at, metric.format, currency)} at most; ${metric.capped.units} of the ${unitsName(unit)} reached it.`,
        ]
      : []),
    ...(metric.past !== null && metric.past > 0
      ? [
          `${metric.name}: ${formatRoughShare(metric.past)} of what varies was known from the 28 days before, and is taken off.`,
        ]
      : []),
  ])
  const said = [...notes, ...notesOfEffects(metrics)]
  if (said.length === 0) return null
  return (
    <ul className={classes.notes}>
      {said.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  )
}

/** What stands beside effects, each once with the metrics that it is said of. */
function notesOfEffects(metrics: readonly ExperimentMetricResult[]): string[] {
  const names = new Map<string, Set<string>>()
  for (const { name, arms } of metrics) {
    for (const { effect } of arms) {
      if (effect?.note) names.set(effect.note, (names.get(effect.note) ?? new Set()).add(name))
    }
  }
  return [...names].map(([note, of]) => `${listText([...of])}: ${note}`)
}
