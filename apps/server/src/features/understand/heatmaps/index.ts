import type { Feature } from '../../../platform/http/feature.ts'
import type { HeatmapDependencies } from './heatmap-report.ts'
import { heatmapEndpoints } from './heatmap-routes.ts'

/** Where pages are clicked, how far they are seen and what is looked at. */
export const heatmapsFeature = (deps: HeatmapDependencies): Feature => ({
  endpoints: heatmapEndpoints(deps),
})
