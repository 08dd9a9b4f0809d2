import type { Clock } from '../../../platform/clock.ts'
import { namesSegment } from '../../../platform/events/names-segment.ts'
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

export interface BoardsFeature extends Feature {
  readonly api: {
    /** Saved reports that are seen for a segment or filter by it, in words. */
    namingSegment(projectId: string, id: string): Promise<readonly string[]>
  }
}

/** Reports that a team keeps, and boards of them. */
export function boardsFeature({ state, clock }: BoardsDependencies): BoardsFeature {
  const reports = savedReportStore(state)
  return {
    endpoints: [
      ...savedReportEndpoints(savedReportService(reports, clock)),
      ...boardEndpoints(boardService(boardStore(state), reports, clock)),
    ],
    api: {
      async namingSegment(projectId, id) {
        const naming = (await reports.list(projectId)).filter(
          ({ question, view }) => view.segment === id || namesSegment(question, id),
        )
        return naming.map(({ name }) => `the report "${name}"`)
      },
    },
  }
}
