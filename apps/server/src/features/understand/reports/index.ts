import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { AppError } from '../../../platform/app-error.ts'
import type { SegmentDirectory } from '../../../platform/events/event-scope.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import { reportEndpoints } from './report-routes.ts'

export interface ReportsDependencies {
  readonly analytics: Analytics
  readonly projects: ProjectDirectory
  /** Left out where there are no segments: then each is unknown. */
  readonly segments?: SegmentDirectory
}

/** Trend, funnel, retention, paths and lifecycle over the event log. */
export const reportsFeature = ({
  analytics,
  projects,
  segments = noSegments,
}: ReportsDependencies): Feature => ({
  endpoints: reportEndpoints({ analytics, segments }, projects),
})

const noSegments: SegmentDirectory = {
  condition: async (_projectId, segmentId) => {
    throw new AppError('not_found', `No segment has the id "${segmentId}".`, { field: 'segment' })
  },
}
