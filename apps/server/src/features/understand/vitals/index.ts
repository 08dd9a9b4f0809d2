import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { SegmentDirectory } from '../../../platform/events/event-scope.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import { vitalsEndpoints } from './vitals-routes.ts'

export interface VitalsDependencies {
  readonly analytics: Analytics
  readonly projects: ProjectDirectory
  readonly segments: SegmentDirectory
}

/** How fast pages are to their visitors, and what speed costs. */
export const vitalsFeature = ({ analytics, projects, segments }: VitalsDependencies): Feature => ({
  endpoints: vitalsEndpoints({ analytics, segments }, projects),
})
