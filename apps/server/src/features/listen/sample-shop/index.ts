import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from '../../../platform/clock.ts'
import type { EventLog } from '../../../platform/events/event-log.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { State } from '../../../platform/state/state.ts'
import type { Collection } from '../collection/index.ts'
import { sampleShopEndpoints } from './sample-shop-routes.ts'
import { sampleShopService } from './sample-shop-service.ts'
import { sampleShopStore } from './sample-shop-store.ts'

export interface SampleShopFeatureDependencies {
  readonly state: State
  readonly eventLog: EventLog
  readonly collection: Collection
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
}

export interface SampleShopFeature extends Feature {
  /** Interrupts loading; the next start goes on with it. */
  close(): Promise<void>
}

/** The simulated shop that fills an empty project with one click. */
export async function sampleShopFeature({
  state,
  ...deps
}: SampleShopFeatureDependencies): Promise<SampleShopFeature> {
  const service = sampleShopService({ ...deps, store: sampleShopStore(state) })
  await service.resumeAll()
  return { endpoints: sampleShopEndpoints(service), close: () => service.close() }
}
