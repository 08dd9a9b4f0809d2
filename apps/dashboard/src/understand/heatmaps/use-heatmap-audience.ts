import { useView } from '../../view/use-view.ts'

/** Whose visits a heatmap is drawn of, as the API takes it. */
export interface HeatmapAudience {
  readonly from: string
  readonly to: string
  readonly timezone: string
  readonly segment?: string
  readonly device?: string
}

/** The view's period and segment, and the device of the page's link. */
export function useHeatmapAudience(device: string | undefined): HeatmapAudience {
  const { period, segment } = useView()
  const { from, to, timezone } = period
  return {
    from,
    to,
    timezone,
    ...(segment === undefined ? {} : { segment }),
    ...(device === undefined ? {} : { device }),
  }
}
