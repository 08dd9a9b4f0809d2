import type { Heatmap } from '@throughline/contract/heatmaps'
import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import { formatDuration, formatRoughShare, locale } from '../../format/number.ts'

/** A 5 % band of the page with its figure, drawn on the page and listed beside it. */
export interface HeatmapBand {
  readonly key: string
  /** Shares of the page's height, 0 to 1. */
  readonly from: number
  readonly to: number
  /** 0 to 1, against the strongest. */
  readonly strength: number
  readonly label: string
  readonly text: string
  readonly note: string
}

/** How opaque a band is drawn: the page below stays readable. */
export const bandOpacity = (strength: number): number => 0.04 + 0.4 * strength

/** A time of looking: tenths of a second matter, milliseconds do not. `5.4 s` */
export const lookTime = (seconds: number): string =>
  seconds >= 60
    ? formatDuration(seconds)
    : `${seconds.toLocaleString(locale, { maximumFractionDigits: seconds < 10 ? 1 : 0 })}\u202fs`

/** How many views saw each band to its end. */
export const scrollBands = ({ scroll, views }: Heatmap): HeatmapBand[] =>
  scroll.reach.map(({ depth, share, views: reached }, index) => {
    const interval = wilsonInterval(Math.min(reached, views), views)
    return {
      key: String(depth),
      from: index / scroll.reach.length,
      to: (index + 1) / scroll.reach.length,
      strength: share ?? 0,
      label: `${depth}\u202f%`,
      text: share === null ? '–' : formatRoughShare(share),
      note: interval
        ? `${Math.round(interval.low * 100)} to ${formatRoughShare(Math.round(interval.high * 100) / 100)}`
        : '',
    }
  })

/** Times at no, half and full strength. */
export function attentionMarks({ attention }: Heatmap): string[] {
  const most = Math.max(...attention.bands.map(({ medianSeconds }) => medianSeconds ?? 0))
  return [...new Set([0, most / 2, most].map(lookTime))]
}

/** How long each band was looked at in the median view. */
export function attentionBandsOf({ attention }: Heatmap): HeatmapBand[] {
  const most = Math.max(...attention.bands.map(({ medianSeconds }) => medianSeconds ?? 0))
  return attention.bands.map(({ from, to, medianSeconds, low, high }) => ({
    key: String(to),
    from: from / 100,
    to: to / 100,
    strength: most > 0 ? (medianSeconds ?? 0) / most : 0,
    label: `${from} to ${to}\u202f%`,
    text: medianSeconds === null ? '–' : lookTime(medianSeconds),
    note: low === null || high === null ? '' : `${lookTime(low)} to ${lookTime(high)}`,
  }))
}
