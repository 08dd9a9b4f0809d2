import { getOverview } from '@throughline/contract/overview'
import * as routes from '@throughline/contract/reports'
import type { ReportDependencies } from '../../../platform/events/event-scope.ts'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import { currencyOf, type ProjectDirectory } from '../../../platform/project.ts'
import { reportFunnel } from './funnel-report.ts'
import { reportLifecycle } from './lifecycle-report.ts'
import { reportOverview } from './overview-report.ts'
import { reportPaths } from './paths-report.ts'
import { reportRetention } from './retention-report.ts'
import { reportTrend } from './trend-report.ts'

/** The reports over HTTP. */
export const reportEndpoints = (deps: ReportDependencies, projects: ProjectDirectory): Endpoint[] => [
  endpoint(getOverview, ({ access, query }) =>
    reportOverview(deps, access.projectId, currencyOf(projects, access.projectId), query),
  ),
  endpoint(routes.reportFunnel, ({ access, body }) => reportFunnel(deps, access.projectId, body)),
  endpoint(routes.reportRetention, ({ access, body }) => reportRetention(deps, access.projectId, body)),
  endpoint(routes.reportTrend, ({ access, body }) => reportTrend(deps, access.projectId, body)),
  endpoint(routes.reportPaths, ({ access, body }) => reportPaths(deps, access.projectId, body)),
  endpoint(routes.reportLifecycle, ({ access, body }) => reportLifecycle(deps, access.projectId, body)),
]
