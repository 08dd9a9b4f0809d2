import { type VitalBand, type VitalMetric, vitalBounds } from '@throughline/contract/vitals'
import { formatNumber } from '../../format/number.ts'

/** What a metric is called, and what it is to a visitor. */
export const vitalWords: Readonly<Record<VitalMetric, { readonly name: string; readonly plain: string }>> = {
  LCP: { name: 'Largest Contentful Paint', plain: 'until the main content shows' },
  INP: { name: 'Interaction to Next Paint', plain: 'from a click or key to the answer' },
  CLS: { name: 'Cumulative Layout Shift', plain: 'how far content jumps by itself' },
  FCP: { name: 'First Contentful Paint', plain: 'until anything shows' },
  TTFB: { name: 'Time to First Byte', plain: 'until the server answers' },
}

export const bandWords: Readonly<Record<VitalBand, string>> = {
  good: 'good',
  'needs-improvement': 'needs improvement',
  poor: 'poor',
}

/** The colour of a band; its word or its shape stands beside it everywhere. */
export const bandTones: Readonly<Record<VitalBand, 'gain' | 'warn' | 'loss'>> = {
  good: 'gain',
  'needs-improvement': 'warn',
  poor: 'loss',
}

/** `3120` → `3.12 s`, `184` → `184 ms`; CLS has no unit. */
export function formatVital(metric: VitalMetric, value: number): string {
  if (Number.isNaN(value)) return 'too few'
  if (metric === 'CLS') return value.toFixed(2)
  if (value < 1000) return `${Math.round(value)}\u202fms`
  return `${(value / 1000).toFixed(2)}\u202fs`
}

/** For sentences, where the second place only distracts: `3.1 s`. */
export const formatRoughVital = (metric: VitalMetric, value: number): string =>
  metric === 'CLS' || value < 1000
    ? formatVital(metric, value)
    : `${formatNumber(Math.round(value / 100) / 10)}\u202fs`

/** A bound as it is spoken of: `2.5 s`. */
export function formatBound(metric: VitalMetric, bound: 'good' | 'poor'): string {
  const value = vitalBounds[metric][bound]
  return metric === 'CLS' ? String(value) : formatRoughVital(metric, value)
}

/** Times only, without the value of the other end's unit twice: `3.02–3.21 s`. */
export function formatVitalRange(metric: VitalMetric, low: number, high: number): string {
  const [from, to] = [formatVital(metric, low), formatVital(metric, high)]
  const unit = /\u202f\w+$/.exec(to)?.[0] ?? ''
  return unit !== '' && from.endsWith(unit) ? `${from.slice(0, -unit.length)}–${to}` : `${from}–${to}`
}
