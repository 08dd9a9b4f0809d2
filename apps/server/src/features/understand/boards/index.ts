import type { Clock } from '../../../platform/clock.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { State } from '../../../platform/state/state.ts'
import { boardEndpoints } from './board-routes.ts'
import { boardService } from './board-service.ts'
import { boardStore } from './board-store.ts'
import { savedReportEndpoints } from './saved-report-routes.ts'
import { savedReportService } from './saved-report-service.ts'
import { savedReportStore } from './saved-report-store.ts'

export interface BoardsDependencies {
  readonly state: State
  readonly clock: Clock
}

/** Reports that a team keeps, and boards of them. */
export function boardsFeature({ state, clock }: BoardsDependencies): Feature {
  const reports = savedReportStore(state)
  return {
    endpoints: [
      ...savedReportEndpoints(savedReportService(reports, clock)),
      ...boardEndpoints(boardService(boardStore(state), reports, clock)),
    ],
  }
}
