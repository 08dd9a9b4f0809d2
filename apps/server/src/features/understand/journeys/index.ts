import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import type { State } from '../../../platform/state/state.ts'
import type { Segments } from '../segments/index.ts'
import { journeyQueries } from './journey-queries.ts'
import { journeyEndpoints } from './journey-routes.ts'
import { journeyService } from './journey-service.ts'
import { journeyStore } from './journey-store.ts'

export interface JourneysDependencies {
  readonly analytics: Analytics
  readonly state: State
  readonly clock: Clock
  readonly projects: ProjectDirectory
  readonly segments: Segments
}

/** The journey map: stages and touchpoints worked out from events, with what a team adds to them. */
export function journeysFeature({
  analytics,
  state,
  clock,
  projects,
  segments,
}: JourneysDependencies): Feature {
  const queries = journeyQueries(analytics, segments)
  return {
    endpoints: journeyEndpoints(journeyService(journeyStore(state), queries, segments, projects, clock)),
  }
}
