import type { MetricFormat } from '@throughline/contract/experiment-metrics'
import type { ExperimentMetricResult } from '@throughline/contract/experiment-results'
import type { SentenceParts } from '@throughline/contract/experiments'

/** `3.1 %`; small ones with a digit more. */
export function shareWords(share: number): string {
  const percent = share * 100
  const digits = percent >= 100 ? 0 : percent >= 0.95 ? 1 : 2
  return `${percent.toFixed(digits)} %`
}

/** `€41,000`: as exact as a forecast can be. */
export const moneyWords = (amount: number, currency: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, maximumSignificantDigits: 2 }).format(amount)

/** A difference of a metric's values, without its sign. */
export function amountWords(size: number, format: MetricFormat, currency: string): string {
  switch (format) {
    case 'share':
      return `${(size * 100).toPrecision(2)} points`
    case 'money':
      return new Intl.NumberFormat('en', { style: 'currency', currency }).format(size)
    case 'days':
      return `${Number(size.toPrecision(2))} days`
    case 'number':
      return String(Number(size.toPrecision(3)))
  }
}

/** A value of a metric. */
export const valueWords = (value: number, format: MetricFormat, currency: string): string =>
  format === 'share' ? shareWords(value) : amountWords(value, format, currency)

/** A metric's name inside a sentence: `orders per person`; a name that is written in capitals stays. */
export function metricWords({ name }: Pick<ExperimentMetricResult, 'name'>): string {
  return /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}

/** A sentence without its marks. */
export const sentenceText = (parts: SentenceParts): string =>
  parts.map((part) => (typeof part === 'string' ? part : 'gain' in part ? part.gain : part.loss)).join('')
