import * as routes from '@throughline/contract/vitals'
import type { ReportDependencies } from '../../../platform/events/event-scope.ts'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import { currencyOf, type ProjectDirectory } from '../../../platform/project.ts'
import { reportVitalsCost } from './vitals-cost-report.ts'
import { reportVitals } from './vitals-report.ts'

/** Web vitals over HTTP. */
export const vitalsEndpoints = (deps: ReportDependencies, projects: ProjectDirectory): Endpoint[] => [
  endpoint(routes.reportVitals, ({ access, body }) => reportVitals(deps, access.projectId, body)),
  endpoint(routes.reportVitalsCost, ({ access, body }) =>
    reportVitalsCost(deps, access.projectId, currencyOf(projects, access.projectId), body),
  ),
]
