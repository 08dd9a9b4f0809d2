import type { AttentionBand, Heatmap, HeatmapElement } from '@throughline/contract/heatmaps'
import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import { formatCount, formatNumber, formatRoughShare } from '../../format/number.ts'
import { lookTime } from './heatmap-bands.ts'
import type { HeatmapLayer } from './heatmap-search.ts'

/** What a heatmap opens with. */
export interface HeatmapFinding {
  readonly sentence: string
  readonly sub: string
}

/** What a heatmap shows, in a sentence with the number in it. */
export function heatmapFinding(heatmap: Heatmap, layer: HeatmapLayer, path: string): HeatmapFinding {
  if (isUnseen(heatmap))
    return {
      sentence: `Nobody saw ${path} in this period.`,
      sub: 'There is no page view and no click of these people.',
    }
  if (layer === 'scroll') return scrollFinding(heatmap, path)
  if (layer === 'attention') return attentionFinding(heatmap, path)
  const [first] = heatmap.elements
  const count = heatmap.counts[countOf[layer]]
  const { one, verb } = words[layer]
  const of = `${formatCount(heatmap.views, 'view')} of ${path}`
  if (count === 0) return { sentence: `No ${one} in ${of}.`, sub: layer === 'clicks' ? '' : calm[layer] }
  const total = `${formatCount(count, one)} on ${formatCount(heatmap.elementsInAll, 'element')}.`
  if (!first) return { sentence: `${formatCount(count, one)} in ${of}.`, sub: '' }
  const interval = wilsonInterval(Math.min(first.views, heatmap.views), heatmap.views)
  if (!interval || first.views === 0)
    return {
      sentence: `${nameOf(first)} ${verb} ${formatCount(first.count, 'time')} on ${path}.`,
      sub: total,
    }
  return {
    sentence: `${nameOf(first)} ${verb} in ${formatRoughShare(interval.estimate)} of ${of}.`,
    sub: `95\u202f% interval: ${formatRoughShare(interval.low)} to ${formatRoughShare(interval.high)}. ${total}`,
  }
}

/** Neither a view nor a click: there is nothing to draw. */
export const isUnseen = ({ views, counts }: Heatmap): boolean =>
  views === 0 && Object.values(counts).every((count) => count === 0)

/** What an element is called: what is written on it, else how it is found. */
export const nameOf = ({ text, element }: Pick<HeatmapElement, 'text' | 'element'>): string =>
  text ? `“${text}”` : element

/** The band that is looked at longest; undefined where nobody told. */
export function longestLook(bands: readonly AttentionBand[]): AttentionBand | undefined {
  const [first] = [...bands].sort(
    (a, b) => (b.medianSeconds ?? 0) - (a.medianSeconds ?? 0) || b.totalSeconds - a.totalSeconds,
  )
  return first && first.totalSeconds > 0 ? first : undefined
}

function scrollFinding({ scroll, views }: Heatmap, path: string): HeatmapFinding {
  if (scroll.told === 0 || views === 0)
    return { sentence: `No view of ${path} told how far it went.`, sub: '' }
  const told =
    scroll.told >= views
      ? ''
      : ` ${formatNumber(scroll.told)} of ${formatCount(views, 'view')} told how far they went; the others count as not having gone further.`
  const end = scroll.reach.at(-1)
  const reachesEnd = end !== undefined && (end.share ?? 0) >= 0.5
  const stop = scroll.reach.find(({ share }) => (share ?? 0) < 0.5)
  const counted = reachesEnd ? end.views : views - (stop?.views ?? 0)
  const interval = wilsonInterval(Math.min(counted, views), views)
  const share = formatRoughShare(interval?.estimate ?? 0)
  return {
    sentence: reachesEnd
      ? `${share} of the views of ${path} reach the end of the page.`
      : `${share} of the views of ${path} end before ${stop?.depth ?? 100}\u202f% of the page.`,
    sub: `95\u202f% interval: ${formatRoughShare(interval?.low ?? 0)} to ${formatRoughShare(interval?.high ?? 0)}.${told}`,
  }
}

function attentionFinding({ attention, views }: Heatmap, path: string): HeatmapFinding {
  const band = longestLook(attention.bands)
  if (!band) return { sentence: `No view of ${path} told what was looked at.`, sub: '' }
  return {
    sentence: `People look longest at ${band.from} to ${band.to}\u202f% of ${path}: ${lookTime(band.medianSeconds ?? 0)} in the median view.`,
    sub: `${band.low === null || band.high === null ? '' : `95\u202f% interval: ${lookTime(band.low)} to ${lookTime(band.high)}. `}${formatNumber(attention.told)} of ${formatCount(views, 'view')} told; a band counts for as long as it was in the window of a visible page.`,
  }
}

const countOf = { clicks: 'element_clicked', rage: 'rage_clicked', dead: 'dead_clicked' } as const

const words = {
  clicks: { one: 'click', verb: 'was clicked' },
  rage: { one: 'rage click', verb: 'was clicked in rage' },
  dead: { one: 'dead click', verb: 'was clicked in vain' },
} as const

const calm = {
  rage: 'A rage click is three clicks or more within a second on one spot.',
  dead: 'A dead click is one on something that looks as if it did something, and nothing follows.',
} as const
