import { getDatafile, streamFlagEvents } from '@throughline/contract/datafile'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isKnown } from '../../../platform/http/if-none-match.ts'
import type { EventStreams } from './event-streams.ts'
import { environmentOf, type IdentifyCaller } from './flag-caller.ts'
import type { FlagDirectory } from './flag-directory.ts'
import { noEnvironment } from './flag-service.ts'
import type { DatafileAudience, ServedEnvironment } from './served-environment.ts'
import type { UsageCounter } from './usage-counter.ts'
import { LOCAL_EVALUATION } from './usage-store.ts'

export interface DatafileDependencies {
  readonly identify: IdentifyCaller
  readonly directory: Pick<FlagDirectory, 'served' | 'environments'>
  readonly streams: EventStreams
  readonly usage: Pick<UsageCounter, 'count'>
}

/**
 * The datafile for local evaluation, and the stream that tells when it changed. Any site's page may read the answer, but
 * a browser sends no cookie along, and none is looked at.
 */
export function registerDatafile(
  app: FastifyInstance,
  { identify, directory, streams, usage }: DatafileDependencies,
): void {
  const find = async (
    request: FastifyRequest,
  ): Promise<{ served: ServedEnvironment; audience: DatafileAudience }> => {
    const { projectId, askedBy } = await identify(request)
    const environment = environmentOf(request)
    const served = directory.served(projectId, environment)
    if (!served) throw noEnvironment(environment, directory.environments(projectId))
    return { served, audience: askedBy === 'token' ? 'token' : 'browsers' }
  }

  app.register(async (scope) => {
    scope.addHook('onRequest', async (_request, reply) => {
      reply.headers({
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'etag, retry-after',
        'cross-origin-resource-policy': 'cross-origin',
      })
    })

    for (const { path } of [getDatafile, streamFlagEvents])
      scope.options(path, (request, reply) =>
        reply
          .headers({
            'access-control-allow-methods': 'GET, OPTIONS',
            'access-control-allow-headers':
              request.headers['access-control-request-headers'] ?? 'authorization, if-none-match',
            'access-control-max-age': '86400',
          })
          .code(204)
          .send(),
      )

    scope.get(getDatafile.path, async (request, reply) => {
      const { served, audience } = await find(request)
      const { revision, text } = served.datafile(audience)
      usage.count(served.projectId, served.environment.key, LOCAL_EVALUATION, '')
      const etag = `"${revision}"`
      reply.headers({ etag, 'cache-control': 'private, no-cache', vary: 'authorization' })
      if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send()
      return reply.type('application/json; charset=utf-8').send(text)
    })

    scope.get(streamFlagEvents.path, { exposeHeadRoute: false }, async (request, reply) => {
      const { served, audience } = await find(request)
      const last = request.headers['last-event-id']
      const known = typeof last === 'string' && last !== '' ? last : undefined
      return streams.open(reply, { served, form: 'datafile', audience, known })
    })
  })
}
