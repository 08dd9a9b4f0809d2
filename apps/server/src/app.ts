import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import type { Analytics } from './platform/analytics/analytics.ts'
import type { Clock } from './platform/clock.ts'
import { registerErrorHandler } from './platform/http/error-handler.ts'
import type { State } from './platform/state/state.ts'

/** All that the product stands on; tests pass embedded engines in a temporary folder. */
export interface AppDependencies {
  readonly config: Config
  readonly analytics: Analytics
  readonly state: State
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
  /** Refuses answers that the contract does not describe; for tests. */
  readonly strictResponses: boolean
}

/** Wires features to the platform. Nothing listens yet. */
export async function buildApp({ logger }: AppDependencies): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: logger,
    disableRequestLogging: true,
    routerOptions: { maxParamLength: 1024 },
  })
  registerErrorHandler(app)
  return app
}
