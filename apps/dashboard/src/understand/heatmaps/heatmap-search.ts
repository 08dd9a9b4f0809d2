import type { HeatmapSignal } from '@throughline/contract/heatmaps'

/** What a heatmap can show, in the order in which it is offered. */
export const heatmapLayers = ['clicks', 'rage', 'dead', 'scroll', 'attention'] as const

export type HeatmapLayer = (typeof heatmapLayers)[number]

/** What a link to Heatmaps says beside period and segment. */
export interface HeatmapSearch {
  /** A page or a pattern; without one, the page with most clicks. */
  path?: string | undefined
  /** Device type. */
  device?: string | undefined
  /** Clicks, unless said. */
  show?: HeatmapLayer | undefined
  /** Selector of the element that is picked out. */
  element?: string | undefined
}

/** Reads the part of the link that is the page's own; what cannot be understood is left out. */
export function parseHeatmapSearch(search: Record<string, unknown>): HeatmapSearch {
  const { path, device, element } = search
  const show = heatmapLayers.find((layer) => layer === search.show)
  const found: HeatmapSearch = {}
  if (isWord(path)) found.path = path
  if (isWord(device)) found.device = device
  if (show !== undefined) found.show = show
  if (isWord(element)) found.element = element
  return found
}

/** The signal whose places a layer draws; scroll and attention come with any. */
export const signalOf: Readonly<Record<HeatmapLayer, HeatmapSignal>> = {
  clicks: 'element_clicked',
  rage: 'rage_clicked',
  dead: 'dead_clicked',
  scroll: 'element_clicked',
  attention: 'element_clicked',
}

const isWord = (value: unknown): value is string => typeof value === 'string' && value !== ''
