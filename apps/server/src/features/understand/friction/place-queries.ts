import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { IsoRange } from '../../../platform/range.ts'
import type { FindingKey } from './finding-key.ts'
import { hasNewerEvents } from './queries/newer-events.ts'
import { countVisitsToPlace } from './queries/visits-to-place.ts'

/** A place is met where so many sessions came in so many days: one in ten would be hit then. */
const ENOUGH_VISITS = 30
const LAST_DAYS = 3
/** A friction of a whole step has no page: of ten visits anywhere, one comes to the step. */
const VISITS_A_STEP = 10

/** What the log says of places and of news. */
export const placeQueries = (analytics: Analytics) => ({
  /** Whether events of a range came after one of the log. */
  hasNewer: (projectId: string, range: IsoRange, seq: number): Promise<boolean> =>
    hasNewerEvents(analytics, projectId, range, seq),

  /** Whether so many of the group came to a finding's place in the last days that it would have been met. */
  async isMet(projectId: string, key: Pick<FindingKey, 'where' | 'who'>, to: Date): Promise<boolean> {
    const range = {
      from: new Date(to.getTime() - LAST_DAYS * 86_400_000).toISOString(),
      to: to.toISOString(),
    }
    const enough = key.where.path === null ? ENOUGH_VISITS * VISITS_A_STEP : ENOUGH_VISITS
    return (await countVisitsToPlace(analytics, projectId, range, key)) >= enough
  },
})
