import type { ReportDependencies } from '../../../platform/events/event-scope.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import { formEndpoints } from './form-routes.ts'

/** How people get through forms, field by field. */
export const formsFeature = (deps: ReportDependencies): Feature => ({ endpoints: formEndpoints(deps) })
