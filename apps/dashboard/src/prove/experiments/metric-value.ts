import type { MetricFormat } from '@throughline/contract/experiment-metrics'
import { formatExactMoney, formatMoney, formatNumber, formatShare } from '../../format/number.ts'
import { signedValue } from './effect-words.ts'

const thin = '\u202f'

/** A metric's value with its unit: `2.31 %`, `€4.12`, `0.42`, `3.1 d`. */
export function metricValue(value: number, format: MetricFormat, currency: string): string {
  switch (format) {
    case 'share':
      return formatShare(value)
    case 'money':
      return Math.abs(value) < 1
        ? formatExactMoney(threeDigits(value), currency)
        : formatMoney(value, currency)
    case 'days':
      return `${formatNumber(threeDigits(value))}${thin}d`
    case 'number':
      return smallNumber(value)
  }
}

/** A difference of a metric with its sign; shares differ by points. */
export function metricDifference(value: number, format: MetricFormat, currency: string): string {
  return signedValue(value, (size) =>
    format === 'share'
      ? `${formatNumber(threeDigits(size * 100))}${thin}points`
      : metricValue(size, format, currency),
  )
}

/** A sum of all units; of shares that is how many did it. */
export function metricTotal(total: number, format: MetricFormat, currency: string): string {
  return format === 'money' ? formatMoney(total, currency) : formatNumber(total)
}

/** Below one, two places may hide the whole difference. */
function smallNumber(value: number): string {
  return Math.abs(value) >= 1 || value === 0 ? formatNumber(value) : String(threeDigits(value))
}

const threeDigits = (value: number): number => Number(value.toPrecision(3))
