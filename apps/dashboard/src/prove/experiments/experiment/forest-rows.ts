import type {
  ExperimentEffect,
  ExperimentMetricResult,
  ExperimentResults,
  ExperimentSegmentResult,
  MetricRole,
} from '@throughline/contract/experiment-results'
import { formatNumber } from '../../../format/number.ts'
import { fieldName, groupValue } from '../../../understand/friction/finding-words.ts'
import { metricDifference } from '../metric-value.ts'
import type { ForestRow } from './forest-row.ts'

const roleNames: Readonly<Record<MetricRole, string>> = {
  primary: 'Decides',
  guardrail: 'Must not be hurt',
  secondary: 'Also watched',
}

/** All metrics of all variations but the control, those that decide first. */
export function metricRows(results: Pick<ExperimentResults, 'metrics' | 'arms' | 'currency'>): ForestRow[] {
  const { metrics, arms, currency } = results
  const several = arms.length > 2
  return metrics.flatMap((metric) =>
    metric.arms.flatMap(({ variation, effect }) => {
      if (!effect) return []
      const name = arms.find((arm) => arm.variation === variation)?.name ?? variation
      return [
        {
          key: `${metric.metric} ${variation}`,
          group: roleNames[metric.role],
          name: metric.name,
          about: several ? name : goodWay(metric),
          main: metric.role === 'primary',
          ...effectPart(effect, metric, currency),
        },
      ]
    }),
  )
}

/** The metric that decides, among those of each group, for one variation. */
export function segmentRows(
  segments: readonly ExperimentSegmentResult[],
  primary: ExperimentMetricResult,
  variation: string,
  currency: string,
): ForestRow[] {
  // Where all are of one kind, there is nothing to compare.
  const kinds = (of: string): number => segments.filter(({ field }) => field === of).length
  return segments.flatMap(({ field, value, arms }) => {
    if (kinds(field) < 2) return []
    const effect = arms.find((arm) => arm.variation === variation)?.effect
    if (!effect) return []
    const units = arms.reduce((sum, arm) => sum + arm.units, 0)
    return [
      {
        key: `${field} ${value}`,
        group: fieldName(field),
        name: groupValue(field, value),
        about: formatNumber(units),
        ...effectPart(effect, primary, currency),
      },
    ]
  })
}

const goodWay = ({ better }: ExperimentMetricResult): string =>
  better === 'up' ? 'more is better' : 'less is better'

function effectPart(
  { state, relative, absolute, note }: ExperimentEffect,
  { format }: ExperimentMetricResult,
  currency: string,
): Pick<ForestRow, 'effect' | 'why' | 'sense'> {
  const sense = state === 'none' ? 'unclear' : state
  if (relative && state !== 'none') return { effect: relative, why: '', sense }
  const difference = absolute
    ? `${metricDifference(absolute.estimate, format, currency)}; no share of zero`
    : ''
  return { effect: null, why: note ?? (difference === '' ? 'not known yet' : difference), sense }
}
