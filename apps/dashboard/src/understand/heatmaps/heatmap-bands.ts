import type { Heatmap } from '@throughline/contract/heatmaps'
import { formatCount, formatDuration, formatRoughShare } from '../../format/number.ts'

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

/** How many views saw each band to its end. */
export const scrollBands = ({ scroll }: Heatmap): HeatmapBand[] =>
  scroll.reach.map(({ depth, share, views }, index) => ({
    key: String(depth),
    from: index / scroll.reach.length,
    to: (index + 1) / scroll.reach.length,
    strength: share ?? 0,
    label: `${depth}\u202f%`,
    text: share === null ? '–' : formatRoughShare(share),
    note: formatCount(views, 'view'),
  }))

/** How long each band was looked at in the median view. */
export function attentionBandsOf({ attention }: Heatmap): HeatmapBand[] {
  const most = Math.max(...attention.bands.map(({ medianSeconds }) => medianSeconds ?? 0))
  return attention.bands.map(({ from, to, medianSeconds, totalSeconds }) => ({
    key: String(to),
    from: from / 100,
    to: to / 100,
    strength: most > 0 ? (medianSeconds ?? 0) / most : 0,
    label: `${from} to ${to}\u202f%`,
    text: medianSeconds === null ? '–' : formatDuration(medianSeconds),
    note: `${formatDuration(totalSeconds)} in all`,
  }))
}
