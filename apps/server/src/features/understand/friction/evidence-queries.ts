import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { EvidenceQuestion } from './queries/affected-events.ts'
import { readRequests } from './queries/evidence-requests.ts'
import { readVerbatims } from './queries/evidence-verbatims.ts'
import { readVitals } from './queries/evidence-vitals.ts'

/** What the log has of the affected: each asked when a finding is opened, by the lane that pages use. */
export type EvidenceQueries = ReturnType<typeof evidenceQueries>

export const evidenceQueries = (analytics: Analytics) => ({
  verbatims: (of: EvidenceQuestion) => readVerbatims(analytics, of),
  vitals: (of: EvidenceQuestion) => readVitals(analytics, of),
  requests: (of: EvidenceQuestion) => readRequests(analytics, of),
})
