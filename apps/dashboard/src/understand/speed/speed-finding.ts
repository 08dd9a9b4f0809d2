import {
  type MeasuredVital,
  type VitalBand,
  type VitalMetric,
  type VitalsResponse,
  vitalBandOf,
} from '@throughline/contract/vitals'
import { formatCount } from '../../format/number.ts'
import type { Finding } from '../reports/result/finding.tsx'
import { placeOnBands } from './band-axis.ts'
import { bandWords, formatRoughVital, formatVital, formatVitalRange } from './vital-words.ts'

/** The three that Google counts as a page's experience; the other two explain them. */
const core: readonly VitalMetric[] = ['LCP', 'INP', 'CLS']

type Known = MeasuredVital & { readonly p75: NonNullable<MeasuredVital['p75']> }

const isKnown = (vital: MeasuredVital): vital is Known => vital.p75 !== null

/** The metric that is farthest from good, among the three that count before the others; undefined where too few are known. */
export function worstVital(metrics: readonly MeasuredVital[]): VitalMetric | undefined {
  const known = metrics.filter(isKnown)
  const counting = known.filter(({ metric }) => core.includes(metric))
  const [worst] = (counting.length > 0 ? counting : known).toSorted((a, b) => placeOf(b) - placeOf(a))
  return worst?.metric
}

const placeOf = ({ metric, p75 }: Known): number => placeOnBands(metric, p75.estimate)

/** What the vitals come to, as one sentence: the worst of them, or that all are good. */
export function speedFinding({ metrics, views }: Pick<VitalsResponse, 'metrics' | 'views'>): Finding {
  const worst = metrics.find(({ metric }) => metric === worstVital(metrics))
  if (!worst || !isKnown(worst))
    return [`${formatCount(views, 'page view')} are too few to tell how fast pages are.`]
  const { metric, p75 } = worst
  const band = vitalBandOf(metric, p75.estimate)
  if (band === 'good') return allGood(metrics)
  const value = formatRoughVital(metric, p75.estimate)
  return [
    `In one page view of four, ${tooLong[metric]} `,
    { loss: value },
    `: ${bandWords[band]}${verdict(worst)}.`,
  ]
}

function allGood(metrics: readonly MeasuredVital[]): Finding {
  const parts = metrics
    .filter(isKnown)
    .filter(({ metric }) => core.includes(metric))
    .map(({ metric, p75 }) => `${within[metric]} ${formatRoughVital(metric, p75.estimate)}`)
  if (parts.length === 0) return ['Pages are ', { gain: 'fast' }, '.']
  return ['Pages are ', { gain: 'fast' }, `: in three views of four ${parts.join(', ')}.`]
}

/** Where the interval reaches into another band, the band is not sure. */
function verdict({ metric, p75 }: Known): string {
  const own = vitalBandOf(metric, p75.estimate)
  const others = [p75.low, p75.high].map((end) => vitalBandOf(metric, end)).filter((band) => band !== own)
  return others.length === 0 ? '' : `, on the edge of ${others.map((band) => edges[band]).join(' and of ')}`
}

const edges: Readonly<Record<VitalBand, string>> = {
  good: 'good',
  'needs-improvement': 'the band before it',
  poor: 'poor',
}

const tooLong: Readonly<Record<VitalMetric, string>> = {
  LCP: 'the main content takes longer than',
  INP: 'the answer to a click or key takes longer than',
  CLS: 'content jumps by more than',
  FCP: 'the first content takes longer than',
  TTFB: 'the server takes longer than',
}

const within: Readonly<Record<VitalMetric, string>> = {
  LCP: 'the main content shows within',
  INP: 'the page answers within',
  CLS: 'content jumps by no more than',
  FCP: 'the first content shows within',
  TTFB: 'the server answers within',
}

/** The words of a value with its interval, and of too few views. */
export function p75Words(metric: VitalMetric, p75: MeasuredVital['p75']): string {
  if (!p75) return 'too few views'
  return `${formatVital(metric, p75.estimate)} (${formatVitalRange(metric, p75.low, p75.high)})`
}
