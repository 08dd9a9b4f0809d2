import { type VitalMetric, vitalBounds } from '@throughline/contract/vitals'

/**
 * Where a value lies on the axis that all metrics share, from 0 to 1: the good band is its first third, the poor band its
 * last, which ends at twice the bound. So a dot's place says the same of every metric.
 */
export function placeOnBands(metric: VitalMetric, value: number): number {
  const { good, poor } = vitalBounds[metric]
  if (value <= good) return Math.max(0, value) / good / 3
  if (value <= poor) return (1 + (value - good) / (poor - good)) / 3
  return Math.min(1, (2 + (value - poor) / poor) / 3)
}
