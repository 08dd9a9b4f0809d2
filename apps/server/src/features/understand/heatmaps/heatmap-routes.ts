import { getHeatmap, listHeatmapPages } from '@throughline/contract/heatmaps'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import { type HeatmapDependencies, listPages, reportHeatmap } from './heatmap-report.ts'

/** Heatmaps over HTTP. */
export const heatmapEndpoints = (deps: HeatmapDependencies): Endpoint[] => [
  endpoint(getHeatmap, ({ access, body }) => reportHeatmap(deps, access.projectId, body)),
  endpoint(listHeatmapPages, async ({ access, body }) => ({
    pages: await listPages(deps, access.projectId, body),
  })),
]
