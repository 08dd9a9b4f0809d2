import { exponential, naturalLogarithm } from './exact-math.ts'
import type { RandomStream } from './random.ts'
import type { BackgroundSignal, ShopModel } from './shop-model.ts'
import type { Situation } from './situation.ts'

/**
 * How likely a signal is at one opportunity (a page, a field, a search). Pure. Such signals turn no decision: they
 * are the harmless ones that any shop has, and that depend on what buying depends on too.
 */
export function chanceOfSignal(signal: BackgroundSignal, situation: Situation, model: ShopModel): number {
  const { rate, onMobile, onSlowDevice, byIntent } = model.signals[signal]
  let chance = rate
  if (situation.deviceType === 'mobile') chance *= onMobile
  if (situation.slowDevice) chance *= onSlowDevice
  if (byIntent !== 1) chance *= exponential(naturalLogarithm(byIntent) * situation.intent)
  return Math.min(1, chance)
}

export type Metric = 'LCP' | 'INP' | 'CLS'

interface VitalModel {
  readonly median: number
  readonly spread: number
  readonly onMobile: number
  readonly onSlowDevice: number
  readonly decimals: number
  /** Google's bounds: up to the first is good, above the second is poor. */
  readonly bounds: readonly [good: number, poor: number]
  readonly attribution: string
}

const vitals: Readonly<Record<Metric, VitalModel>> = {
  LCP: {
    median: 1500,
    spread: 0.42,
    onMobile: 1.35,
    onSlowDevice: 1.45,
    decimals: 0,
    bounds: [2500, 4000],
    attribution: 'img.hero',
  },
  INP: {
    median: 90,
    spread: 0.6,
    onMobile: 1.5,
    onSlowDevice: 1.8,
    decimals: 0,
    bounds: [200, 500],
    attribution: 'button.add',
  },
  CLS: {
    median: 0.03,
    spread: 0.9,
    onMobile: 1.2,
    onSlowDevice: 1,
    decimals: 4,
    bounds: [0.1, 0.25],
    attribution: 'div.banner',
  },
}

export type MeasuredVital = {
  readonly metric: Metric
  readonly value: number
  readonly rating: 'good' | 'needs-improvement' | 'poor'
  readonly attribution: string
}

/** One measurement of a web vital on one page. Milliseconds, except for CLS, which has no unit. */
export function measureVital(metric: Metric, situation: Situation, random: RandomStream): MeasuredVital {
  const model = vitals[metric]
  const factor =
    (situation.deviceType === 'mobile' ? model.onMobile : 1) * (situation.slowDevice ? model.onSlowDevice : 1)
  const scale = model.decimals === 0 ? 1 : 10_000
  const value = Math.round(random.logNormal(model.median * factor, model.spread) * scale) / scale
  const [good, poor] = model.bounds
  const rating = value <= good ? 'good' : value <= poor ? 'needs-improvement' : 'poor'
  return { metric, value, rating, attribution: model.attribution }
}
