import type { FastifyBaseLogger } from 'fastify'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { Clock } from '../../../platform/clock.ts'
import { purgeErased } from '../../../platform/events/erase-events.ts'
import type { InlineEventLog } from '../../../platform/events/inline-event-log.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { State } from '../../../platform/state/state.ts'
import type { People } from '../../understand/profiles/index.ts'
import { startConsentFollower } from './consent-follower.ts'
import { consentEndpoints } from './consent-routes.ts'
import { consentService } from './consent-service.ts'
import { erasableQueries } from './erasable-queries.ts'
import { erasureStore } from './erasure-store.ts'
import { type EraseRecordings, type ForgetPeople, withdrawalService } from './withdrawal-service.ts'

export interface PrivacyDependencies {
  readonly analytics: Analytics
  readonly state: State
  readonly eventLog: Pick<InlineEventLog, 'lastSeq'>
  readonly people: People
  /** Of the recordings feature. */
  readonly eraseRecordings: EraseRecordings
  /** Of the friction feature. */
  readonly forgetPeople: ForgetPeople
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
}

export interface PrivacyFeature extends Feature {
  /** Resolves when withdrawals among all that was acknowledged up to now are carried out. */
  settled(): Promise<void>
  /** Ends following the log; before people and the log are closed. */
  close(): Promise<void>
}

/** Consent: what people said, and that what they take back is gone. */
export async function privacyFeature({
  analytics,
  state,
  eventLog,
  people,
  eraseRecordings,
  forgetPeople,
  clock,
  logger,
}: PrivacyDependencies): Promise<PrivacyFeature> {
  const queries = erasableQueries(analytics)
  const store = erasureStore(state)
  const follower = await startConsentFollower({
    log: eventLog,
    people,
    withdrawals: withdrawalService({ queries, store, people, eraseRecordings, forgetPeople, clock }),
    store,
    purge: () => purgeErased(analytics),
    logger,
  })
  return {
    endpoints: consentEndpoints(consentService(people, queries, store)),
    settled: () => follower.settled(),
    close: () => follower.close(),
  }
}
