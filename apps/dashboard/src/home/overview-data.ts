import type { getOverview } from '@throughline/contract/overview'
import type { RouteResponse } from '@throughline/contract/route'

/** The figures of the period and of the one before. */
export type OverviewData = RouteResponse<typeof getOverview>
