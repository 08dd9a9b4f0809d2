import { getFormFields, listForms } from '@throughline/contract/forms'
import type { ReportDependencies } from '../../../platform/events/event-scope.ts'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import { reportFormFields, reportForms } from './form-report.ts'

/** Form analytics over HTTP. */
export const formEndpoints = (deps: ReportDependencies): Endpoint[] => [
  endpoint(listForms, async ({ access, body }) => ({
    forms: await reportForms(deps, access.projectId, body),
  })),
  endpoint(getFormFields, ({ access, body }) => reportFormFields(deps, access.projectId, body)),
]
