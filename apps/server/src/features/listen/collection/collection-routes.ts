import {
  batchPaths,
  type CollectionAnswer,
  collectionLimits,
  type MessageType,
  messageEndpoints,
} from '@throughline/contract/collection'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { EventLog } from '../../../platform/events/event-log.ts'
import { browserSettings, originSeen } from './browser-settings.ts'
import { collectBatch, collectOne } from './collect.ts'
import { allowAnyOrigin, answerPreflight } from './cors.ts'
import type { Delivery } from './message/read-message.ts'
import { parseJson } from './parse-json.ts'
import { readBody } from './read-body.ts'
import { type ProjectsByKey, projectOf } from './write-key.ts'

export interface CollectionDependencies {
  readonly projects: ProjectsByKey
  readonly eventLog: EventLog
  readonly clock: Clock
  /** Where browsers reach the server, if not at the host that they name. */
  readonly publicUrl?: string | undefined
}

/** The Segment HTTP API, in a scope of its own: its parser and its CORS headers reach no other route. */
export function registerCollection(app: FastifyInstance, dependencies: CollectionDependencies): void {
  const { clock, eventLog, projects } = dependencies

  app.register(async (scope) => {
    openToAnySite(scope, collectionLimits.bodyBytes)

    for (const path of batchPaths)
      receive(path, async (body, delivery) => {
        const rejected = await collectBatch(eventLog, body, delivery)
        return rejected.length > 0 ? { success: true, rejected } : { success: true }
      })

    for (const { type, letter } of messageEndpoints)
      for (const path of [`/v1/${type}`, `/v1/${letter}`])
        receive(
          path,
          async (body, delivery) => {
            await collectOne(eventLog, body, delivery)
            return { success: true }
          },
          type,
        )

    scope.options('/v1/projects/:writeKey/settings', answerPreflight)
    scope.get('/v1/projects/:writeKey/settings', (request, reply) =>
      sendSettings(request, reply, dependencies),
    )

    function receive(
      path: string,
      collect: (body: unknown, delivery: Delivery) => Promise<CollectionAnswer>,
      type?: MessageType,
    ): void {
      scope.options(path, answerPreflight)
      scope.post(path, async (request, reply) => {
        const receivedAt = clock()
        const { authorization, 'content-encoding': encoding, 'user-agent': userAgent } = request.headers
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const body = parseJson(await readBody(bytes, encoding))
        const project = projectOf(projects, authorization, body)
        const answer = await collect(body, {
          projectId: project.id,
          receivedAt,
          type,
          // A server's library says nothing of the person's device.
          userAgent: userAgent?.startsWith('Mozilla/') ? userAgent : undefined,
        })
        // A text, so that the answer needs no serialiser.
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer))
      })
    }
  })
}

/**
 * Takes any body as bytes, and lets any site's pages read the answer. Browsers send JSON as text/plain to spare themselves
 * a preflight, beacons send what they like, and some send no type at all.
 */
export function openToAnySite(scope: FastifyInstance, bodyLimit: number): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
    done(null, body),
  )
  scope.addHook('onRequest', async (request, reply) => {
    // Fastify answers 415 to a type that is malformed, before any parser sees it.
    delete request.raw.headers['content-type']
    allowAnyOrigin(request, reply)
  })
}

function sendSettings(
  request: FastifyRequest,
  reply: FastifyReply,
  { projects, publicUrl }: CollectionDependencies,
): FastifyReply {
  const { writeKey } = request.params as { writeKey: string }
  if (!projects.byWriteKey(writeKey))
    throw new AppError('not_found', 'No project has this write key.', { field: 'writeKey' })
  const { host, origin, 'x-forwarded-proto': forwarded } = request.headers
  const address = originSeen(publicUrl, {
    host,
    origin,
    forwardedProto: Array.isArray(forwarded) ? forwarded[0] : forwarded,
  })
  if (!address)
    throw new AppError('invalid', 'Host: must be the name or address of this server.', { field: 'Host' })
  return reply
    .type('application/json; charset=utf-8')
    .header('cache-control', 'private, max-age=60')
    .send(JSON.stringify(browserSettings(writeKey, address)))
}
